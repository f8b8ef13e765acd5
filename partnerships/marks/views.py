"""The page of the marks beside the facts of a partnership, and the same as a file (D2)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.marks.forms import facts_to_mark, mark_lines
from partnerships.marks.services.marking import save_marks
from partnerships.models import FactMark
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.found import partnership_to_form
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

COLUMNS = [
    Column(gettext_lazy("Fact"), "fact"),
    Column(gettext_lazy("Mark"), "mark.get_mark_display"),
    Column(gettext_lazy("What another source says"), "mark.other"),
    Column(gettext_lazy("Source"), "mark.source"),
]


@dataclass(frozen=True)
class MarkLine:
    fact: str
    mark: FactMark


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def marks(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_form(request, pk)
    names = dict(facts_to_mark(partnership))
    rows = [MarkLine(names.get(row.about, row.about), row) for row in partnership.fact_marks.all()]
    if file := as_file(request, _("marks"), COLUMNS, rows):
        return file
    lines = mark_lines(partnership, posted(request))
    back = reverse("partnerships:partnership", args=[pk])
    context = {
        "partnership": partnership,
        "here": _("Marks beside facts"),
        "crumbs": [
            {"url": reverse("partnerships:portfolio"), "label": _("Portfolio")},
            {"url": back, "label": partnership.title},
        ],
        "lines": lines,
        "back": back,
    }
    if request.method == "POST" and lines.is_valid():
        try:
            save_marks(partnership=partnership, by=Actor.user(request.user), rows=lines.lines, seen=lines.seen_posted)
        except Conflict:
            return conflict_page(request, lines, mark_lines(partnership), context)
        except MoveRefused as refusal:
            raise PermissionDenied from refusal
        messages.success(request, _("Saved."))
        return redirect(back)
    return form_page(request, "partnerships/marks/marks.html", lines, context)
