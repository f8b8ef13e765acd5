"""The one reminder of a partner who has not sent its part, or not answered the draft, before the day (R8, N2)."""

import zoneinfo
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django_scopes import scope

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.services import Actor, one_act
from reviews.models import PartnerPart, ShownDraft
from reviews.partners import mails
from reviews.partners.rules.asking import REMIND_BEFORE, reminder_day
from reviews.rules.lifecycle import NOT_LOGGED, ReviewStatus

from .asking import locked_part, locked_review, write_down
from .links import give_link
from .showing import showings_of


def sweep_parts(*, now: datetime) -> int:
    """May run twice, and side by side: what is reminded of is locked, and says when."""
    reminded = 0
    for service in EmploymentService.objects.running_here():
        today = timezone.localdate(now, zoneinfo.ZoneInfo(service.time_zone))
        with scope(service=service):
            reminded += sum(_remind(part, now) for part in _parts(today))
            reminded += sum(_remind_of_draft(draft, now) for draft in _drafts(today))
    return reminded


def _days(today: date) -> tuple[date, date]:
    return today, today + timedelta(days=REMIND_BEFORE)


def _parts(today: date) -> list[PartnerPart]:
    """Who was asked within the last days has just had the mail, and is left alone."""
    rows = PartnerPart.objects.standing().filter(
        reminded_at=None, statements=None, answer_by__range=_days(today), review__status__in=NOT_LOGGED
    )
    rows = rows.annotate(told_at=Max("links__made_at")).select_related("review")
    return [row for row in rows if _is_due(row.told_at or row.asked_at, row.answer_by)]


def _drafts(today: date) -> list[ShownDraft]:
    rows = ShownDraft.objects.filter(
        closed_at=None, reminded_at=None, answer_by__range=_days(today), review__status=ReviewStatus.PROPOSED
    )
    return [row for row in rows.select_related("review") if _is_due(row.shown_at, row.answer_by)]


def _is_due(told_at: datetime, answer_by: date) -> bool:
    return timezone.localdate(told_at) < reminder_day(answer_by)


@one_act()
def _remind(part: PartnerPart, now: datetime) -> int:
    fresh = locked_part(part)
    if fresh.reminded_at or fresh.withdrawn_at or fresh.statements.exists() or not fresh.review.can_be_logged:
        return 0
    fresh.reminded_at = now
    fresh.save(update_fields=["reminded_at"])
    mails.part_requested(part=fresh, token=give_link(fresh, now), at=now, is_reminder=True)
    write_down("review.partner_reminded", fresh, Actor.clock(), now, after={"answer_by": fresh.answer_by})
    return 1


@one_act()
def _remind_of_draft(draft: ShownDraft, now: datetime) -> int:
    """All who have not answered this showing, at once."""
    review = locked_review(draft.review)
    showing = next((each for each in showings_of(review) if each.draft.pk == draft.pk), None)
    if showing is None or showing.draft.closed_at or showing.draft.reminded_at:
        return 0
    ShownDraft.objects.filter(pk=draft.pk).update(reminded_at=now)
    for part in showing.silent:
        part.review = review
        mails.draft_shown(part=part, draft=draft, token=give_link(part, now), at=now, is_reminder=True)
        write_down("review.partner_reminded", part, Actor.clock(), now, after={"answer_by": draft.answer_by})
    return len(showing.silent)
