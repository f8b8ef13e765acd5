"""Partnerships as their ready rows are made from them: own fields, status, and who looks after it. Two queries."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from partnerships.models import Partnership
from partnerships.rules.lifecycle import expiring_by
from pes_partnerships.accounts.models import EmploymentService, Membership
from pes_partnerships.lib.kept import KeptOfOne


class Row(NamedTuple):
    """A partnership with what its agreements say of it."""

    pk: int
    service_id: int
    office_id: int | None
    manager_id: int | None
    title: str
    next_review_on: datetime.date | None
    ended_on: datetime.date | None
    ending_on: datetime.date | None
    review_worth: str
    review_decision: str
    governing_id: int | None
    ends_on: datetime.date | None
    coming_status: str | None
    shown_model: str | None
    status: str


def _with_status(keys: Sequence[int], *, today: datetime.date, soon: datetime.date) -> QuerySet:
    return Partnership.objects.filter(pk__in=keys).with_status(today, soon=soon).values_list(*Row._fields)


_rows = KeptOfOne(_with_status, make=Row._make)


def rows_of(keys: Sequence[int], today: datetime.date) -> list[Row]:
    return _rows.of(keys, today=today, soon=expiring_by(today))


def _managers(people: Sequence[int], *, service: int) -> QuerySet:
    rows = Membership.objects.active().managers().filter(service=service, user__in=people)
    return rows.values_list("user", "office")


_reaches = KeptOfOne(_managers)


def named_of(service: EmploymentService, rows: list[Row]) -> dict[int, int]:
    """The manager whom each partnership names, while a membership of theirs reaches it."""
    people = {row.manager_id for row in rows if row.manager_id}
    reach: dict[int, set[int | None]] = defaultdict(set)
    for person, office in _reaches.of(sorted(people), service=service.pk) if people else ():
        reach[person].add(office)
    return {row.pk: row.manager_id for row in rows if reach[row.manager_id] & {None, row.office_id}}
