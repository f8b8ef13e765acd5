"""Corrective actions: opened with an owner and a day, followed until another person confirms that they worked (R4)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Contact, Participation, Partnership
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.follow_up.rules.owning import missing_for_action
from reviews.models import ActionProgress, CorrectiveAction, Meeting, Review
from reviews.shared.services import NotReady


class OwnConfirmation(MoveRefused):
    """Who did an action does not confirm it."""


@one_act()
def open_action(
    *,
    partnership: Partnership,
    by: Actor,
    text: str,
    due_on: date | None,
    owner: Participation | None = None,
    contact: Contact | None = None,
    person: User | None = None,
    review: Review | None = None,
    meeting: Meeting | None = None,
    follows: CorrectiveAction | None = None,
    at: datetime | None = None,
) -> CorrectiveAction:
    """Raises NotReady where it has no owner or no day."""
    if missing := missing_for_action(has_owner=bool(owner or person), due_on=due_on):
        raise NotReady(missing)
    action = CorrectiveAction.objects.create(
        partnership=partnership,
        review=review,
        meeting=meeting,
        follows=follows,
        text=text,
        owner=owner,
        contact=contact,
        person=person,
        due_on=due_on,
    )
    note_opened(action=action, by=by, at=at or timezone.now())
    return action


def note_opened(*, action: CorrectiveAction, by: Actor, at: datetime) -> None:
    """The ledger's row; for an action that a review proposed it is written when the manager confirms."""
    facts = {"due_on": action.due_on, "owner": action.owner_id}
    facts |= {"person": action.person_id} if action.person else {}
    facts |= {"contact": action.contact_id} if action.contact else {}
    _write_down("action.opened", action, by, at, after=facts, private={"text": action.text})


@one_act()
def note_progress(
    *, action: CorrectiveAction, by: Actor, on: date, text: str, at: datetime | None = None
) -> ActionProgress:
    """A note on the way; the same once more on one day is one note. Raises MoveRefused where the action is closed."""
    locked = _locked_open(action)
    if earlier := locked.progress.filter(on=on, text=text, by_name=str(by.label)).first():
        return earlier
    note = ActionProgress.objects.create(action=locked, on=on, text=text, by=by.account, by_name=str(by.label))
    _write_down("action.progress", locked, by, at, after={"on": on}, private={"text": text})
    return note


@one_act()
def say_done(
    *, action: CorrectiveAction, by: Actor, said_on: date, words: str, at: datetime | None = None
) -> CorrectiveAction:
    """Its owner says that it is done, or somebody who heard it; it is closed when another person has confirmed it."""
    locked = _locked_open(action)
    if locked.said_on:
        raise MoveRefused("it was said to be done before")
    _say(locked, by, said_on, words, at)
    return locked


def _say(locked: CorrectiveAction, by: Actor, said_on: date, words: str, at: datetime | None) -> None:
    locked.said_on, locked.said_words, locked.said_by = said_on, words, by.account
    locked.done_by, locked.returned_words = doer_of(locked, by), ""
    locked.save(update_fields=["said_on", "said_words", "said_by", "done_by", "returned_words"])
    _write_down("action.said_done", locked, by, at, after={"said_on": said_on}, private={"said_words": words})


def doer_of(action: CorrectiveAction, by: Actor) -> Any:
    """The person of this service who did it; None where it was a partner."""
    if action.person_id:
        return action.person
    owner = action.owner
    is_ours = owner is None or (owner.organisation_id and owner.organisation.pes_id == action.partnership.service_id)
    return by.account if is_ours else None


def may_confirm(action: CorrectiveAction, user: Any) -> bool:
    """Another person than the one who did it."""
    return action.is_said_done and (action.done_by_id is None or action.done_by_id != user.pk)


@one_act()
def confirm_action(
    *, action: CorrectiveAction, by: Actor, result: str = "", on: date | None = None, at: datetime | None = None
) -> CorrectiveAction:
    """It was done and it worked. Raises OwnConfirmation for the one who did it, MoveRefused where none said it."""
    locked = _locked_said(action, by)
    locked.worked, locked.confirmed_by = True, by.account
    return _close(locked, "action.confirmed", by, result or locked.said_words, on, at)


