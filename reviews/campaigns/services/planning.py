"""Which reviews a campaign would open, with which days, and which it leaves out and why. Nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pes_partnerships.accounts.models import Membership
from reviews.campaigns.rules.days import Days, days_of
from reviews.door.services.people import Partner, partners_in
from reviews.models import CampaignReview, PartnerPart, Review

LATER, CLOSING, IN_CAMPAIGN, PROPOSED = "later", "closing", "in_campaign", "proposed"


@dataclass(frozen=True)
class Chosen:
    """A review that is opened; `to_ask`: its partners with an address who have no part in it yet."""

    review: Review
    days: Days
    to_ask: list[Partner]
    unreached: list[str]


@dataclass(frozen=True)
class LeftOut:
    review: Review
    reason: str  # LATER, CLOSING, IN_CAMPAIGN or PROPOSED
    campaign: str = ""


@dataclass(frozen=True)
class CampaignPlan:
    chosen: list[Chosen]
    left_out: list[LeftOut]

    @property
    def mails(self) -> int:
        return sum(len(each.to_ask) for each in self.chosen)

    @property
    def own_days(self) -> list[Chosen]:
        return [each for each in self.chosen if each.days.is_own]

    @property
    def unreached(self) -> list[tuple[Review, list[str]]]:
        return [(each.review, each.unreached) for each in self.chosen if each.unreached]


def plan_campaign(
    *, membership: Membership, due_until: date, common: Days, today: date, offices: Iterable[int | None] | None = None
) -> CampaignPlan:
    """Of the open reviews that this person may see; `offices`: keys of offices, None among them for the head office.

    A fixed number of queries, however many reviews there are.
    """
    rows = Review.objects.visible_to(membership).open().reviews_proper().order_by("due_on", "pk")
    rows = rows.select_related("series__partnership__service", "series__partnership__office", "agreement")
    reviews = [row for row in rows if offices is None or row.series.partnership.office_id in set(offices)]
    taken = dict(CampaignReview.objects.filter(review__in=reviews).values_list("review", "campaign__title"))
    left_out = [found for review in reviews if (found := _left_out(review, taken, due_until))]
    names = {each.review.pk for each in left_out}
    opened = [review for review in reviews if review.pk not in names]
    partners = partners_in([review.series.partnership_id for review in opened], membership.service_id)
    asked = set(PartnerPart.objects.filter(review__in=opened).values_list("review", "participation"))
    chosen = [_chosen(review, partners[review.series.partnership_id], asked, common, today) for review in opened]
    return CampaignPlan(chosen, left_out)


def _left_out(review: Review, taken: dict[int, str], due_until: date) -> LeftOut | None:
    if review.pk in taken:
        return LeftOut(review, IN_CAMPAIGN, taken[review.pk])
    if review.is_closing or review.series.ended_on:
        return LeftOut(review, CLOSING)
    if not review.can_be_logged:
        return LeftOut(review, PROPOSED)
    return LeftOut(review, LATER) if review.due_on > due_until else None


def _chosen(review: Review, partners: list[Partner], asked: set[tuple[int, int]], common: Days, today: date) -> Chosen:
    open_partners = [each for each in partners if (review.pk, each.participation.pk) not in asked]
    return Chosen(
        review=review,
        days=days_of(due_on=review.due_on, common=common, today=today),
        to_ask=[each for each in open_partners if each.contact],
        unreached=[each.name for each in open_partners if each.contact is None],
    )
