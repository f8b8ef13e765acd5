"""A round of reminders as rows: the round, its mails without words, and who is reminded (N2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pes_partnerships.outbox.services import queue_envelopes
from reviews.models import Reminder, ReminderRound, Review
from reviews.reminders.mails import reminder_envelope
from reviews.schedule.rules.reminding import DueRounds, Moment

from .recipients import Recipient


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


def write_rounds(due: list[Due], now: datetime) -> list[ReminderRound]:
    """The rounds that write, those that they cover, their mails and reminders: four statements for all of them."""
    written = ReminderRound.objects.bulk_create([_round(each.review, each.rounds.writes, now) for each in due])
    ReminderRound.objects.bulk_create(
        _round(each.review, moment, now, covered_by=claimed)
        for each, claimed in zip(due, written, strict=True)
        for moment in each.rounds.covers
    )
    remind([(claimed, each.recipients) for each, claimed in zip(due, written, strict=True)], now)
    return written


def remind(rounds: Iterable[tuple[ReminderRound, list[Recipient]]], now: datetime) -> int:
    """A mail and a reminder for each recipient of each round, in two statements; how many there are."""
    asked = [(each, recipient.user) for each, recipients in rounds for recipient in recipients]
    mails = queue_envelopes([reminder_envelope(written=each, recipient=user, at=now) for each, user in asked])
    Reminder.objects.bulk_create(
        Reminder(round=each, recipient=user, mail=mail) for (each, user), mail in zip(asked, mails, strict=True)
    )
    return len(mails)


def _round(review: Review, moment: Moment, now: datetime, covered_by: ReminderRound | None = None) -> ReminderRound:
    return ReminderRound(
        review=review, lead_days=moment.lead_days, due_on=moment.day, written_at=now, covered_by=covered_by
    )
