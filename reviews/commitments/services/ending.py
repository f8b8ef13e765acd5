"""Commitments end with their text, their party or their partnership; what is open of them closes with the reason."""

import datetime
from collections.abc import Sequence

from django.utils import timezone

from partnerships.models import Agreement, Partnership
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.models import Commitment, CommitmentAct, CommitmentTask
from reviews.rules.commitment_words import CommitmentEnd, TaskAct, TaskStatus


def end_all(
    commitments: Sequence[Commitment], reason: CommitmentEnd, *, by: Actor, at: datetime.datetime, words: str = ""
) -> None:
    """In the act of the caller, which writes the ledger."""
    today = timezone.localdate(at)
    for each in commitments:
        each.ended_on, each.end_reason, each.end_words, each.plan_on = today, reason, words, None
    Commitment.objects.bulk_update(commitments, ["ended_on", "end_reason", "end_words", "plan_on"])
    tasks = list(CommitmentTask.objects.unsettled().filter(commitment__in=commitments).select_for_update(of=("self",)))
    CommitmentAct.objects.bulk_create(
        CommitmentAct(task=task, kind=TaskAct.CLOSED, at=at, on=today, user=by.account, words=words) for task in tasks
    )
    CommitmentTask.objects.filter(pk__in=[task.pk for task in tasks]).update(status=TaskStatus.CLOSED)


@one_act()
def end_with_text(*, agreement: Agreement, by: Actor, at: datetime.datetime) -> None:
    """Hook `agreement_ended`."""
    rows = Commitment.objects.running().filter(agreement=agreement)
    _end(list(rows), agreement.partnership, CommitmentEnd.TEXT_ENDED, by, at)


@one_act()
def end_with_partnership(*, partnership: Partnership, by: Actor, at: datetime.datetime) -> None:
    """Hook `partnership_ended`: also what was made elsewhere."""
    rows = Commitment.objects.running().filter(partnership=partnership)
    _end(list(rows), partnership, CommitmentEnd.PARTNERSHIP_ENDED, by, at)


@one_act()
def end_of_party(*, partnership: Partnership, commitments: list[Commitment], by: Actor, at: datetime.datetime) -> None:
    """Its party has left, or was never there."""
    _end(commitments, partnership, CommitmentEnd.PARTY_LEFT, by, at)


def _end(
    commitments: list[Commitment], partnership: Partnership, reason: CommitmentEnd, by: Actor, at: datetime.datetime
) -> None:
    if not commitments:
        return
    end_all(commitments, reason, by=by, at=at)
    record(
        act="commitments.ended",
        anchor=partnership,
        by=by,
        service=partnership.service,
        after={"commitments_ended": len(commitments), "ended_because": reason},
        at=at,
    )
