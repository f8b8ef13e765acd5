"""What the mails tell of reviews, counted for all of them at once: seven queries, however many there are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from partnerships.models import Objective
from reviews.models import Activity, CorrectiveAction, Measurement, Review
from reviews.reminders.mails import ReminderFacts


class Facts:
    def __init__(self, reviews: Sequence[Review]):
        partnerships = [review.series.partnership_id for review in reviews]
        agreements = [review.agreement_id for review in reviews]
        self.activities = Counter(
            Activity.objects.filter(partnership__in=partnerships).values_list("partnership", flat=True)
        )
        open_actions = CorrectiveAction.objects.open().agreed().filter(partnership__in=partnerships)
        self.actions: dict[int, list[CorrectiveAction]] = {}
        for action in open_actions:
            self.actions.setdefault(action.partnership_id, []).append(action)
        self.objectives = Counter(dict(_counted(agreements)))
        measured = Measurement.objects.standing().totals().filter(objective__agreement__in=agreements)
        self.measured = Counter(
            agreement for agreement, _objective in set(measured.values_list("objective__agreement", "objective"))
        )
        judged = Review.objects.filter(pk__in=[review.pk for review in reviews])
        counted = judged.annotate(judged=Count("assessments", filter=~Q(assessments__judgement="")))
        self.judged = dict(counted.values_list("pk", "judged"))

    def of(self, review: Review, later_days: Sequence[date]) -> ReminderFacts:
        partnership = review.series.partnership_id
        return ReminderFacts(
            objectives=self.objectives[review.agreement_id],
            with_value=self.measured[review.agreement_id],
            judged=self.judged[review.pk],
            activities=self.activities[partnership],
            open_actions=self.actions.get(partnership, []),
            later_days=later_days,
        )


def _counted(agreements: Sequence[int | None]) -> list[tuple[int, int]]:
    rows = Objective.objects.filter(agreement__in=agreements).values_list("agreement").order_by()
    return list(rows.annotate(Count("pk")))
