"""A commitment itself: who does it and how often, how it is measured, one that was made elsewhere (G4)."""

import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Agreement, Participation, Partnership
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.partnership_rows import locked_running
from partnerships.shared.services.refused import refuse
from pes_partnerships.ledger.services import Actor, Personal, one_act, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments.rules.deciding import day_findings
from reviews.models import Commitment
from reviews.rules.commitment_words import ADDED, UNDONE, CommitmentEnd, CommitmentKind, HowOften

from .ending import end_all
from .owners import name_owners
from .planning import open_review, plan_for_review, plan_tasks


@one_act()
def add_elsewhere(
    *, partnership: Partnership, by: Actor, at: datetime.datetime | None = None, **said: Any
) -> Commitment:
    """In minutes, a letter, a decision (`made_in`): beside the signed text, which stays as it is.

    Refused with a day in the past. `party` None: of all parties together. `user` or `contact`: who does it; else whom
    one would write to.
    """
    row = Commitment(partnership=locked_running(partnership), kind=CommitmentKind.ELSEWHERE)
    return _add(row, by, at or timezone.now(), "commitment.added", **said)


@one_act()
def add_by_hand(
    *, agreement: Agreement, by: Actor, added_reason: str, at: datetime.datetime | None = None, **said: Any
) -> Commitment:
    """What the prose of the text in force commits a party to, in a manager's words, with the chapter (`clause`,
    `made_in`); MoveRefused where the text governs no more."""
    partnership = locked_running(agreement.partnership)
    if not partnership.agreements.in_force().filter(pk=agreement.pk).exists():
        raise MoveRefused("the agreement is not in force")
    row = Commitment(
        partnership=partnership, agreement=agreement, kind=CommitmentKind.BY_HAND, added_reason=added_reason
    )
    return _add(row, by, at or timezone.now(), "commitment.added_by_hand", words=added_reason, **said)


def _add(
    row: Commitment,
    by: Actor,
    at: datetime.datetime,
    act: str,
    *,
    how_often: str,
    party: Participation | None = None,
    every_months: int | None = None,
    first_due_on: datetime.date | None = None,
    words: str = "",
    **said: Any,
) -> Commitment:
    today = timezone.localdate(at)
    has_day = how_often in (HowOften.ONCE, HowOften.EVERY)
    if has_day and first_due_on:
        refuse(day_findings(first_due_on, today, field="first_due_on"))
    row.participation, row.party_name, row.is_joint = party, party.name if party else "", party is None
    row.how_often = how_often
    row.every_months = every_months if how_often == HowOften.EVERY else None
    row.first_due_on = first_due_on if has_day else None
    row.since_on, row.order = today, row.partnership.commitments.count()
    for name, value in said.items():
        setattr(row, name, value)
    if not said.keys() & {"user", "contact"}:
        name_owners([row])
    row.full_clean(exclude=["partnership", "agreement"])
    row.save()
    private = {"words": words} if words else None
    _record(act, row, by, at, after={"how_often": how_often}, private=private)
    _plan(row, today)
    return row


@one_act()
def change_commitment(
    *,
    commitment: Commitment,
    by: Actor,
    words: str,
    seen: str | None = None,
    at: datetime.datetime | None = None,
    **fields: Any,
) -> Commitment:
    """Who does it; and how often, where the text does not say so. Its words change by an amendment alone.

    Conflict where it was overtaken; refused with a day in the past.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    locked = _locked(commitment)
    refuse_overtaken(locked, seen, fields)
    rhythm = fields.keys() & {"how_often", "every_months", "first_due_on"}
    if rhythm and (locked.is_rhythm_signed or locked.kind == CommitmentKind.PROTOCOL):
        raise MoveRefused("the text says how often")
    was = (locked.how_often, locked.every_months, locked.first_due_on)
    before = {"how_often": locked.how_often}
    for name, value in fields.items():
        setattr(locked, name, value)
    is_moved = was != (locked.how_often, locked.every_months, locked.first_due_on)
    if is_moved and locked.first_due_on:
        refuse(day_findings(locked.first_due_on, today, field="first_due_on"))
    locked.full_clean(exclude=["partnership", "agreement"])
    locked.save()
    owner = locked.owner
    private: dict[str, Any] = {"words": words}
    if owner is not None:
        private["to"] = Personal(str(owner.name), owner)
    changed = {"before": before, "after": {"how_often": locked.how_often}} if is_moved else {}
    _record("commitment.changed", locked, by, at, private=private, **changed)
    if is_moved:
        _plan_again(locked, today)
    return locked


@one_act()
def say_measure(
    *, commitment: Commitment, by: Actor, measured_by: str, at: datetime.datetime | None = None
) -> Commitment:
    """How one can see whether it is kept; from then on it is asked like the others."""
    locked = _locked(commitment)
    locked.measured_by = measured_by
    locked.save(update_fields=["measured_by"])
    _record("commitment.measured", locked, by, at or timezone.now(), after={"measured_by": measured_by})
    return locked


@one_act()
def end_elsewhere(*, commitment: Commitment, by: Actor, words: str, at: datetime.datetime | None = None) -> Commitment:
    """One that a manager added; those of a text end by an amendment, or with it."""
    at = at or timezone.now()
    locked = _locked(commitment)
    if locked.kind not in ADDED:
        raise MoveRefused("a commitment of the text ends by an amendment")
    end_all([locked], CommitmentEnd.SETTLED, by=by, at=at, words=words)
    _record("commitment.ended", locked, by, at, private={"words": words})
    return locked


def _plan(row: Commitment, today: datetime.date) -> None:
    plan_tasks([row], today)
    if review := open_review(row.partnership_id):
        plan_for_review(review, [row])


def _plan_again(row: Commitment, today: datetime.date) -> None:
    """What was planned by the rhythm before and is still to come goes; what fell due stays."""
    coming = row.tasks.filter(status__in=UNDONE, acts=None, reminders=None)
    coming.filter(review=None, due_on__gt=today).delete()
    coming.filter(review__isnull=False, review__held_on=None).delete()
    row.since_on = today
    row.save(update_fields=["since_on"])
    _plan(row, today)


def _locked(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",))
    rows = rows.select_related("partnership__service", "participation__organisation", "user", "contact")
    locked = rows.get(pk=commitment.pk)
    if locked.ended_on or locked.partnership.ended_on:
        raise MoveRefused("the commitment or the partnership has ended")
    return locked


def _record(act: str, row: Commitment, by: Actor, at: datetime.datetime, **values: Any) -> None:
    record(act=act, anchor=row.partnership, obj=row, by=by, service=row.partnership.service, at=at, **values)
