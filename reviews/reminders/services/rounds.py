"""A round of reminders as rows: the round, its mails without words, and who is reminded (N2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from partnerships.reminding.services.gathering import Post, mails_for
from partnerships.rules.reminding import MOVED
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.ledger.services import Act, Actor
from reviews.models import Reminder, ReminderRound, Review
from reviews.reminders.mails import reminder_envelope
from reviews.schedule.rules.reminding import DueRounds, Moment, leads_of

from .recipients import Recipient, Staffing


@dataclass(frozen=True)
class Due:
    """A review with the rounds that are due, and who is reminded of it."""

    review: Review
    rounds: DueRounds
    recipients: list[Recipient]


def written_leads(review: Review) -> list[int]:
    """The lead times whose round was written for the day on which the review is due now."""
    return [each.lead_days for each in review.rounds if is_of_its_day(each.lead_days, each.due_on, review.due_on)]


def is_of_its_day(lead_days: int, day: date, due_on: date) -> bool:
    """Whether a round that was due on `day` belongs to this due date; False after the review was moved."""
    return day + timedelta(days=lead_days) == due_on


def write_rounds(due: list[Due], staffing: Staffing, now: datetime) -> list[ReminderRound]:
    """The rounds that write, those that they cover, their mails and reminders: few statements for all of them."""
    written = ReminderRound.objects.bulk_create([_round(each.review, each.rounds.writes, now) for each in due])
    ReminderRound.objects.bulk_create(
        _round(each.review, moment, now, covered_by=claimed)
        for each, claimed in zip(due, written, strict=True)
        for moment in each.rounds.covers
    )
    since = [max(each.rounds.writes.at, each.review.planned_at) for each in due]
    remind(
        [
            Asking(claimed, each.recipients, fell_due)
            for each, claimed, fell_due in zip(due, written, since, strict=True)
        ],
        staffing,
        now,
    )
    return written


@dataclass(frozen=True)
class Asking:
    """A round that is written for these people, due since a moment."""

    round: ReminderRound
    recipients: Sequence[Recipient]
    since: datetime


def remind(rounds: Iterable[Asking], staffing: Staffing, now: datetime) -> int:
    """A mail, its own or that of a digest, and a reminder for each recipient of each round; how many there are."""
    asked = [(each, recipient.user) for each in rounds for recipient in each.recipients]
    mails = mails_for([_post(each, user, now) for each, user in asked], staffing.people, now)
    Reminder.objects.bulk_create(
        Reminder(round=each.round, recipient=user, mail=mail) for (each, user), mail in zip(asked, mails, strict=True)
    )
    return len(mails)


def _post(each: Asking, user: User, now: datetime) -> Post:
    review, lead = each.round.review, each.round.lead_days
    leads = leads_of(review.series.kind, review.series.partnership.service.reminder_lead_days)
    return Post(
        user=user,
        due_on=review.due_on,
        stage=lead,
        first_late=max((days for days in leads if days < 0), default=None),
        since=min(each.since, now),
        alone=reminder_envelope(written=each.round, recipient=user, at=now),
        at_once=each.round.lead_days == MOVED,
    )


def _round(review: Review, moment: Moment, now: datetime, covered_by: ReminderRound | None = None) -> ReminderRound:
    return ReminderRound(
        review=review, lead_days=moment.lead_days, due_on=moment.day, written_at=now, covered_by=covered_by
    )


def act_of(due: Due, service: EmploymentService, written: ReminderRound, now: datetime) -> Act:
    after = {"lead_days": written.lead_days, "due_on": due.review.due_on, "recipients": len(due.recipients)}
    return Act("reminder.sent", due.review.series.partnership, Actor.clock(), due.review, service, after=after, at=now)
