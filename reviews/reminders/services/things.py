"""Reviews, and what is planned beside them, as digests, “My reminders” and calendars read it: few queries (N3)."""

import zoneinfo
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db.models import Exists, F, Min, OuterRef, Q

from partnerships.hooks import Told
from partnerships.reminding.rules.feeds import Asked, Became, Missed, Sent, Thing
from partnerships.reminding.services.missed import midnight
from partnerships.rules.reminding import MOVED
from pes_partnerships.accounts.models import EmploymentService, User
from pes_partnerships.outbox.models import OutboxMail
from reviews.models import Meeting, Reminder, ReminderRound, Review
from reviews.rules.vocabulary import SeriesKind
from reviews.schedule.rules.reminding import leads_of, planned_moments
from reviews.shared.rules import occurrence_title

from .composing import still_said
from .recipients import REVIEW, Recipient, Staffing

MOST_SENT = 50
Tell = Callable[[Review], Told]


@dataclass(frozen=True)
class Reviews:
    """The engine of this subject, read; `tell` has the words."""

    tell: Tell

    labels: ClassVar = {REVIEW: SeriesKind.REVIEW.label}

    def gathered(self, mail: OutboxMail, now: datetime) -> Sequence[Thing]:
        return [
            _thing(each.review, self.tell, asked_as="manager" if each.recipient.is_manager else "office")
            for each in still_said(mail, now)
        ]

    def things(self, asked: Asked) -> Sequence[Thing]:
        if asked.kind not in ("", REVIEW):
            return []
        reviews, service = list(_open(asked)), asked.service
        staffing = Staffing(service)
        staffing.learn_handed([review.pk for review in reviews])
        found = [_for_reader(review, staffing, asked, self.tell) for review in reviews]
        return [thing for thing in found if thing]

    def sent(self, user: User, service: EmploymentService, since: datetime) -> Sequence[Sent]:
        rows = Reminder.objects.filter(recipient=user, round__written_at__gte=since)
        rows = rows.filter(round__review__series__partnership__service=service)
        rows = rows.select_related("mail", "round__review__series__partnership").order_by("-round__written_at")
        return [_sent(row) for row in rows[:MOST_SENT]]

    def missed(self, service: EmploymentService, start: date, end: date) -> Sequence[Missed]:
        rounds = ReminderRound.objects.filter(review__series__partnership__service=service, lead_days__lt=0)
        first = rounds.values("review").annotate(first=Min("written_at"))
        keys = (
            first.filter(first__gte=midnight(start), first__lt=midnight(end))
            .order_by()
            .values_list("review", flat=True)
        )
        reviews = (
            Review.objects.filter(pk__in=list(keys)).select_related("series__partnership").order_by("due_on", "pk")
        )
        rows = Reminder.objects.filter(round__review__in=list(keys)).select_related("mail", "recipient", "round")
        sent: dict[int, list[Reminder]] = defaultdict(list)
        for row in rows.order_by("pk"):
            sent[row.round.review_id].append(row)
        return [_missed(review, sent[review.pk], self.tell) for review in reviews]


def _missed(review: Review, sent: Sequence[Reminder], tell: Tell) -> Missed:
    thing = _thing(review, tell)
    given = [row for row in sent if row.round.lead_days != MOVED]
    is_open = review.can_be_logged
    return Missed(
        what=thing.what,
        url=thing.url,
        partnership=thing.partnership,
        due_on=review.due_on,
        became=Became.OPEN if is_open else Became.DONE,
        on=None if is_open else review.held_on,
        reminders=len(given),
        names=tuple(sorted({row.recipient.name for row in given})),
        undelivered=tuple(row.recipient.name for row in given if row.mail and row.mail.is_lost),
    )


def _open(asked: Asked) -> Sequence[Review]:
    rows = Review.objects.not_logged().filter(due_on__lte=asked.until, series__partnership__service=asked.service)
    rows = rows.filter(Q(series__ended_on=None) | Q(is_closing=True))
    meetings = Meeting.objects.planned_for(OuterRef("series__partnership"), OuterRef("due_on"))
    rows = rows.exclude(Q(series__kind=SeriesKind.MEETING) & Exists(meetings))
    if asked.partnership is not None:
        rows = rows.filter(series__partnership=asked.partnership)
    if asked.subject is not None:
        rows = rows.filter(pk=asked.subject)
    rows = rows.select_related("series__partnership__manager", "series__partnership__office")
    return rows.annotate(kind=F("series__kind")).order_by("due_on", "pk")


def _thing(review: Review, tell: Tell, *, asked_as: str = "") -> Thing:
    """In the language that is spoken just now."""
    told = tell(review)
    return Thing(
        kind=REVIEW,
        subject=review.pk,
        due_on=review.due_on,
        what=told.label,
        reason=told.reason,
        url=told.url,
        partnership=review.series.partnership,
        stamp=review.planned_at,
        asked_as=asked_as,
    )


def _for_reader(review: Review, staffing: Staffing, asked: Asked, tell: Tell) -> Thing | None:
    """None where the person is not asked for it now; as soon as it is late, managers are."""
    thing = _thing(review, tell)
    if asked.reader is None:
        return thing
    service, zone = asked.service, zoneinfo.ZoneInfo(asked.service.time_zone)
    review.series.partnership.service = service
    leads = leads_of(review.series.kind, service.reminder_lead_days)
    moments = planned_moments(due_on=review.due_on, lead_days=leads, zone=zone, planned_at=review.planned_at)
    coming = [moment for moment in moments if moment.at > asked.now]
    lead = coming[0].lead_days if coming else moments[-1].lead_days if moments else 0
    mine = _own(staffing.of_review(review, late=lead < 0), asked)
    if mine is None:
        first = staffing.recipients(review.series.partnership, late=lead < 0, kind=review.series.kind)
        was_theirs = _own(first, asked) or asked.user.pk in staffing.handed.get(review.pk, {})
        return replace(thing, is_handed_on=True) if was_theirs else None
    return replace(
        thing,
        asked_as="manager" if mine.is_manager else "office",
        coming=tuple((moment.lead_days, moment.at) for moment in coming),
        first_late=max((days for days in leads if days < 0), default=None),
    )


def _own(recipients: Sequence[Recipient], asked: Asked) -> Recipient | None:
    return next((each for each in recipients if each.user.pk == asked.user.pk), None)


def _sent(row: Reminder) -> Sent:
    review = row.round.review
    series = review.series
    return Sent(
        at=row.round.written_at,
        what=occurrence_title(series.kind, series.every_months, review.due_on, is_closing=review.is_closing),
        partnership=series.partnership.title,
        due_on=row.round.due_on + timedelta(days=row.round.lead_days),
        mail=row.mail,
    )
