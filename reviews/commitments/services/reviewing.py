"""At each review it is asked whether what holds always was kept (G4, R8).

What a partner has stated in its part of the review counts: the confirmation of the review accepts it.
"""

import datetime

from django.utils import timezone

from pes_partnerships.ledger.services import Actor
from reviews.models import Commitment, CommitmentAct, CommitmentTask, Review, StatedRecord
from reviews.rules.commitment_words import HowOften, TaskAct, TaskStatus
from reviews.rules.partner_words import RecordSays

from .planning import plan_for_review


def follow_review(*, review: Review, following: Review | None, by: Actor, at: datetime.datetime) -> None:
    """Hook `review_confirmed`, in the transaction of the confirmation."""
    partnership = review.series.partnership_id
    always = Commitment.objects.running().filter(partnership=partnership, how_often=HowOften.ALWAYS)
    commitments = list(always.select_related("participation"))
    _take_statements(review, by, at)
    if following is not None and not following.is_closing:
        plan_for_review(following, commitments)


def _take_statements(review: Review, by: Actor, at: datetime.datetime) -> None:
    """The newest statement of each partner about its own commitments, where it says that the record is right."""
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
                task=task, kind=TaskAct.SENT, at=row.statement.sent_at, on=sent_on, words=row.words,
                party_id=commitment.participation_id, contact=row.statement.part.contact,
            ),
            CommitmentAct(task=task, kind=TaskAct.ACCEPTED, at=at, on=timezone.localdate(at), user=by.account),
        ]  # fmt: skip
    CommitmentTask.objects.bulk_update(taken, ["status", "sent_on", "sent_by_party"])
    CommitmentAct.objects.bulk_create(acts)
