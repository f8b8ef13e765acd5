"""An ending is opened, decided, moved to another day, or stopped: the one writer of what an ending says (R9)."""

import datetime
from typing import Any

from django.utils import timezone, translation

from partnerships import hooks
from partnerships.ending import mails
from partnerships.ending.rules.deciding import ending_findings, move_findings
from partnerships.ending.rules.proposal import proposed_steps
from partnerships.models import Agreement, Ending, EndingStep, EndingTold, Partnership, TerminationNotice
from partnerships.rules.term import last_day as last_day_of
from partnerships.shared.services.notice_clock import earliest_day
from partnerships.shared.services.partnership_rows import locked_running
from partnerships.shared.services.refused import refuse
from pes_partnerships.accounts.models import User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused

from .finishing import OUT, finish_ending
from .people import people_of


@one_act()
def decide_ending(
    *,
    partnership: Partnership,
    user: User,
    ended_on: datetime.date,
    reason: str,
    note: str = "",
    notice_note: str = "",
    decided_on: datetime.date | None = None,
    review: int | None = None,
) -> Ending:
    """A manager decides, or confirms what the clock has opened; on a last day that has come it ends at once.

    Refused with what the rules find; MoveRefused where an end was decided before, or has come.
    """
    today, by = timezone.localdate(), Actor.user(user)
    partnership = locked_running(partnership)
    ending = partnership.endings.standing().first()
    if ending and ending.is_decided:
        raise MoveRefused("the end was decided before")
    agreement = text_that_ends(partnership)
    bounds = what_bounds(partnership, agreement) | {"earliest": earliest_day(agreement, decided_on or today)}
    refuse(ending_findings(ends_on=ended_on, today=today, notice_note=notice_note, **bounds))
    if ending is None:
        ending = Ending(partnership=partnership, agreement=agreement, opened_at=timezone.now())
    is_new = ending.pk is None
    ending.ends_on = ending.first_ends_on = ended_on
    ending.reason, ending.note, ending.notice_note, ending.review = reason, note, notice_note, review
    ending.decided_on, ending.decided_by = decided_on or today, user
    ending.full_clean(exclude=["partnership", "agreement"])
    ending.save()
    if is_new:
        _make_steps(ending)
    _ends_on(ending, ended_on, by)
    people = _tell_first(ending, today)
    private = {"note": note} if note else None
    after = {"ends_on": ended_on, "reason": reason, "told": len(people)}
    _record("ending.decided", ending, by, after=after, private=private)
    is_at_once = ended_on <= today
    if is_at_once:
        ending = finish_ending(ending=ending, by=by, is_told=False)
    mails.told(ending=ending, people=people)
    return ending


@one_act()
def open_ending(
    *, agreement: Agreement, origin: str, ends_on: datetime.date, reason: str = "", at: datetime.datetime
) -> Ending:
    """By the clock, where notice has run out or a term is over: the manager decides what becomes of it."""
    partnership = locked_running(agreement.partnership)
    if partnership.endings.standing().exists():
        raise MoveRefused("an ending is open already")
    ending = Ending.objects.create(
        partnership=partnership,
        agreement=agreement,
        origin=origin,
        opened_at=at,
        ends_on=ends_on,
        first_ends_on=ends_on,
        reason=reason,
    )
    _make_steps(ending)
    _record("ending.opened", ending, Actor.clock(), after={"ends_on": ends_on, "origin": origin}, at=at)
    return ending


@one_act()
def move_ending(
    *, ending: Ending, user: User, ends_on: datetime.date, moved_reason: str, notice_note: str | None = None
) -> Ending:
    """To another last day, with the days of all steps that are counted from it; everybody who was told is told.

    `notice_note`: in the place of what was said of the notice; None leaves it.
    """
    locked = _locked_coming(ending)
    note = locked.notice_note if notice_note is None else notice_note
    bounds = what_bounds(locked.partnership, locked.agreement)
    last = [day for day in (bounds["own_end"], bounds["notice_until"]) if day]
    latest = min(last) if last else None
    refuse(
        move_findings(
            to=ends_on,
            now=locked.ends_on,
            latest=latest,
            today=timezone.localdate(),
            earliest=bounds["notice_until"] or earliest_day(locked.agreement, locked.decided_on),
            notice_note=note,
        )
    )
    before = {"ends_on": locked.ends_on}
    locked.ends_on, locked.moved_reason, locked.notice_note = ends_on, moved_reason, note
    locked.save(update_fields=["ends_on", "moved_reason", "notice_note"])
    _ends_on(locked, ends_on, Actor.user(user))
    private = {"moved_reason": moved_reason}
    _record("ending.moved", locked, Actor.user(user), before=before, after={"ends_on": ends_on}, private=private)
    mails.told(ending=locked, people=_everybody_told(locked), is_moved=True)
    return locked


@one_act()
def stop_ending(*, ending: Ending, user: User, stop_reason: str) -> Ending:
    """The partnership goes on, and everybody who was told of its end is told so; one that has come is not stopped."""
    locked = _locked(ending)
    if locked.stopped_on or locked.ended_at:
        raise MoveRefused("it was stopped before, or the end has come")
    return _stop(locked, Actor.user(user), timezone.localdate(), stop_reason, user)


