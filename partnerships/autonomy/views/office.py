"""The offices of a service, and what each may decide by itself (F10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from partnerships.autonomy.rules.autonomy import GUIDANCE, SHORT, QuestionAnswer, area_names, questions_of
from partnerships.autonomy.services.autonomy import may_state, statements_of
from partnerships.models import Autonomy
from partnerships.rules.vocabulary import Area, Freedom
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Membership, Office
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.dates import display_datetime
from pes_partnerships.lib.export import Column

LATEST_ACTS = 10


@dataclass(frozen=True)
class OfficeRow:
    """One office in the tree: how deep it stands, and its six areas."""

    office: Office
    depth: int
    parent: str
    statements: dict[str, Autonomy]
    is_own: bool

    def word(self, area: str) -> str:
        row = self.statements.get(area)
        return str(SHORT[row.freedom]) if row else ""

    def in_full(self, area: str) -> str:
        """For the files: the freedom and its limits."""
        row = self.statements.get(area)
        if row is None:
            return _("not stated")
        return f"{row.get_freedom_display()}: {row.limits}" if row.limits else row.get_freedom_display()

    @property
    def steps(self) -> range:
        return range(self.depth)

    @property
    def cells(self) -> list[dict[str, Any]]:
        return [{"label": area.label, "word": self.word(area)} for area in Area]


def office_of(request: HttpRequest, pk: int) -> Office:
    """An office of the reader's own service; any other one is missing (404)."""
    rows = Office.objects.filter(service=request.membership.service_id).select_related("parent", "service")
    return get_object_or_404(rows, pk=pk)


COLUMNS = [
    Column(gettext_lazy("Office"), "office.name"),
    Column(gettext_lazy("Level"), lambda row: row.office.get_level_display()),
    Column(gettext_lazy("Part of"), "parent"),
    *(Column(area.label, lambda row, area=area: row.in_full(area)) for area in Area),
]


@role_required("see_offices")
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    rows = office_rows(request.membership)
    file = as_file(request, _("offices"), COLUMNS, rows)
    if file:
        return file
    count = len(rows)
    words = ngettext("%(count)s office.", "%(count)s offices, each listed under its wider unit.", count)
    context = {
        "page": page_of(request, rows),
        "own": request.membership.office,
        "areas": Area.labels,
        "list_line": words % {"count": count},
    }
    return render(request, "partnerships/autonomy/office_list.html", context)


def office_rows(membership: Membership) -> list[OfficeRow]:
    """The service's offices, each below the one that it is part of; two queries, whatever their number."""
    known = {office.pk: office for office in Office.objects.filter(service=membership.service_id)}
    stated: dict[int, dict[str, Autonomy]] = {}
    for row in Autonomy.objects.filter(office__service=membership.service_id):
        stated.setdefault(row.office_id, {})[row.area] = row
    return [
        OfficeRow(
            office=office,
            depth=depth,
            parent=known[office.parent_id].name if office.parent_id in known else "",
            statements=stated.get(office.pk, {}),
            is_own=office.pk == membership.office_id,
        )
        for office, depth in in_tree(known.values())
    ]


def in_tree(offices: Iterable[Office]) -> list[tuple[Office, int]]:
    """Each office with its depth, after the one above it; one whose chain leads to itself stands at the end."""
    below: dict[int | None, list[Office]] = {}
    for office in offices:
        below.setdefault(office.parent_id, []).append(office)
    found: list[tuple[Office, int]] = []
    waiting = [(office, 0) for office in reversed(below.get(None, []))]
    while waiting:
        office, depth = waiting.pop()
        found.append((office, depth))
        waiting += [(unit, depth + 1) for unit in reversed(below.get(office.pk, []))]
    reached = {office.pk for office, _depth in found}
    return found + [(office, 0) for group in below.values() for office in group if office.pk not in reached]


@role_required("see_offices")
@require_safe
def office_autonomy(request: HttpRequest, pk: int) -> HttpResponse:
    office = office_of(request, pk)
    statements = statements_of(office)
    acts = LedgerEntry.objects.about(office).filter(act="autonomy.stated")[:LATEST_ACTS]
    context = {
        "office": office,
        "unit": office.parent or office.service,
        "areas": [_area(area, statements.get(area)) for area in Area],
        "missing": len(Area) - len(statements),
        "is_own": office.pk == request.membership.office_id,
        "may_state": may_state(request.membership, office),
        "acts": [_act(entry) for entry in acts],
    }
    return render(request, "partnerships/autonomy/autonomy.html", context)


def _act(entry: LedgerEntry) -> dict[str, str]:
    """One statement of the past: who said what of which area, and what had been said before."""

    def words(freedom: str) -> str:
        return str(Freedom(freedom).label) if freedom in Freedom.values else _("not stated")

    return {
        "when": display_datetime(entry.at),
        "who": entry.actor_name,
        "area": area_names([entry.after["area"]]),
        "before": words(entry.before["freedom"]) if "freedom" in entry.before else "",
        "after": words(entry.after.get("freedom", "")),
    }


def _area(area: Area, row: Autonomy | None) -> dict[str, Any]:
    given = dict(QuestionAnswer.choices)
    said = {code: given.get(answer, "") for code, answer in row.answers.items()} if row else {}
    return {
        "code": area.value,
        "label": area.label,
        "row": row,
        "guidance": GUIDANCE[area],
        "questions": [(question.text, said.get(question.code, "")) for question in questions_of(area)],
    }
