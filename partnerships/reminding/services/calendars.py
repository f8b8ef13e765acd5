"""Private addresses under which a calendar reads the days of a person, or of a partnership that they may see (N3).

Only the hash of an address is stored. Each reading asks what the person may see at that moment; who left sees nothing.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django_scopes import scope, scopes_disabled

from partnerships.access import may_still_see
from partnerships.models import CalendarFeed, Partnership
from partnerships.reminding.mails.digest import event_of
from pes_partnerships.accounts.models import EmploymentService, Membership, User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib import ics
from pes_partnerships.lib.links import hash_token, new_token
from pes_partnerships.lib.speaking import speaking_to

from .mine import coming_events

NOTED_EVERY = timedelta(hours=1)


def own_feed(user: User, service: EmploymentService, partnership: Partnership | None = None) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user, service=service, partnership=partnership).first()


@one_act()
def make_feed(
    *, user: User, service: EmploymentService, partnership: Partnership | None = None, at: datetime | None = None
) -> str:
    """A new address; the one before it ends. Returns its token, which is stored nowhere."""
    at, token = at or timezone.now(), new_token()
    CalendarFeed.objects.filter(user=user, service=service, partnership=partnership).delete()
    CalendarFeed.objects.create(
        user=user, service=service, partnership=partnership, token_hash=hash_token(token), made_at=at
    )
    _record("reminding.calendar_made", user, service, partnership, at)
    return token


@one_act()
def end_feed(
    *, user: User, service: EmploymentService, partnership: Partnership | None = None, at: datetime | None = None
) -> bool:
    """False where there was none."""
    ended, _by_model = CalendarFeed.objects.filter(user=user, service=service, partnership=partnership).delete()
    if ended:
        _record("reminding.calendar_ended", user, service, partnership, at or timezone.now())
    return bool(ended)


def feed_of(token: str) -> CalendarFeed | None:
    """None where the address was never made, or has ended, or its person may not see it any more."""
    with scopes_disabled():
        rows = CalendarFeed.objects.select_related("user", "service", "partnership")
        feed = rows.filter(token_hash=hash_token(token)).first()
    if feed is None or not Membership.objects.active().filter(user=feed.user, service=feed.service).exists():
        return None
    with scope(service=feed.service):
        if feed.partnership and not may_still_see(feed.user, feed.partnership):
            return None
    return feed


def calendar_of(feed: CalendarFeed, now: datetime) -> bytes:
    """The days still to come, in the language of the person; titles and days, and no names."""
    with scope(service=feed.service), speaking_to(feed.user):
        things = coming_events(feed.user, feed.service, feed.partnership_id, now)
        name = feed.partnership.title if feed.partnership else str(feed.service)
        return ics.calendar_file([event_of(thing, feed.service) for thing in things], name=name)


def note_read(feed: CalendarFeed, now: datetime) -> None:
    """So that its person sees whether a calendar still reads it; at most once an hour."""
    if feed.read_at is None or now - feed.read_at >= NOTED_EVERY:
        with scope(service=feed.service):
            CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)


def _record(act: str, user: User, service: EmploymentService, partnership: Partnership | None, at: datetime) -> None:
    record(act=act, anchor=partnership or service, by=Actor.user(user), service=service, at=at)
