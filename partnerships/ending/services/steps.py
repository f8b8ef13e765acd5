"""The steps of an ending: added, given to somebody, said to be done, checked by somebody else, or returned (A8, R9)."""

import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from partnerships.models import Contact, Ending, EndingStep, Objective, Participation
from partnerships.shared.services.conflicts import refuse_overtaken
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

CHANGED = ("title", "act", "owner", "person", "own_day", "within_days")


class OwnCheck(MoveRefused):
    """Who did a step does not check it."""


@one_act()
def add_step(
    *,
    ending: Ending,
    user: User,
    title: str,
    is_before: bool,
    act: str = "",
    owner: Participation | None = None,
    person: Contact | None = None,
    own_day: datetime.date | None = None,
    within_days: int | None = None,
    objective: Objective | None = None,
) -> EndingStep:
    """A step beside the protocol: before the end on a day of its own, or after it in days from the end."""
    locked = Ending.objects.select_for_update(of=("self",)).select_related("partnership__service").get(pk=ending.pk)
    if locked.stopped_on:
        raise MoveRefused("the ending was stopped")
    last = locked.steps.aggregate(last=Max("order"))["last"]
    step = EndingStep(
        ending=locked,
        title=title,
        is_before=is_before,
        act=act,
        owner=owner,
        person=person,
        own_day=own_day,
        within_days=within_days,
        objective=objective,
        order=0 if last is None else last + 1,
    )
    step.full_clean(exclude=["ending"])
    step.save()
    _record("ending_step.added", step, Actor.user(user), after={"owner_name": owner.name if owner else ""})
    return step


@one_act()
def change_step(*, step: EndingStep, user: User, seen: str | None = None, **fields: Any) -> EndingStep:
    """Who does it, and by when; the arrangement of a step as signed stays as it is. Conflict where it was overtaken."""
    locked = _locked(step)
    refuse_overtaken(locked, seen, fields)
    if locked.checked_on or locked.ending.stopped_on:
        raise MoveRefused("the step is done, or the ending was stopped")
    if locked.source == EndingStep.Source.SIGNED and fields.keys() - {"owner", "person"}:
        raise MoveRefused("a step as signed keeps its words and its day")
    before = {"owner_name": locked.owner.name if locked.owner else "", "due_on": locked.due_on}
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean(exclude=["ending"])
    locked.save(update_fields=list(fields))
    after = {"owner_name": locked.owner.name if locked.owner else "", "due_on": locked.due_on}
    changed = {name for name in after if after[name] != before[name]}
    _record(
        "ending_step.changed",
        locked,
        Actor.user(user),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return locked


@one_act()
def remove_step(*, step: EndingStep, user: User) -> None:
    """One that was added by mistake; what was signed or reported stays."""
    locked = _locked(step)
    if locked.source != EndingStep.Source.ADDED or locked.said_on:
        raise MoveRefused("it is part of the protocol, or was reported")
    _record("ending_step.removed", locked, Actor.user(user), before={"step": locked.name})
    locked.delete()


@one_act()
def say_done(*, step: EndingStep, user: User, done_on: datetime.date, words: str, by_us: bool) -> EndingStep:
    """Somebody says that it is done; it is done when somebody else has checked it. `by_us`: `user` did it."""
    locked = _locked(step)
    if locked.said_on or locked.checked_on or locked.ending.stopped_on:
        raise MoveRefused("it was reported before, or the ending was stopped")
    locked.said_on, locked.said_words, locked.said_by = done_on, words, user
    locked.done_by = user if by_us else None
    locked.returned_words = ""
    locked.save(update_fields=["said_on", "said_words", "said_by", "done_by", "returned_words"])
    _record("ending_step.said", locked, Actor.user(user), after={"said_on": done_on}, private={"said_words": words})
    return locked


@one_act()
def check_step(*, step: EndingStep, user: User) -> EndingStep:
    locked = _locked_said(step, user)
    locked.checked_on, locked.checked_by = timezone.localdate(), user
    locked.save(update_fields=["checked_on", "checked_by"])
    _record("ending_step.checked", locked, Actor.user(user), after={"checked_on": locked.checked_on})
    return locked


@one_act()
def return_step(*, step: EndingStep, user: User, words: str) -> EndingStep:
    """Not done yet: it is open again, with what is missing."""
    locked = _locked_said(step, user)
    locked.said_on, locked.done_by, locked.returned_words = None, None, words
    locked.save(update_fields=["said_on", "done_by", "returned_words"])
    _record("ending_step.returned", locked, Actor.user(user), private={"returned_words": words})
    return locked


def _locked_said(step: EndingStep, user: User) -> EndingStep:
    locked = _locked(step)
    if not locked.said_on or locked.checked_on or locked.ending.stopped_on:
        raise MoveRefused("nobody has reported it, it was checked before, or the ending was stopped")
    if locked.done_by_id == user.pk:
        raise OwnCheck("who did it does not check it")
    return locked


def _locked(step: EndingStep) -> EndingStep:
    rows = EndingStep.objects.select_for_update(of=("self",))
    return rows.select_related("ending__partnership__service", "owner__organisation", "person").get(pk=step.pk)


def _record(act: str, step: EndingStep, by: Actor, **values: Any) -> None:
    partnership = step.ending.partnership
    after = {"step": step.name, **values.pop("after", {})}
    record(act=act, anchor=partnership, obj=step, by=by, service=partnership.service, after=after, **values)
