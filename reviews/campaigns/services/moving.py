"""The days of an open campaign are moved: its rows follow, and partners who have not sent are told (R1, R8)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from partnerships.shared.services.conflicts import refuse_overtaken
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.findings import blocking
from reviews.campaigns.rules.days import Days, campaign_findings, days_of
from reviews.models import CampaignReview, PartnerPart, Review, ReviewCampaign
from reviews.partners.services.asking import move_day
from reviews.rules.lifecycle import NOT_LOGGED
from reviews.shared.services import NotReady

DAYS = ("partners_by", "office_by", "confirm_by")


@dataclass(frozen=True)
class Moved:
    """How many reviews have other days now, and how many partners were told of theirs."""

    reviews: int
    told: int


def can_move_days(membership: Membership, campaign: ReviewCampaign) -> bool:
    """Common days are moved by a manager who may see every review of the campaign."""
    seen = Review.objects.visible_to(membership)
    return membership.may("confirm_review") and not campaign.rows.exclude(review__in=seen).exists()


@one_act()
def move_days(
    *,
    campaign: ReviewCampaign,
    partners_by: date,
    office_by: date,
    confirm_by: date,
    by: Actor,
    seen: str | None = None,
    at: datetime | None = None,
) -> Moved:
    """Reviews that are logged already keep their days; the last day of a partnership is never moved.

    Raises NotReady where the days do not fit, Conflict where somebody moved them since they were `seen`.
    """
    at = at or timezone.now()
    today = timezone.localdate(at)
    locked = ReviewCampaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    refuse_overtaken(locked, seen, DAYS)
    days = {"partners_by": partners_by, "office_by": office_by, "confirm_by": confirm_by}
    if wrong := blocking(campaign_findings(**days, today=today, partners_were=locked.partners_by)):
        raise NotReady(wrong)
    for name, day in days.items():
        setattr(locked, name, day)
    locked.save(update_fields=DAYS)
    rows = locked.rows.filter(review__status__in=NOT_LOGGED).select_related("review__series__partnership__service")
    moved = [row for row in rows if _move(row, Days(partners_by, office_by), by, today, at)]
    told = sum(_tell(row, by, at) for row in moved)
    return Moved(len(moved), told)


def _move(row: CampaignReview, common: Days, by: Actor, today: date, at: datetime) -> bool:
    days = days_of(due_on=row.review.due_on, common=common, today=today)
    before = {"partners_by": row.partners_by, "office_by": row.office_by}
    after = {"partners_by": days.partners_by, "office_by": days.office_by}
    if before == after:
        return False
    row.partners_by, row.office_by, row.has_own_days = days.partners_by, days.office_by, days.is_own
    row.save(update_fields=["partners_by", "office_by", "has_own_days"])
    partnership = row.review.series.partnership
    record(
        act="review.campaign_moved",
        anchor=partnership,
        obj=row.review,
        by=by,
        service=partnership.service,
        before=before,
        after=after,
        at=at,
    )
    return True


def _tell(row: CampaignReview, by: Actor, at: datetime) -> int:
    """Those who were asked by the campaign and have not sent their part."""
    parts = PartnerPart.objects.standing().filter(review=row.review, answer_by__isnull=False, statements=None)
    waiting = [part for part in parts if part.answer_by != row.partners_by]
    for part in waiting:
        move_day(part=part, answer_by=row.partners_by, by=by, at=at)
    return len(waiting)
