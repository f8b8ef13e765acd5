"""The letter of a reminder as it is right when it goes, and what becomes of one that has nothing to say (N1, N2).

Between writing and sending lie seconds, or the days for which a mail server was away.
"""

import zoneinfo
from datetime import datetime

from django.utils import timezone
from django_scopes import scope

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.models.outbox_mail import LOST
from pes_partnerships.outbox.rules.letters import Letter
from reviews.models import Meeting, Reminder, ReminderRound, Review
from reviews.reminders.mails import occurrence_reminder, review_reminder
from reviews.reminders.rules import Withdrawn, why_withdrawn
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.reminding import leads_of, planned_moments

from .facts import Facts
from .recipients import Recipient, Staffing
from .rounds import is_of_its_day, remind


def compose_reminder(mail: OutboxMail, now: datetime) -> Letter | None:
    """None: it does not go, and the ledger says why; who is asked instead has a reminder of their own."""
    with scope(service=mail.service):
        reminder = _reminder_of(mail)
        if reminder is None:  # its review was deleted, with its rounds
            return None
        written, service = reminder.round, mail.service
        partnership = written.review.series.partnership
        kind = written.review.series.kind
        asked = Staffing(service).recipients(partnership, kind=kind, late=written.lead_days < 0)
        recipient = next((each for each in asked if each.user == reminder.recipient), None)
        later = _later_round(reminder)
        if why := _why_withdrawn(written, recipient, later):
            _withdraw(reminder, why, asked, later, now)
            return None
        return _letter(written, recipient, service, now)


def _reminder_of(mail: OutboxMail) -> Reminder | None:
    found = Reminder.objects.filter(mail=mail).select_related(
        "recipient", "round__review__agreement", "round__review__series__partnership__office"
    )
    return found.first()


def _why_withdrawn(
    written: ReminderRound, recipient: Recipient | None, later: ReminderRound | None
) -> Withdrawn | None:
    review = written.review
    return why_withdrawn(
        is_open=_waits(review),
        is_same_day=is_of_its_day(written.lead_days, written.due_on, review.due_on),
        is_asked=recipient is not None,
        is_covered=later is not None,
    )


def _waits(review: Review) -> bool:
    """Somebody has to act: it is neither logged nor ended, and no invitation tells of the meeting instead."""
    series = review.series
    if not review.can_be_logged or not (review.is_closing or series.ended_on is None):
        return False
    if series.kind != SeriesKind.MEETING:
        return True
    return not Meeting.objects.planned_for(series.partnership, review.due_on).exists()


def _later_round(reminder: Reminder) -> ReminderRound | None:
    """A round nearer to the due date in which the same person was, or will be, reminded of it."""
    written = reminder.round
    theirs = Reminder.objects.filter(recipient=reminder.recipient_id, round__review=written.review_id)
    nearer = theirs.filter(round__lead_days__lt=written.lead_days).exclude(mail__state__in=LOST)
    rounds = (each.round for each in nearer.select_related("round").order_by("round__lead_days"))
    due_on = written.review.due_on
    return next((each for each in rounds if is_of_its_day(each.lead_days, each.due_on, due_on)), None)


def _withdraw(
    reminder: Reminder, why: Withdrawn, asked: list[Recipient], later: ReminderRound | None, now: datetime
) -> None:
    """The reminder was not given. A round of which none was given is due again, as if it had never been written."""
    written, review = reminder.round, reminder.round.review
    list(ReminderRound.objects.select_for_update().filter(pk=written.pk))  # its other mails may go the same way
    reminder.delete()
    passed_to = _pass_on(written, asked, now) if why == Withdrawn.NOT_ASKED else 0
    if not written.reminders.exists():
        _release(written, later if why == Withdrawn.COVERED else None)
    after = {"lead_days": written.lead_days, "due_on": review.due_on, "withdrawn_because": why}
    record(
        act="reminder.withdrawn",
        anchor=review.series.partnership,
        obj=review,
        by=Actor.clock(),
        service=review.series.partnership.service,
        after=after | ({"recipients": passed_to} if passed_to else {}),
        at=now,
    )


def _pass_on(written: ReminderRound, asked: list[Recipient], now: datetime) -> int:
    """Whoever is asked now and has no reminder of this round gets one; returns how many."""
    reminded = set(written.reminders.values_list("recipient", flat=True))
    return remind([(written, [each for each in asked if each.user.pk not in reminded])], now)


def _release(written: ReminderRound, later: ReminderRound | None) -> None:
    """Covered by the later round; where there is none, due again together with those that this one covered."""
    if later:
        ReminderRound.objects.filter(pk=written.pk).update(covered_by=later)
    else:
        written.covers.all().delete()
        written.delete()


def _letter(written: ReminderRound, recipient: Recipient, service: EmploymentService, now: datetime) -> Letter:
    review, zone = written.review, zoneinfo.ZoneInfo(service.time_zone)
    planned = planned_moments(
        due_on=review.due_on,
        lead_days=leads_of(review.series.kind, service.reminder_lead_days),
        zone=zone,
        planned_at=review.planned_at,
    )
    later_days = [moment.day for moment in planned if moment.at > now]
    today = timezone.localdate(now, zone)
    if review.series.kind != SeriesKind.REVIEW:
        return occurrence_reminder(
            review=review,
            recipient=recipient.user,
            today=today,
            as_manager=recipient.is_manager,
            later_days=later_days,
        )
    return review_reminder(
        review=review,
        recipient=recipient.user,
        today=today,
        escalated=written.lead_days < 0 and recipient.is_manager,
        as_manager=recipient.is_manager,
        facts=Facts([review]).of(review, later_days),
    )
