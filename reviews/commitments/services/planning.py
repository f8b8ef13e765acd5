"""Tasks of commitments: those of a rhythm are planned one ahead, those of reviews with the review (G4)."""

import datetime
from collections.abc import Collection, Sequence

from django.db.models import Max

from reviews.commitments.rules.planning import Rhythm, plan
from reviews.models import Commitment, CommitmentTask, Review
from reviews.rules.commitment_words import HowOften
from reviews.rules.vocabulary import SeriesKind


def plan_tasks(commitments: Sequence[Commitment], today: datetime.date) -> int:
    """Of a rhythm: what is due up to today, and one ahead. A constant number of queries; may run twice."""
    recurring = [each for each in commitments if each.first_due_on and each.ended_on is None]
    rows = CommitmentTask.objects.filter(commitment__in=recurring, planned_on__isnull=False)
    planned = dict(rows.order_by().values_list("commitment").annotate(last=Max("planned_on")))
    made = []
    for each in recurring:
        rhythm = Rhythm(each.first_due_on, each.every_months, each.last_due_on, each.since_on)
        found = plan(rhythm, after=planned.get(each.pk), today=today)
        made += [CommitmentTask(commitment=each, planned_on=day, due_on=day) for day in found.days]
        each.plan_on = found.look_again_on
    CommitmentTask.objects.bulk_create(made, ignore_conflicts=True)
    Commitment.objects.bulk_update(recurring, ["plan_on"], batch_size=500)
    return len(made)


def plan_for_review(review: Review, commitments: Collection[Commitment]) -> None:
    """One task for each commitment that holds always, at a review that is not held yet."""
    always = [each for each in commitments if each.how_often == HowOften.ALWAYS and each.ended_on is None]
    CommitmentTask.objects.bulk_create(
        [CommitmentTask(commitment=each, review=review, due_on=review.due_on) for each in always],
        ignore_conflicts=True,
    )


def open_review(partnership: int) -> Review | None:
    rows = Review.objects.open().filter(series__partnership=partnership, series__kind=SeriesKind.REVIEW)
    return rows.filter(is_closing=False).order_by("due_on").first()
