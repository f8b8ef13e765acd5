"""Opening a campaign: its reviews, the mails to partners, and one mail to an office (R1, R8)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.findings import blocking
from reviews.campaigns import mails
from reviews.campaigns.rules.days import Days, campaign_findings
from reviews.models import CampaignReview, Review, ReviewCampaign
from reviews.partners.services.asking import ask_partners
from reviews.reminders.services.recipients import Staffing
from reviews.shared.services import NotReady

from .planning import Chosen, plan_campaign


class AlreadyInCampaign(Exception):
    """One of the reviews belongs to a campaign that was opened before; `title` names it."""

    def __init__(self, title: str):
        super().__init__(title)
        self.title = title


class NothingToOpen(Exception):
    """No review is left that the campaign could open."""


@one_act()
def open_campaign(
    *,
    membership: Membership,
    title: str,
    due_until: date,
    partners_by: date,
    office_by: date,
    confirm_by: date,
    reviews: Collection[int],
    by: Actor,
    message: str = "",
    at: datetime | None = None,
) -> ReviewCampaign:
    """`reviews`: the keys that were shown and chosen. A review of an earlier campaign refuses the whole (see above)."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    days: dict[str, Any] = {"partners_by": partners_by, "office_by": office_by}
    if wrong := blocking(campaign_findings(**days, confirm_by=confirm_by, today=today)):
        raise NotReady(wrong)
    locked = list(
        Review.objects.select_for_update(of=("self",)).visible_to(membership).filter(pk__in=reviews).order_by("pk")
    )
    if earlier := CampaignReview.objects.filter(review__in=locked).select_related("campaign").first():
        raise AlreadyInCampaign(earlier.campaign.title)
    plan = plan_campaign(membership=membership, due_until=due_until, common=Days(**days), today=today)
    chosen = [each for each in plan.chosen if each.review.pk in set(reviews)]
    if not chosen:
        raise NothingToOpen
    campaign = ReviewCampaign.objects.create(
        service=membership.service,
        title=title,
        due_until=due_until,
        confirm_by=confirm_by,
        message=message,
        opened_at=at,
        opened_by=by.account,
        **days,
    )
    for each in chosen:
        _open(campaign, each, by, at)
    _tell_offices(campaign, chosen, by)
    return campaign


def _open(campaign: ReviewCampaign, each: Chosen, by: Actor, at: datetime) -> None:
    review, days = each.review, {"partners_by": each.days.partners_by, "office_by": each.days.office_by}
    CampaignReview.objects.create(campaign=campaign, review=review, has_own_days=each.days.is_own, **days)
    partnership = review.series.partnership
    record(
        act="review.in_campaign",
        anchor=partnership,
        obj=review,
        by=by,
        service=partnership.service,
        after={"campaign": campaign.title, **days},
        at=at,
    )
    people = [(partner.participation, partner.contact) for partner in each.to_ask]
    if people:
        ask_partners(
            review=review, people=people, answer_by=each.days.partners_by, by=by, message=campaign.message, at=at
        )


def _tell_offices(campaign: ReviewCampaign, chosen: list[Chosen], by: Actor) -> None:
    """One mail to each person of an office with all its reviews; who opened the campaign needs none."""
    staffing = Staffing(campaign.service)
    by_person: dict[User, list[Chosen]] = defaultdict(list)
    for each in chosen:
        for recipient in staffing.recipients(each.review.series.partnership, late=False):
            by_person[recipient.user].append(each)
    for person, rows in by_person.items():
        if person != by.account:
            mails.campaign_opened(campaign=campaign, recipient=person, rows=rows)
