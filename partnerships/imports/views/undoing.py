"""Taking a written import back as a whole: what would go, and what bars it (F2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.imports.services import running as importing
from partnerships.imports.services import undoing
from partnerships.imports.services.undoing import CHANGED, CONTACT_USED, MERGED, SITE_USED, Bar
from partnerships.models import ImportRow
from partnerships.rules.lifecycle import ImportStatus
from pes_partnerships.accounts.guards import role_required

from .imports import import_of, run

FEW = 20  # records that are named; how many more there are is said


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    found = import_of(request, pk)
    if found.status != ImportStatus.WRITTEN or not undoing.can_be_undone(found, timezone.now()):
        return redirect("partnerships:import", pk)
    rows = undoing.undone_rows(found)
    bars = undoing.bars_of(found, rows)
    if request.method == "POST" and rows and not bars:
        importing.ask_undo(registry_import=found, by=request.user)
        run(found)
        return redirect("partnerships:import", pk)
    context = {
        "found": found,
        "points": _points(rows),
        "bars": [_shown(bar) for bar in bars[:FEW]],
        "count": len(bars),
        "more": max(0, len(bars) - FEW),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "partnerships/imports/import_undo.html", context, status=status)


def _points(rows: list[ImportRow]) -> list[str]:
    """What undoing will do, in words; nothing for nothing."""
    new = sum(1 for row in rows if row.undo.get("new"))
    changed = len(rows) - new
    points = []
    if new:
        words = ngettext(
            "%(n)s organisation that the import registered is deleted, with its contacts.",
            "%(n)s organisations that the import registered are deleted, with their contacts.",
            new,
        )
        points.append(words % {"n": new})
    if changed:
        words = ngettext(
            "%(n)s record gets back what it had before.", "%(n)s records get back what they had before.", changed
        )
        points.append(words % {"n": changed})
    return points


def _shown(bar: Bar) -> dict[str, object]:
    words = {
        CHANGED: _("It has been changed since."),
        MERGED: _("It has been merged with another record since."),
        SITE_USED: _("One of its sites is in use (%(what)s)."),
        CONTACT_USED: _("One of its contacts is in use (%(what)s)."),
    }
    used = _("It is in use (%(what)s).") if bar.by_what else _("Another organisation refers to it.")
    return {"organisation": bar.organisation, "why": words.get(bar.reason, used) % {"what": bar.by_what}}
