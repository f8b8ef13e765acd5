"""The only writer of a visit's status: asked for, days offered, agreed, declined, cancelled (D3)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from directory.correspondence.services import give_link, is_repeated, present, sender_of, take_turn, write_down
from directory.models import ContactRequest, ExchangeVisit
from directory.rules.messages import MOST_DAYS_OFFERED, Act, Side, VisitStatus, Way, visit_move
from directory.visits import mails
from partnerships.shared.services.conflicts import refuse_overtaken
from pes_partnerships.ledger.services import Actor, one_act

PROGRAMME = ("programme", "taking_part")


class DaysUnusable(ValueError):
    """None, too many, twice the same, or a day that has passed."""


def ask_for_visit(*, request: ContactRequest, at: datetime) -> ExchangeVisit:
    """Within the act that passes the message on."""
    wish = request.wish
    return ExchangeVisit.objects.create(
        request=request,
        host=request.entry,
        guest_entry=request.own_entry,
        guest=request.organisation or request.name,
        way=wish.get("way") or Way.PLACE,
        days=wish.get("days") or 1,
        people=wish.get("people"),
        asked_at=at,
        moved_at=at,
    )


@one_act()
def offer_days(
    *,
    request: ContactRequest,
    by: Actor,
    email: str,
    days: Sequence[date],
    words: str = "",
    programme: str = "",
    at: datetime | None = None,
) -> ExchangeVisit:
    """The hosts name up to three first days; also instead of a day that was agreed. Raises DaysUnusable."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    if not 0 < len(days) <= MOST_DAYS_OFFERED or len(set(days)) < len(days) or min(days) <= today:
        raise DaysUnusable
    visit = _locked(request)
    if is_repeated(request, side=Side.OWNER, act=Act.OFFERED, words=words, days=sorted(days)):
        return visit
    was_agreed = visit.status == VisitStatus.AGREED
    changed: dict[str, Any] = {"offered": [str(day) for day in sorted(days)], "agreed_on": None}
    if programme:
        changed["programme"] = programme
    _move(visit, "offer", at, **changed)
    turn = take_turn(request, side=Side.OWNER, act=Act.OFFERED, by=by, at=at, words=words, days=sorted(days))
    sender = sender_of(request)
    mails.days_offered(
        to=sender, visit=visit, turn=turn, token=give_link(sender, at), answers_to=email, was_agreed=was_agreed
    )
    write_down("visit.offered", request, by, at, visit)
    return visit


@one_act()
def choose_day(
    *, request: ContactRequest, by: Actor, day: date, words: str = "", taking_part: str = "", at: datetime | None = None
) -> ExchangeVisit:
    """The guests choose; both sides get the day for their calendars. Raises DaysUnusable for another day."""
    at = at or timezone.now()
    visit = _locked(request)
    if str(day) not in visit.offered or day <= timezone.localdate(at):
        raise DaysUnusable
    _move(visit, "agree", at, agreed_on=day, taking_part=taking_part, report_asked_at=None)
    take_turn(request, side=Side.SENDER, act=Act.AGREED, by=by, at=at, words=words, days=[day])
    _tell_both(visit, "visit_agreed", at)
    write_down("visit.agreed", request, by, at, visit)
    return visit


@one_act()
def refuse_days(*, request: ContactRequest, by: Actor, words: str, at: datetime | None = None) -> ExchangeVisit:
    """None of them is possible: the hosts are asked for others, with what the guests write."""
    at = at or timezone.now()
    visit = _locked(request)
    _move(visit, "none_fits", at, offered=[])
    turn = take_turn(request, side=Side.SENDER, act=Act.NONE_FITS, by=by, at=at, words=words)
    for each in present(request, Side.OWNER):
        mails.none_fits(to=each, visit=visit, turn=turn, token=give_link(each, at))
    write_down("visit.none_fits", request, by, at, visit)
    return visit


@one_act()
def change_programme(
    *,
    request: ContactRequest,
    by: Actor,
    side: str,
    programme: str,
    taking_part: str,
    seen: str | None = None,
    at: datetime | None = None,
) -> ExchangeVisit:
    """By either side, of a visit that is agreed. Raises Conflict where another text was saved meanwhile."""
    at = at or timezone.now()
    visit = _locked(request)
    refuse_overtaken(visit, seen, PROGRAMME)
    if (visit.programme, visit.taking_part) == (programme, taking_part):
        return visit
    _move(visit, "programme", at, programme=programme, taking_part=taking_part)
    take_turn(request, side=side, act=Act.PROGRAMME, by=by, at=at)
    _tell_both(visit, "visit_programme", at)
    write_down("visit.programme", request, by, at, visit)
    return visit


@one_act()
def cancel_visit(
    *, request: ContactRequest, by: Actor, side: str, reason: str, at: datetime | None = None
) -> ExchangeVisit:
    """By either side, with a reason that the other reads. A visit that was agreed leaves the calendars."""
    at = at or timezone.now()
    visit = _locked(request)
    _move(visit, "cancel", at, reason=reason)
    take_turn(request, side=side, act=Act.CANCELLED, by=by, at=at, words=reason)
    _tell_both(visit, "visit_cancelled", at)
    write_down("visit.cancelled", request, by, at, visit)
    return visit


def decline_visit(*, request: ContactRequest, by: Actor, at: datetime) -> None:
    """Within the act that declines the message, which tells who wrote."""
    _move(_locked(request), "decline", at)


def _locked(request: ContactRequest) -> ExchangeVisit:
    rows = ExchangeVisit.objects.select_for_update(of=("self",))
    return rows.select_related("host__service").get(request=request)


def _move(visit: ExchangeVisit, act: str, at: datetime, **changed: Any) -> None:
    """Raises MoveRefused where the table has no such move, so that two sides cannot both decide."""
    visit.status, visit.moved_at = visit_move(act, visit.status), at
    visit.sequence += 1
    for name, value in changed.items():
        setattr(visit, name, value)
    visit.save(update_fields=["status", "moved_at", "sequence", *changed])


def _tell_both(visit: ExchangeVisit, kind: str, at: datetime) -> None:
    request = visit.request
    for each in (*present(request, Side.OWNER), sender_of(request)):
        mails.moved(kind, to=each, visit=visit, token=give_link(each, at))
