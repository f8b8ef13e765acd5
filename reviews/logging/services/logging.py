"""Logging a review from the first answer to the manager's confirmation (R3)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.access import managers_of, may_still_see
from partnerships.models import Objective, Participation
from partnerships.shared.services.changes import refuse_unknown_codes
from partnerships.shared.services.partnerships import note_reviewed
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.findings import blocking
from reviews import hooks
from reviews.follow_up.rules.owning import missing_for_action
from reviews.follow_up.services.actions import note_opened
from reviews.logging.mails import outcome_proposed, review_confirmed, review_sent_back
from reviews.logging.rules.review_steps import fingerprint, proposal_findings
from reviews.models import Assessment, CorrectiveAction, Measurement, Review
from reviews.results.services.measuring import enter_value
from reviews.rules.lifecycle import review_move
from reviews.schedule.services.planning import plan_next
from reviews.shared.services import NotReady

from .carrying_out import start_draft
from .checking_actions import apply_checks
from .facts import SOFT, read_review
from .writing import locked, open_for_writing, refuse_conflict, saved, write_down

ANSWERS = frozenset(
    {
        *SOFT,
        *("together_say", "resources_used", "resources_say", "context_say", "partners_say", "clients_say"),
        *("summary", "added_value", "worth", "decision", "changes_text", "reason", "held_on"),
    }
)
SAID_OPENLY = frozenset({*SOFT, "resources_used", "worth", "decision", "changes_text", "held_on"})


@one_act()
def save_assessment(
    *,
    review: Review,
    objective: Objective,
    by: Actor,
    judgement: str,
    comment: str,
    measurement: Measurement | None = None,
    new_value: Mapping[str, Any] | None = None,
    stated: str = "",
    seen: str | None = None,
    at: datetime | None = None,
) -> Assessment:
    """What a review says of one objective: the value it rests on (an entered one, or `new_value`), judgement, why.

    `new_value` holds enter_value's fields; `stated` is its key where a partner stated it (hook `figure_taken`).
    `seen` is the fingerprint the form showed: raises Conflict where somebody else saved this objective since. Half an
    answer is saved too; only proposing asks for the whole.
    """
    if judgement:  # half an answer has none yet
        refuse_unknown_codes(Assessment, {"judgement": judgement})
    at = at or timezone.now()
    review = open_for_writing(review, by, at)
    existing = Assessment.objects.filter(review=review, objective=objective).first()
    refuse_conflict(seen, assessment_seen(existing), existing)
    if new_value:
        measurement = enter_value(objective=objective, by=by, at=at, **new_value)
        hooks.figure_taken(key=stated, measurement=measurement)
    assessment, _new = Assessment.objects.update_or_create(
        review=review,
        objective=objective,
        defaults={"measurement": measurement, "judgement": judgement, "comment": comment},
    )
    after = {
        "objective": objective.title,
        "judgement": assessment.get_judgement_display(),
        "measurement": _said(measurement),
    }
    saved(review, by, at, after, private={"comment": comment} if comment else {})
    return assessment


def _said(measurement: Measurement | None) -> str:
    """A value as the ledger keeps it: without zeros that say nothing."""
    if measurement is None or measurement.value is None:
        return measurement.text if measurement else ""
    return f"{measurement.value.normalize():f}"


@one_act()
def save_answers(
    *, review: Review, by: Actor, seen: str | None = None, at: datetime | None = None, **answers: Any
) -> Review:
    """Some of the review's own answers, by name (see ANSWERS); `seen` as in save_assessment."""
    if unknown := answers.keys() - ANSWERS:
        raise TypeError(f"save_answers got {sorted(unknown)}; it takes {sorted(ANSWERS)}.")
    refuse_unknown_codes(Review, answers)
    at = at or timezone.now()
    review = open_for_writing(review, by, at)
    refuse_conflict(seen, answers_seen(review, answers), review)
    for name, value in answers.items():
        setattr(review, name, value)
    review.save(update_fields=[*answers])
    plain = {name: value for name, value in answers.items() if name in SAID_OPENLY}
    private = {name: value for name, value in answers.items() if value and name not in plain}
    saved(review, by, at, plain, private)
    return review


