"""What a review holds so far, and what the product knows already, as the rules and pages read it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from reviews.logging.rules.review_steps import DONE, OPTIONAL, Answers, ObjectiveAnswer, Question, questions
from reviews.models import Activity, Assessment, CorrectiveAction, Review
from reviews.results.rules.reviewed import differs, is_over, judgement_words
from reviews.results.services.results import Result, results_of
from reviews.schedule.services.days import last_day

SOFT = ("commitment", "trust", "culture", "innovation", "personnel")


@dataclass(frozen=True)
class ReviewState:
    """One review with its objectives' results, its assessments and its questions."""

    review: Review
    results: list[Result]
    assessments: dict[int, Assessment]  # by the objective's pk
    answers: Answers
    questions: list[Question]
    today: date

    def judged_words(self, result: Result) -> str:
        """What was judged of an objective, in words that fit past and future; empty where nothing was."""
        found = self.assessments.get(result.objective.pk)
        if found is None:
            return ""
        over = looks_back(self.review, result, self.today)
        return judgement_words(found.judgement, result.objective.target_kind, over=over)

    def differs(self, result: Result) -> bool:
        """Whether its figures say otherwise than what was judged."""
        found = self.assessments.get(result.objective.pk)
        return bool(found) and _differs(self.review, result, found, self.today)

    @property
    def done(self) -> int:
        return sum(question.state == DONE for question in self.questions)

    @property
    def total(self) -> int:
        """Of what has to be answered; a voluntary answer counts once it is given."""
        return sum(question.state != OPTIONAL for question in self.questions)

    @property
    def next_question(self) -> Question | None:
        return next((question for question in self.questions if question.is_open), None)

    def question(self, key: str) -> Question:
        return next(question for question in self.questions if question.key == key)


def read_review(review: Review, today: date) -> ReviewState:
    """A fixed number of queries, whatever the number of objectives."""
    results = results_of(review.agreement, today)
    assessments = {each.objective_id: each for each in review.assessments.select_related("measurement__objective")}
    answers = Answers(
        objectives=tuple(
            _objective_answer(review, result, assessments.get(result.objective.pk), today) for result in results
        ),
        commitment=review.commitment,
        together=sum(bool(getattr(review, name)) for name in SOFT),
        resources_used=review.resources_used,
        context_say=review.context_say,
        open_actions=len(actions_to_check(review)),
        checked_actions=review.action_checks.count(),
        partners_say=review.partners_say,
        clients_say=review.clients_say,
        summary=review.summary,
        added_value=review.added_value,
        worth=review.worth,
        decision=review.decision,
        reason=review.reason,
        held_on=review.held_on,
        actions=review.actions.count(),
        changes_text=review.changes_text,
        due_on=review.due_on,
        every_months=review.series.every_months,
        is_closing=review.is_closing,
        last_day=last_day(review.series),
    )
    return ReviewState(review, results, assessments, answers, questions(answers), today)


def actions_to_check(review: Review) -> list[CorrectiveAction]:
    """Agreed before this review and open, or checked in it already (R4)."""
    agreed = CorrectiveAction.objects.agreed().filter(partnership=review.series.partnership_id)
    agreed = agreed.filter(Q(closed_on=None) | Q(checks__review=review)).exclude(review=review)
    return list(agreed.select_related("owner__organisation", "contact", "person").distinct())


def looks_back(review: Review, result: Result, today: date) -> bool:
    """Whether the review is held after the objective was due, so that its words are those of the past."""
    day = review.held_on or today
    return is_over(due=result.objective.due.latest(), day=day, is_closing=review.is_closing)


def _differs(review: Review, result: Result, assessment: Assessment, today: date) -> bool:
    return differs(result.verdict.code, assessment.judgement, over=looks_back(review, result, today))


def _objective_answer(review: Review, result: Result, assessment: Assessment | None, today: date) -> ObjectiveAnswer:
    return ObjectiveAnswer(
        title=result.objective.title,
        value=result.shown_value,
        target=result.shown_target,
        judgement=assessment.judgement if assessment else "",
        comment=assessment.comment if assessment else "",
        has_value=bool(assessment and assessment.measurement_id),
        otherwise=result.verdict.label if assessment and _differs(review, result, assessment, today) else "",
    )


@dataclass(frozen=True)
class Known:
    """Filled in for who logs the review, so that confirming beats typing."""

    activities: int
    without_objective: int
    open_actions: list[CorrectiveAction]


def what_is_known(review: Review) -> Known:
    """Activities since the review before this one, and the actions that are still open (R4)."""
    partnership = review.series.partnership
    logged = Activity.objects.filter(partnership=partnership)
    previous = review.series.reviews.filter(number__lt=review.number).exclude(held_on=None).order_by("-number").first()
    if previous:
        logged = logged.filter(on__gt=previous.held_on.isoformat())
    open_actions = CorrectiveAction.objects.open().agreed().filter(partnership=partnership)
    return Known(
        activities=logged.count(),
        without_objective=logged.filter(objectives=None).count(),
        open_actions=list(open_actions.select_related("owner__organisation", "contact", "person")),
    )