@one_act()
def stop_as_overtaken(*, agreement: Agreement, by: Actor, at: datetime.datetime) -> list[Ending]:
    """Hook: a new text governs, so that what the clock had opened waits for nobody any more."""
    waiting = agreement.partnership.endings.to_confirm().select_for_update(of=("self",))
    return [
        _stop(each, by, timezone.localdate(at), "", None) for each in waiting.select_related("partnership__service")
    ]


def text_that_ends(partnership: Partnership) -> Agreement | None:
    """The text in force; where notice has ended it already, the one that governed last."""
    in_force = partnership.agreements.in_force().first()
    waiting = partnership.endings.to_confirm().select_related("agreement").first()
    return in_force or (waiting.agreement if waiting else None)


def what_bounds(partnership: Partnership, agreement: Agreement | None) -> dict[str, Any]:
    """What the rules ask: since when the text governs, and until when by its own words and by notice."""
    is_out = partnership.agreements.filter(status__in=OUT).exists()
    if agreement is None:
        return {"since": None, "own_end": None, "notice_until": None, "is_out": is_out}
    notice = TerminationNotice.objects.filter(agreement=agreement, withdrawn_on=None).first()
    return {
        "since": agreement.governs_since,
        "own_end": last_day_of(ends=agreement.ends, bound=agreement.ends_bound, is_open_ended=agreement.is_open_ended),
        "notice_until": notice.last_day if notice else None,
        "is_out": is_out,
    }


def _make_steps(ending: Ending) -> None:
    """The protocol as it was signed; where there is none, the five matters as a proposal."""
    agreement = ending.agreement
    rows = list(agreement.dissolution_steps.select_related("owner")) if agreement else []
    steps = [
        EndingStep(
            ending=ending,
            source=EndingStep.Source.SIGNED,
            matter=row.matter,
            act=row.act,
            owner_id=row.owner.participation_id if row.owner else None,
            within_days=row.within_days,
            order=order,
        )
        for order, row in enumerate(rows)
    ]
    EndingStep.objects.bulk_create(steps or _proposed(ending))


def _proposed(ending: Ending) -> list[EndingStep]:
    agreement = ending.agreement
    lead = agreement.lead.participation_id if agreement and agreement.lead else None
    with translation.override(agreement.language if agreement else translation.get_language() or "en"):
        return [
            EndingStep(
                ending=ending,
                source=EndingStep.Source.PROPOSED,
                matter=row.matter,
                act=row.act,
                owner_id=lead,
                within_days=row.within_days,
                order=order,
            )
            for order, row in enumerate(proposed_steps())
        ]


def _tell_first(ending: Ending, today: datetime.date) -> list[EndingTold]:
    found = people_of(ending.partnership, ending.agreement)
    EndingTold.objects.bulk_create(
        EndingTold(ending=ending, contact=each.contact, participation=each.participation, told_on=today)
        for each in found
    )
    return _everybody_told(ending)


def _everybody_told(ending: Ending) -> list[EndingTold]:
    """Without those who have left meanwhile."""
    rows = ending.told.filter(contact__left_on=None).exclude(contact__email="")
    return list(rows.select_related("contact", "participation__organisation"))


def _stop(ending: Ending, by: Actor, on: datetime.date, reason: str, user: User | None) -> Ending:
    ending.stopped_on, ending.stopped_by, ending.stop_reason = on, user, reason
    ending.save(update_fields=["stopped_on", "stopped_by", "stop_reason"])
    _ends_on(ending, None, by)
    _record("ending.stopped", ending, by, private={"stop_reason": reason} if reason else None)
    mails.stopped(ending=ending, people=_everybody_told(ending))
    return ending


def _ends_on(ending: Ending, day: datetime.date | None, by: Actor) -> None:
    """The partnership knows the day, and its agreement ends then; without a day its own last one counts again."""
    partnership = ending.partnership
    partnership.ending_on = day
    partnership.save(update_fields=["ending_on"])
    agreement = partnership.agreements.in_force().select_related("partnership__service").first()
    if agreement is None:
        return
    bounds = what_bounds(partnership, agreement)
    last = min((each for each in (day, bounds["own_end"], bounds["notice_until"]) if each), default=None)
    if last == agreement.ends_latest:
        return
    agreement.ends_latest = last
    agreement.save(update_fields=["ends_latest", "edited_at"])
    hooks.agreement_end_moved(agreement=agreement, by=by, at=timezone.now())


def _locked(ending: Ending) -> Ending:
    rows = Ending.objects.select_for_update(of=("self",)).select_related("partnership__service", "agreement")
    return rows.get(pk=ending.pk)


def _locked_coming(ending: Ending) -> Ending:
    locked = _locked(ending)
    if locked.stopped_on or locked.ended_at or not locked.is_decided:
        raise MoveRefused("it was stopped, the end has come, or nobody has decided")
    return locked


def _record(act: str, ending: Ending, by: Actor, **values: Any) -> None:
    record(act=act, anchor=ending.partnership, obj=ending, by=by, service=ending.partnership.service, **values)