@one_act()
def return_action(
    *, action: CorrectiveAction, by: Actor, words: str, due_on: date | None = None, at: datetime | None = None
) -> CorrectiveAction:
    """It did not work, or is not done: it stays open with the reason, until another day where one is given."""
    locked = _locked_said(action, by)
    before = {"due_on": locked.due_on} if due_on and due_on != locked.due_on else {}
    locked.said_on, locked.done_by, locked.returned_words = None, None, words
    locked.due_on = due_on or locked.due_on
    locked.save(update_fields=["said_on", "done_by", "returned_words", "due_on"])
    after = {"due_on": locked.due_on} if before else {}
    _write_down("action.returned", locked, by, at, before=before, after=after, private={"returned_words": words})
    return locked


@one_act()
def follow_on(
    *, action: CorrectiveAction, by: Actor, words: str, at: datetime | None = None, **following: Any
) -> CorrectiveAction:
    """It was done and did not work: it is closed with the reason, and another action takes its place.

    `following`: text, due_on and owner of the new one, as open_action takes them.
    """
    locked = _locked_said(action, by)
    locked.worked, locked.confirmed_by = False, by.account
    _close(locked, "action.not_worked", by, words, None, at)
    return open_action(
        partnership=locked.partnership, by=by, follows=locked, meeting=locked.meeting, at=at, **following
    )


@one_act()
def give_up_action(
    *, action: CorrectiveAction, by: Actor, reason: str, on: date | None = None, at: datetime | None = None
) -> CorrectiveAction:
    """It is not done any more, with the reason. One that is closed already stays as it was."""
    locked = _locked(action)
    if locked.closed_on:
        return locked
    locked.is_given_up = True
    return _close(locked, "action.given_up", by, reason, on, at)


@one_act()
def close_action(
    *,
    action: CorrectiveAction,
    by: Actor,
    result: str,
    closed_on: date,
    told_by: Actor | None = None,
    at: datetime | None = None,
) -> CorrectiveAction:
    """What a review finds done. `told_by` says so where nobody has yet, and `by` confirms it; where the same person
    did it and would confirm it, the action stays said to be done, and another person confirms it later.
    """
    locked = _locked(action)
    if locked.closed_on:
        return locked
    if not locked.said_on:
        _say(locked, told_by or by, closed_on, result, at)
    if locked.done_by_id and by.account and locked.done_by_id == by.account.pk:
        return locked
    locked.worked, locked.confirmed_by = True, by.account
    return _close(locked, "action.confirmed", by, result, closed_on, at)


@one_act()
def extend_action(*, action: CorrectiveAction, by: Actor, due_on: date, note: str, at: datetime) -> CorrectiveAction:
    """It goes on until another day, and what was said to be done is open again; a closed one stays as it was."""
    action = _locked(action)
    if action.closed_on:
        return action
    if action.said_on:
        action.said_on, action.done_by, action.returned_words = None, None, note
        action.save(update_fields=["said_on", "done_by", "returned_words"])
        _write_down("action.returned", action, by, at, private={"returned_words": note} if note else None)
    if action.due_on == due_on:
        return action
    before, action.due_on = action.due_on, due_on
    action.save(update_fields=["due_on"])
    _write_down(
        "action.extended",
        action,
        by,
        at,
        before={"due_on": before},
        after={"due_on": due_on},
        private={"note": note} if note else None,
    )
    return action


def _close(
    locked: CorrectiveAction, act: str, by: Actor, result: str, on: date | None, at: datetime | None
) -> CorrectiveAction:
    locked.closed_on, locked.result = on or timezone.localdate(at), result
    locked.save(update_fields=["closed_on", "result", "is_given_up", "worked", "confirmed_by"])
    _write_down(act, locked, by, at, after={"closed_on": locked.closed_on}, private={"result": result})
    return locked


def _locked(action: CorrectiveAction) -> CorrectiveAction:
    rows = CorrectiveAction.objects.select_for_update(of=("self",))
    return rows.select_related("partnership__service", "owner__organisation", "person", "meeting").get(pk=action.pk)


def _locked_open(action: CorrectiveAction) -> CorrectiveAction:
    locked = _locked(action)
    if locked.closed_on:
        raise MoveRefused("it is closed")
    return locked


def _locked_said(action: CorrectiveAction, by: Actor) -> CorrectiveAction:
    locked = _locked_open(action)
    if not locked.said_on:
        raise MoveRefused("nobody has said that it is done")
    if by.account is not None and locked.done_by_id == by.account.pk:
        raise OwnConfirmation("who did it does not confirm it")
    return locked


def _write_down(act: str, action: CorrectiveAction, by: Actor, at: datetime | None, **facts: Any) -> None:
    partnership = action.partnership
    record(act=act, anchor=partnership, obj=action, by=by, service=partnership.service, at=at, **facts)
