"""What one person is reminded of, in one service or for their calendar (N3)."""

import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships.models import GivenReminder, HandedOver
from partnerships.reminding.rules.calendars import Calendar
from partnerships.reminding.rules.digests import Period, Wish, comes_alone, periods
from partnerships.reminding.rules.feeds import SENT_DAYS, Asked, Sent, Thing, known_feeds
from partnerships.rules.reminding import Way
from pes_partnerships.accounts.models import EmploymentService, Membership, User

from .people import People
from .plans import known_settings
from .things import seen_by

AHEAD = timedelta(days=92)
A_YEAR = timedelta(days=400)


@dataclass(frozen=True)
class Next:
    """How somebody hears of a thing next: `at` None: no further reminder; `period` None: it comes alone."""

    thing: Thing
    at: datetime | None = None
    period: Period | None = None
    taker: User | None = None
    aside_key: int | None = None  # of the line of the ledger that leads to setting it aside


@dataclass(frozen=True)
class Mine:
    lines: Sequence[Next]
    sent: Sequence[Sent]
    next_digest: datetime | None


def mine(user: User, service: EmploymentService, wish: Wish, now: datetime) -> Mine:
    """What is late and what comes in three months, the earliest first, and what was sent in four weeks."""
    until = timezone.localdate(now) + AHEAD
    things = things_of(Asked(service, now, until, user=user))
    calendar = People(service, known_settings(service)).calendar(user)
    takers, asides = _takers(things, user), _lines(things)
    lines = [_next(thing, wish, calendar, now, takers, asides) for thing in things]
    since = now - timedelta(days=SENT_DAYS)
    sent = [each for feed in known_feeds for each in feed.sent(user, service, since)]
    moments = [each.period.at for each in lines if each.period]
    return Mine(lines, sorted(sent, key=lambda each: each.at, reverse=True), min(moments, default=None))


def things_of(asked: Asked) -> list[Thing]:
    """Of both engines, as far as the person may see it now; the earliest first."""
    things = [thing for feed in known_feeds for thing in feed.things(asked)]
    if asked.user is not None:
        memberships = Membership.objects.active().filter(user=asked.user, service=asked.service)
        things = seen_by(things, memberships.select_related("service", "office"))
    return sorted(things, key=lambda thing: (thing.due_on, thing.what, thing.subject))


def thing_of(user: User, service: EmploymentService, kind: str, subject: int, now: datetime) -> Thing | None:
    """One thing that this person is reminded of, or has handed on; None where there is none, or none they may see."""
    until = timezone.localdate(now) + A_YEAR
    found = things_of(Asked(service, now, until, user=user, kind=kind, subject=subject))
    return found[0] if found else None


def coming_events(user: User, service: EmploymentService, partnership: int | None, now: datetime) -> list[Thing]:
    """For a calendar: days still to come, of the person or of one partnership, as far as they may see it now."""
    today = timezone.localdate(now, zoneinfo.ZoneInfo(user.time_zone))
    asked = Asked(service, now, today + A_YEAR, user=user, partnership=partnership, of_all=partnership is not None)
    return [each for each in things_of(asked) if each.due_on >= today and not each.is_handed_on]


def _next(
    thing: Thing,
    wish: Wish,
    calendar: Calendar,
    now: datetime,
    takers: dict[tuple[str, int], User],
    asides: dict[tuple[str, int, date], int],
) -> Next:
    aside = asides.get((thing.kind, thing.subject, thing.due_on))
    if not thing.coming:
        return Next(thing, taker=takers.get((thing.kind, thing.subject)), aside_key=aside)
    stage, at = thing.coming[0]
    if wish.way == Way.SINGLE:
        return Next(thing, at, aside_key=aside)
    period = next(periods(wish, calendar, at))
    alone = comes_alone(wish, period, due_on=thing.due_on, stage=stage, first_late=thing.first_late, now=at)
    return Next(thing, at, None if alone else period, aside_key=aside)


def _takers(things: Iterable[Thing], user: User) -> dict[tuple[str, int], User]:
    subjects = [thing.subject for thing in things if thing.is_handed_on]
    rows = HandedOver.objects.filter(giver=user, ended_at=None, subject__in=subjects).select_related("taker")
    return {(row.kind, row.subject): row.taker for row in rows} if subjects else {}


def _lines(things: Sequence[Thing]) -> dict[tuple[str, int, date], int]:
    """The newest line of the ledger of each, where this subject's engine reminds of it; one query."""
    rows = GivenReminder.objects.filter(subject__in=[thing.subject for thing in things]).order_by("pk")
    return {
        (kind, subject, day): key for key, kind, subject, day in rows.values_list("pk", "kind", "subject", "due_on")
    }
