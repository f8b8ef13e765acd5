"""The warnings of a portfolio: ready rows, and the figures of those that are shown (O6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models.query import QuerySet

from partnerships.models import Partnership, WaitingTask
from partnerships.models.partnership import reached_by
from pes_partnerships.accounts.models import Membership
from reviews.models import WarningAcceptance
from reviews.warnings.rules.catalogue import BY_CODE

from .current import Current, warnings_of
from .waiting import KIND_OF, TOLD_OF, code_of

CHUNK = 500


@dataclass(frozen=True)
class Line:
    """One check that warns of one partnership, with each of its reasons."""

    partnership: Partnership
    code: str
    found: list[Current]
    acceptance: WarningAcceptance | None = None

    @property
    def label(self) -> str:
        return str(BY_CODE[self.code].label)

    @property
    def reasons(self) -> list[str]:
        return [f"{each.warned.title} {each.warned.detail}" for each in self.found]


def waiting_rows(membership: Membership, code: str = "", office: int | None = None) -> QuerySet[WaitingTask]:
    codes = [code] if code in KIND_OF else list(KIND_OF)
    kinds = [kinds[each] for kinds in (KIND_OF, TOLD_OF) for each in codes if each in kinds]
    rows = WaitingTask.objects.filter(reached_by(membership, "partnership__"), kind__in=kinds)
    if office:
        rows = rows.filter(office=office)
    return rows.select_related("partnership__office").order_by("partnership__title", "partnership", "kind")


def accepted_rows(
    membership: Membership, today: date, code: str = "", office: int | None = None
) -> QuerySet[WarningAcceptance]:
    rows = WarningAcceptance.objects.visible_to(membership).standing(today)
    if code in KIND_OF:
        rows = rows.filter(code=code)
    if office:
        rows = rows.filter(partnership__office=office)
    return rows.select_related("partnership__office", "accepted_by").order_by(
        "partnership__title", "partnership", "until", "pk"
    )


def waiting_lines(rows: Iterable[WaitingTask], today: date) -> Iterator[Line]:
    """With their figures, computed for these rows alone: a constant number of queries for each part of a file."""
    for part in _parts(rows):
        found = warnings_of({row.partnership_id for row in part}, today)
        for row in part:
            code = code_of(row.kind)
            own = [each for each in found[row.partnership_id].waiting if each.warned.code == code]
            yield Line(row.partnership, code, own)


def accepted_lines(rows: Iterable[WarningAcceptance], today: date) -> Iterator[Line]:
    """An acceptance whose warning is gone meanwhile has no reasons."""
    for part in _parts(rows):
        found = warnings_of({row.partnership_id for row in part}, today)
        for row in part:
            own = [
                each
                for each in found[row.partnership_id].accepted
                if (each.warned.code, each.warned.about) == (row.code, row.about)
            ]
            yield Line(row.partnership, row.code, own, row)


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows.iterator(CHUNK) if isinstance(rows, QuerySet) else rows)
    while part := list(islice(source, CHUNK)):
        yield part
