"""Corrective actions: opened with an owner and a day, followed until closed (R4)."""

from datetime import date, datetime

from django.utils import timezone

from partnerships.models import Participation, Partnership
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from reviews.models import CorrectiveAction, Review


@one_act()
def open_action(
    *,
    partnership: Partnership,
    by: Actor,
    text: str,
    due_on: date,
    owner: Participation | None = None,
    person: User | None = None,
    review: Review | None = None,
    at: datetime | None = None,
) -> CorrectiveAction:
    action = CorrectiveAction.objects.create(
        partnership=partnership, review=review, text=text, owner=owner, person=person, due_on=due_on
    )
    note_opened(action=action, by=by, at=at or timezone.now())
    return action


def note_opened(*, action: CorrectiveAction, by: Actor, at: datetime) -> None:
    """The ledger's row; for an action that a review proposed it is written when the manager confirms."""
    record(
        act="action.opened",
        anchor=action.partnership,
        obj=action,
        by=by,
        service=action.partnership.service,
        after={
            "due_on": action.due_on,
            "owner": action.owner_id,
            **({"person": action.person_id} if action.person else {}),
        },
        private={"text": action.text},
        at=at,
    )


@one_act()
def close_action(
    *,
    action: CorrectiveAction,
    by: Actor,
    result: str,
    closed_on: date,
    given_up: bool = False,
    at: datetime | None = None,
) -> CorrectiveAction:
    """Closed with what came of it, or given up; one that is closed already stays as it was."""
    action = CorrectiveAction.objects.select_for_update().select_related("partnership__service").get(pk=action.pk)
    if action.closed_on:
        return action
    action.closed_on, action.result, action.is_given_up = closed_on, result, given_up
    action.save(update_fields=["closed_on", "result", "is_given_up"])
    record(
        act="action.given_up" if given_up else "action.closed",
        anchor=action.partnership,
        obj=action,
        by=by,
        service=action.partnership.service,
        after={"closed_on": closed_on},
        private={"result": result},
        at=at,
    )
    return action


@one_act()
def extend_action(*, action: CorrectiveAction, by: Actor, due_on: date, note: str, at: datetime) -> CorrectiveAction:
    """It goes on until another day; one that is closed stays as it was."""
    action = CorrectiveAction.objects.select_for_update().select_related("partnership__service").get(pk=action.pk)
    if action.closed_on or action.due_on == due_on:
        return action
    before, action.due_on = action.due_on, due_on
    action.save(update_fields=["due_on"])
    record(
        act="action.extended",
        anchor=action.partnership,
        obj=action,
        by=by,
        service=action.partnership.service,
        before={"due_on": before},
        after={"due_on": due_on},
        private={"note": note} if note else None,
        at=at,
    )
    return action
