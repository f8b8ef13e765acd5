"""What the agreements of partnerships ask of people: drafts, signatures to follow, ends to decide on (A16)."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from partnerships.hooks import Task, Wakes
from partnerships.models import Agreement, Objective, Party, Signature
from partnerships.rules.lifecycle import EXPIRING_DAYS, OPEN_VERSION, AgreementStatus
from pes_partnerships.lib.kept import KeptOfOne

WRITE, SIGN, END = "agreement.write", "agreement.sign", "agreement.end"


def waiting_versions(partnerships: Sequence[int]) -> QuerySet[Agreement]:
    undecided = Q(status=AgreementStatus.IN_FORCE, ends_latest__isnull=False, partnership__ending_on=None)
    waits = Q(status__in=OPEN_VERSION) | undecided
    return Agreement.objects.filter(waits, partnership__in=partnerships, partnership__ended_on=None).order_by("pk")


class Version(NamedTuple):
    pk: int
    partnership: int
    status: str
    kind: str
    model: str
    edited_at: datetime.datetime
    ends_latest: datetime.date
    signing_ends_on: datetime.date


def agreement_tasks(*, partnerships: list[int], today: datetime.date) -> list[Task | Wakes]:
    """Four queries at most. A version in force beside which the next one is on its way asks for nothing."""
    rows = _waiting.of(partnerships)
    followed = {row.partnership for row in rows if row.status in OPEN_VERSION}
    drafts = [row for row in rows if row.status == AgreementStatus.DRAFT]
    signing = [row for row in rows if row.status == AgreementStatus.OUT_FOR_SIGNATURE]
    ending = [row for row in rows if row.status == AgreementStatus.IN_FORCE and row.partnership not in followed]
    return [*_to_write(drafts), *_to_sign(signing), *_to_end(ending, today)]


_waiting = KeptOfOne(lambda keys: waiting_versions(keys).values_list(*Version._fields), make=Version._make)


def _to_write(drafts: list[Version]) -> list[Task]:
    with_objectives = _counted(Objective.objects.filter(agreement__in=_keys(drafts))) if drafts else {}
    return [
        Task(
            row.partnership,
            WRITE,
            row.pk,
            asks="write_agreement",
            since=timezone.localdate(row.edited_at),
            facts={"kind": row.kind, "objectives": row.pk in with_objectives, "model": bool(row.model)},
        )
        for row in drafts
    ]


def _to_sign(agreements: list[Version]) -> list[Task]:
    if not agreements:
        return []
    asked = _counted(Party.objects.filter(agreement__in=_keys(agreements), must_sign=True))
    given = _counted(Signature.objects.counting().filter(agreement__in=_keys(agreements)))
    return [
        Task(
            row.partnership,
            SIGN,
            row.pk,
            asks="write_agreement",
            due_on=row.signing_ends_on,
            facts={"asked": asked.get(row.pk, 0), "signed": given.get(row.pk, 0)},
        )
        for row in agreements
    ]


def _to_end(agreements: list[Version], today: datetime.date) -> list[Task | Wakes]:
    found: list[Task | Wakes] = []
    for row in agreements:
        begins = row.ends_latest - datetime.timedelta(days=EXPIRING_DAYS)
        if begins > today:
            found.append(Wakes(row.partnership, begins))
        else:
            found.append(Task(row.partnership, END, row.pk, asks="write_agreement", due_on=row.ends_latest))
    return found


def _keys(rows: list[Version]) -> list[int]:
    return [row.pk for row in rows]


def _counted(rows) -> dict[int, int]:
    return dict(rows.order_by().values_list("agreement").annotate(Count("pk")))