@one_act()
def set_actions(
    *,
    review: Review,
    by: Actor,
    rows: Iterable[tuple[str, Participation | None, date]],
    at: datetime | None = None,
) -> list[CorrectiveAction]:
    """The corrective actions that this review proposes, in the place of those it proposed before.

    Raises NotReady where one has no owner or no day.
    """
    at = at or timezone.now()
    rows = list(rows)
    for _text, owner, due_on in rows:
        if missing := missing_for_action(has_owner=owner is not None, due_on=due_on):
            raise NotReady(missing)
    review = open_for_writing(review, by, at)
    review.actions.all().delete()
    made = [
        CorrectiveAction.objects.create(
            partnership=review.series.partnership, review=review, text=text, owner=owner, due_on=due_on
        )
        for text, owner, due_on in rows
    ]
    saved(review, by, at, {"actions": len(made)}, {})
    return made


@one_act()
def propose_decision(
    *,
    review: Review,
    by: Actor,
    decision: str,
    reason: str,
    held_on: date,
    at: datetime | None = None,
    tell: bool = True,
) -> Review:
    """Closes the questions and passes the outcome to the manager; raises NotReady with what is missing."""
    refuse_unknown_codes(Review, {"decision": decision})
    at = at or timezone.now()
    review = locked(review)
    status = review_move("propose", review.status)
    review.decision, review.reason, review.held_on = decision, reason, held_on
    today = timezone.localdate(at)
    if missing := blocking(proposal_findings(read_review(review, today).answers, today)):
        raise NotReady(missing)
    review.status, review.logged_by, review.proposed_at, review.saved_at = status, by.person, at, at
    review.save()
    write_down("review.proposed", review, by, at, {"decision": decision, "held_on": held_on}, {"reason": reason})
    if tell:
        for manager in managers_of(review.series.partnership):
            if manager != by.person:
                outcome_proposed(review=review, recipient=manager, proposed_by=str(by.label))
    return review


@one_act()
def confirm_review(*, review: Review, by: Actor, at: datetime | None = None) -> Review:
    """The manager confirms: the decision starts what follows, and the next occurrence is planned (R1, R3, R4).

    Raises NotReady with what bars it, such as an objection of a partner that has no answer (R3).
    """
    at = at or timezone.now()
    review = locked(review)
    review.status = review_move("confirm", review.status)
    if missing := blocking(hooks.review_findings(review=review, act=hooks.CONFIRMING)):
        raise NotReady(missing)
    review.confirmed_by, review.confirmed_at = by.person, at
    review.save()
    write_down("review.confirmed", review, by, at, {"decision": review.decision}, {})
    for action in review.actions.select_related("partnership__service"):
        note_opened(action=action, by=by, at=at)
    apply_checks(review=review, by=by, at=at)
    note_reviewed(
        partnership=review.series.partnership, held_on=review.held_on, worth=review.worth, decision=review.decision
    )
    start_draft(review=review, by=by, at=at)
    following = plan_next(review=review, by=by, at=at)
    hooks.review_confirmed(review=review, following=following, by=by, at=at)
    if (logged_by := _told_of(review, by)) is not None:
        review_confirmed(review=review, recipient=logged_by, confirmed_by=str(by.label), following=following)
    return review


@one_act()
def decide_at_once(*, review: Review, by: Actor, at: datetime | None = None, **decision: Any) -> Review:
    """A manager who logged the review needs nobody else: proposed and confirmed in one act."""
    proposed = propose_decision(review=review, by=by, at=at, tell=False, **decision)
    return confirm_review(review=proposed, by=by, at=at)


@one_act()
def send_back_review(*, review: Review, by: Actor, reason: str, at: datetime | None = None) -> Review:
    """The manager asks for changes; who logged the review is told why."""
    at = at or timezone.now()
    review = locked(review)
    review.status, review.proposed_at = review_move("send_back", review.status), None
    review.save(update_fields=["status", "proposed_at"])
    write_down("review.sent_back", review, by, at, {}, {"reason": reason})
    hooks.review_sent_back(review=review, at=at)
    if (logged_by := _told_of(review, by)) is not None:
        review_sent_back(review=review, recipient=logged_by, reason=reason)
    return review


def _told_of(review: Review, by: Actor) -> User | None:
    """Who logged it, where somebody else acted on it and the partnership can still be seen."""
    logged_by = review.logged_by
    is_told = logged_by and logged_by != by.person and may_still_see(logged_by, review.series.partnership)
    return logged_by if is_told else None


def assessment_seen(assessment: Assessment | None) -> str:
    """The fingerprint of one objective's answer, as a form posts it back."""
    if assessment is None:
        return fingerprint()
    return fingerprint(assessment.judgement, assessment.comment, assessment.measurement_id)


def answers_seen(review: Review, names: Iterable[str]) -> str:
    return fingerprint(*(getattr(review, name) for name in sorted(names)))
