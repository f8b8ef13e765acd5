"""Earlier corrective actions, one by one: what the review finds of each takes effect when it is confirmed (R4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from partnerships.shared.services.changes import refuse_unknown_codes
from pes_partnerships.ledger.services import Actor, one_act
from reviews.follow_up.services.actions import close_action, extend_action, give_up_action
from reviews.logging.rules.review_steps import fingerprint
from reviews.models import ActionCheck, CorrectiveAction, Review
from reviews.rules.vocabulary import ActionOutcome

from .facts import actions_to_check
from .writing import open_for_writing, refuse_conflict, saved


@dataclass(frozen=True)
class Check:
    """What a review finds of one action; `due_on` where it goes on."""

    action: CorrectiveAction
    outcome: str
    note: str = ""
    due_on: date | None = None


@one_act()
def save_checks(
    *, review: Review, by: Actor, checks: Iterable[Check], seen: str | None = None, at: datetime | None = None
) -> list[ActionCheck]:
    """In the place of those before; of actions that are not this review's to check, none is kept."""
    at = at or timezone.now()
    review = open_for_writing(review, by, at)
    refuse_conflict(seen, checks_seen(review), review)
    known = {action.pk for action in actions_to_check(review)}
    given = [each for each in checks if each.action.pk in known]
    review.action_checks.all().delete()
    for each in given:
        refuse_unknown_codes(ActionCheck, {"outcome": each.outcome})
    made = [
        ActionCheck.objects.create(
            review=review, action=each.action, outcome=each.outcome, due_on=each.due_on, note=each.note
        )
        for each in given
    ]
    saved(review, by, at, {"actions": len(made)}, {})
    return made


def checks_seen(review: Review) -> str:
    """The fingerprint of what the review says of the actions, as a form posts it back."""
    rows = review.action_checks.order_by("action_id").values_list("action_id", "outcome", "due_on", "note")
    return fingerprint(*(value for row in rows for value in row))


def apply_checks(*, review: Review, by: Actor, at: datetime) -> None:
    """In the transaction that confirms the review: who logged it says that an action is done, who confirms the review
    confirms the action, too. Where both are the person who did it, it waits for another one."""
    told_by = Actor.user(review.logged_by) if review.logged_by else by
    for check in review.action_checks.select_related("action"):
        if check.outcome == ActionOutcome.GOES_ON:
            extend_action(action=check.action, by=by, due_on=check.due_on, note=check.note, at=at)
        elif check.outcome == ActionOutcome.DROPPED:
            give_up_action(action=check.action, by=by, reason=check.note, on=review.held_on, at=at)
        else:
            close_action(
                action=check.action, by=by, result=check.note, closed_on=review.held_on, told_by=told_by, at=at
            )
