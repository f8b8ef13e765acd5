"""At each review it is asked whether what holds always was kept (G4, R8).

What a partner has stated in its part of the review counts: the confirmation of the review accepts it.
"""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Commitment, CommitmentAct, CommitmentTask, Review, StatedRecord
from reviews.rules.commitment_words import HowOften, TaskAct, TaskStatus
from reviews.rules.partner_words import RecordSays

from .acting import RELATED, accept, say_done
from .planning import plan_for_review


def follow_review(*, review: Review, following: Review | None, by: Actor, at: datetime.datetime) -> None:
    """Hook `review_confirmed`, in the transaction of the confirmation."""
    partnership = review.series.partnership_id
    always = Commitment.objects.running().filter(partnership=partnership, how_often=HowOften.ALWAYS)
    commitments = list(always.select_related("participation"))
    _take_statements(review, by, at)
    if following is not None and not following.is_closing:
        plan_for_review(following, commitments)


def asked_at(review: Review) -> list[CommitmentTask]:
    """What the review asks and nobody has said anything of, but for what cannot be seen; one query."""
    rows = CommitmentTask.objects.undone().filter(review=review, commitment__ended_on=None)
    rows = rows.exclude(commitment__needs_measure=True, commitment__measured_by="")
    return list(rows.select_related(*RELATED).order_by("commitment__order", "pk"))


@one_act()
def record_kept(*, tasks: Iterable[CommitmentTask], by: Actor, words: str, at: datetime.datetime | None = None) -> int:
    """What the office found at the review: a partner's is accepted at once.

    The service's own waits for a partner; so does what all parties keep together, for the service is one of them.
    """
    count = 0
    for task in tasks:
        try:
            said = say_done(task=task, by=by, words=words, by_us=is_ours(task.commitment), at=at)
        except MoveRefused:
            continue  # the party was faster
        if not said.is_sent_by_us:
            accept(task=said, by=by, at=at)
        count += 1
    return count


def is_ours(commitment: Commitment) -> bool:
    """The service keeps it, alone or with the others."""
    return commitment.is_own or commitment.is_joint


def _take_statements(review: Review, by: Actor, at: datetime.datetime) -> None:
    """The newest statement of each partner about its own commitments, where it says that the record is right.

    Its words stay with the review: not all who read commitments read what partners stated (R5).
    """
    rows = StatedRecord.objects.filter(statement__part__review=review, says=RecordSays.RIGHT)
    stated = {}
    for row in rows.select_related("statement__part").order_by("statement__number"):
        stated[row.statement.part.participation_id, row.text] = row
    newest = dict(review.parts.values_list("pk", "statements__number").order_by("statements__number"))
    tasks = CommitmentTask.objects.undone().filter(review=review, commitment__is_joint=False)
    taken, acts = [], []
    for task in tasks.select_related("commitment").select_for_update(of=("self",)):
        commitment = task.commitment
        row = stated.get((commitment.participation_id, commitment.text))
        if row is None or row.statement.number != newest.get(row.statement.part_id):
            continue
        sent_on = timezone.localdate(row.statement.sent_at)
        task.status, task.sent_on, task.sent_by_party_id = TaskStatus.ACCEPTED, sent_on, commitment.participation_id
        taken.append(task)
        acts += [
            CommitmentAct(
                task=task, kind=TaskAct.SENT, at=row.statement.sent_at, on=sent_on,
                party_id=commitment.participation_id, contact=row.statement.part.contact,
            ),
            CommitmentAct(task=task, kind=TaskAct.ACCEPTED, at=at, on=timezone.localdate(at), user=by.account),
        ]  # fmt: skip
    CommitmentTask.objects.bulk_update(taken, ["status", "sent_on", "sent_by_party"])
    CommitmentAct.objects.bulk_create(acts)
