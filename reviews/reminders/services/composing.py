"""The letter of a reminder as it is right when it goes, and what becomes of one that has nothing to say (N1, N2).

Between writing and sending lie seconds, or the days for which a mail server was away.
"""

import zoneinfo
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_scopes import scope

from partnerships.rules.reminding import MOVED
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
from .rounds import Asking, is_of_its_day, remind


@dataclass(frozen=True)
class Said:
    """A reminder that still has something to say to its recipient."""

    reminder: Reminder
    recipient: Recipient

    @property
    def review(self) -> Review:
        return self.reminder.round.review


def compose_reminder(mail: OutboxMail, now: datetime) -> Letter | None:
    """None: it does not go, and the ledger says why; who is asked instead has a reminder of their own."""
    with scope(service=mail.service):
        said = still_said(mail, now)
        return _letter(said[0].reminder.round, said[0].recipient, mail.service, now) if said else None


def still_said(mail: OutboxMail, now: datetime) -> list[Said]:
    """Of the reminders that this mail was written for, those that still hold; the others are withdrawn."""
    rows = Reminder.objects.filter(mail=mail).select_related(
        "recipient",
        "round__review__agreement",
        "round__review__series__partnership__office",
        "round__review__series__partnership__manager",
    )
    reminders = list(rows.order_by("round__review__due_on", "pk"))
    if not reminders:  # its review was deleted, with its rounds
        return []
    staffing, later = Staffing(mail.service), _later_rounds(reminders)
    reviews = [each.round.review for each in reminders]
    staffing.learn_handed([review.pk for review in reviews])
    met, said = _met(reviews), []
    for each in reminders:
        written, series = each.round, each.round.review.series
        asked = staffing.of_review(written.review, late=written.lead_days < 0)
        recipient = next((one for one in asked if one.user == each.recipient), None)
        why = why_withdrawn(
            is_open=_waits(written.review, met),
            is_same_day=is_of_its_day(written.lead_days, written.due_on, written.review.due_on),
            is_asked=recipient is not None,
            is_covered=each.pk in later,
        )
        series.partnership.service = mail.service  # known: its letter need not ask for it
        if why or recipient is None:
            _withdraw(each, why or Withdrawn.NOT_ASKED, asked, later.get(each.pk), staffing, now)
        else:
            said.append(Said(each, recipient))
    return said


def _met(reviews: Sequence[Review]) -> set[int]:
    """Meetings that an invitation tells of instead; one query, where there are any."""
    keys = [review.pk for review in reviews if review.series.kind == SeriesKind.MEETING]
    meetings = Meeting.objects.planned_for(OuterRef("series__partnership"), OuterRef("due_on"))
    return set(Review.objects.filter(Exists(meetings), pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _waits(review: Review, met: Container[int]) -> bool:
    """Somebody has to act: it is neither logged nor ended, and no invitation tells of the meeting instead."""
    if not review.can_be_logged or not (review.is_closing or review.series.ended_on is None):
        return False
    return review.pk not in met


def _later_rounds(reminders: Sequence[Reminder]) -> dict[int, ReminderRound]:
    """By reminder: a round nearer to the due date in which the same person was, or will be, reminded of it."""
    reviews = [each.round.review_id for each in reminders]
    theirs = Reminder.objects.filter(recipient=reminders[0].recipient_id, round__review__in=reviews)
    rows = theirs.exclude(mail__state__in=LOST).select_related("round").order_by("round__lead_days")
    nearest: dict[int, ReminderRound] = {}
    days = {each.round.review_id: each.round.review.due_on for each in reminders}
    for each in rows:
        written = each.round
        if is_of_its_day(written.lead_days, written.due_on, days[written.review_id]):
            nearest.setdefault(written.review_id, written)
    return {
        each.pk: nearest[each.round.review_id]
        for each in reminders
        if each.round.review_id in nearest and nearest[each.round.review_id].lead_days < each.round.lead_days
    }


def _withdraw(
    reminder: Reminder,
    why: Withdrawn,
    asked: list[Recipient],
    later: ReminderRound | None,
    staffing: Staffing,
    now: datetime,
) -> None:
    """The reminder was not given. A round of which none was given is due again, as if it had never been written."""
    written, review = reminder.round, reminder.round.review
    list(ReminderRound.objects.select_for_update().filter(pk=written.pk))  # its other mails may go the same way
    reminder.delete()
    passed_to = _pass_on(written, asked, staffing, now) if why == Withdrawn.NOT_ASKED else 0
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


def _pass_on(written: ReminderRound, asked: list[Recipient], staffing: Staffing, now: datetime) -> int:
    """Whoever is asked now and has no reminder of this round gets one; returns how many."""
    reminded = set(written.reminders.values_list("recipient", flat=True))
    others = [each for each in asked if each.user.pk not in reminded]
    return remind([Asking(written, others, now)], staffing, now)


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
            is_moved=written.lead_days == MOVED,
            later_days=later_days,
        )
    return review_reminder(
        review=review,
        recipient=recipient.user,
        today=today,
        escalated=written.lead_days < 0 and recipient.is_manager,
        as_manager=recipient.is_manager,
        is_moved=written.lead_days == MOVED,
        facts=Facts([review]).of(review, later_days),
    )
