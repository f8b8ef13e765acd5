"""All warnings of the portfolio with filters and as a file, and the catalogue of the checks (O6)."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.numbers import display_number
from reviews.warnings.forms import WarningFilter
from reviews.warnings.rules.catalogue import CHECKS
from reviews.warnings.services.listing import Line, accepted_lines, accepted_rows, waiting_lines, waiting_rows

WAITING, ACCEPTED = "", "accepted"
COLUMNS = [
    Column(gettext_lazy("Partnership"), "partnership.title"),
    Column(gettext_lazy("Reference"), "partnership.reference"),
    Column(gettext_lazy("Office"), lambda line: str(line.partnership.office or "")),
    Column(gettext_lazy("Check"), "label"),
    Column(gettext_lazy("Figures"), lambda line: "\n".join(line.reasons)),
    Column(gettext_lazy("Accepted until"), lambda line: line.acceptance.until if line.acceptance else None),
    Column(gettext_lazy("Reason"), lambda line: line.acceptance.reason if line.acceptance else ""),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def warnings(request: HttpRequest) -> HttpResponse:
    """Reads ready rows; only the figures of the page that is shown are computed."""
    today = timezone.localdate()
    form = WarningFilter(request.GET or None, membership=request.membership)
    chosen = form.chosen()
    narrowed: dict[str, Any] = {"code": chosen.get("kind") or "", "office": getattr(chosen.get("office"), "pk", None)}
    view = ACCEPTED if request.GET.get("view") == ACCEPTED else WAITING
    waiting, accepted = (
        waiting_rows(request.membership, **narrowed),
        accepted_rows(request.membership, today, **narrowed),
    )
    rows, lines_of = (accepted, accepted_lines) if view == ACCEPTED else (waiting, waiting_lines)
    is_file = bool(request.GET.get("format"))
    if file := as_file(request, _("warnings"), COLUMNS, lines_of(rows, today) if is_file else ()):
        return file
    counts = {WAITING: waiting.count(), ACCEPTED: accepted.count()}
    page = page_of(request, rows, known=counts[view])
    context = {
        "form": form,
        "tabs": _tabs(request, counts, view),
        "columns": [{"label": _("Partnership")}, {"label": _("Warning")}, {"label": _("Office")}],
        "rows": [_row(line, today) for line in lines_of(list(page), today)],
        "page_obj": page,
        "count_line": _count_line(page.paginator.count),
    }
    return render(request, "reviews/warnings/warning_list.html", context)


def _tabs(request: HttpRequest, counts: dict[str, int], view: str) -> list[dict[str, Any]]:
    tabs = []
    for key, label in ((WAITING, _("Open")), (ACCEPTED, _("Accepted"))):
        query = request.GET.copy()
        query.pop("page", None)
        query.pop("view", None)
        if key:
            query["view"] = key
        url = f"{reverse('reviews:warnings')}?{query.urlencode()}"
        tabs.append({"url": url, "label": label, "count": counts[key], "current": key == view})
    return tabs


def _row(line: Line, today: date) -> list[Any]:
    notes = list(line.reasons)
    if line.acceptance:
        text = _("Accepted until %(day)s: %(reason)s")
        notes.append(text % {"day": display_date(line.acceptance.until), "reason": line.acceptance.reason})
        notes += [] if line.found else [_("Its cause is gone.")]
    partnership = line.partnership
    return [
        {"text": partnership.title, "url": reverse("reviews:partnership_warnings", args=[partnership.pk])},
        {"text": line.label, "note": notes},
        str(partnership.office or "–"),
    ]


def _count_line(count: int) -> str:
    words = ngettext("%(count)s warning, by partnership.", "%(count)s warnings, by partnership.", count)
    return words % {"count": display_number(count)}


@role_required("read_portfolio")
@require_http_methods(["GET"])
def warning_checks(request: HttpRequest) -> HttpResponse:
    """What is looked at, when it warns, and what to do: nothing is hidden from who reads a warning."""
    context = {"checks": CHECKS, "crumbs": [{"url": reverse("reviews:warnings"), "label": _("Warnings")}]}
    return render(request, "reviews/warnings/checks.html", context)
