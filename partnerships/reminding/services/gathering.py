"""The mails of reminders: of who wants each alone its own, else the digest of their next period (N2, N3).

A digest is a mail of the outbox like any other, with the lines of the ledger that point to it. Lines join it until it
is first claimed: whoever adds one locks its row, so that a line is in the mail or the mail is another one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from partnerships.reminding.rules.digests import Period, Wish, comes_alone, periods
from partnerships.rules.reminding import Way
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.services import Envelope, queue_envelopes, state_now

from .people import People

DIGEST = "digest"
GATHERS = timedelta(minutes=15)  # a digest whose hour has passed waits for the other reminders of the same sweep
State = OutboxMail.State


@dataclass(frozen=True)
class Post:
    """A reminder that is about to be written: `alone` is its mail if it goes alone, `since` when it fell due."""

    user: User
    due_on: date
    stage: int
    first_late: int | None
    since: datetime
    alone: Envelope
    at_once: bool = False


@dataclass
class _Place:
    """Where a post goes: in the digests of its person one after the other, until one takes it."""

    post: Post
    wish: Wish
    coming: Iterator[Period]
    key: str = ""
    envelope: Envelope | None = None


def mails_for(posts: Sequence[Post], people: People, now: datetime) -> list[OutboxMail]:
    """A mail for each, in their order; one statement for new ones, and one or two for digests that are there."""
    places = [_place(post, people) for post in posts]
    kept = _placed([each for each in places if each.wish.way != Way.SINGLE and not each.post.at_once], people, now)
    wanted = {each.key: each.envelope for each in places if each.key and each.key not in kept}
    alone = [each for each in places if not each.key]
    made = queue_envelopes([*(each.post.alone for each in alone), *(each for each in wanted.values() if each)])
    _hold_back(made[len(alone) :], people, now)
    kept.update({mail.dedupe_key or "": mail for mail in made[len(alone) :]})
    own = iter(made)
    return [kept[each.key] if each.key else next(own) for each in places]


def _place(post: Post, people: People) -> _Place:
    wish = people.wish(post.user)
    return _Place(post, wish, periods(wish, people.calendar(post.user), post.since))


def _placed(places: list[_Place], people: People, now: datetime) -> dict[str, OutboxMail]:
    """Gives each its digest, or none where it comes alone; the digests that are there already, locked."""
    kept: dict[str, OutboxMail] = {}
    closed: set[str] = set()
    looked_at: set[str] = set()
    open_ = places
    while open_:
        open_ = [each for each in open_ if _moves_on(each, people.service, now)]
        keys = {each.key for each in open_} - looked_at
        looked_at |= keys
        for mail in OutboxMail.objects.select_for_update(of=("self",)).filter(dedupe_key__in=keys).order_by("pk"):
            if _takes_more(mail):
                kept[mail.dedupe_key or ""] = mail
            else:  # it went, or is going: what is due since is told by the next one
                closed.add(mail.dedupe_key or "")
        open_ = [each for each in open_ if each.key in closed]
    return kept


def _moves_on(place: _Place, service: EmploymentService, now: datetime) -> bool:
    """To the next digest of its person; False where it does not wait for that one."""
    post, period = place.post, next(place.coming)
    if comes_alone(place.wish, period, due_on=post.due_on, stage=post.stage, first_late=post.first_late, now=now):
        place.key, place.envelope = "", None
        return False
    key = MailKey(DIGEST, str(service.pk), period.day.isoformat(), place.wish.way, str(post.user.pk))
    place.key = str(key)
    place.envelope = Envelope(
        kind=DIGEST,
        to_address=post.user.email,
        to_name=post.user.name,
        language=post.user.language,
        service=service,
        about=post.user,
        dedupe_key=place.key,
        due_at=period.at,
    )
    return True


def _takes_more(mail: OutboxMail) -> bool:
    return mail.state in (State.QUEUED, state_now()) and not mail.attempts and not mail.sent_again


def _hold_back(mails: Sequence[OutboxMail], people: People, now: datetime) -> None:
    """Digests whose hour has passed, after an outage: they go as soon as this sweep is over, in working hours."""
    late = [mail for mail in mails if mail.due_at <= now]
    for mail in late:
        calendar = people.calendar(people.users[int(mail.about_id)])
        mail.next_attempt_at = calendar.opening(now + GATHERS)
    OutboxMail.objects.bulk_update(late, ["next_attempt_at"])
