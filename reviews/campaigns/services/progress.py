"""How far the reviews of a campaign are: a fixed number of queries, however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from pes_partnerships.accounts.models import Membership
from reviews.campaigns.rules.standing import CONFIRMED, MANAGER, OFFICE, PARTNERS, Place, is_late, place_of
from reviews.models import CampaignReview, PartnerPart, Review, ReviewCampaign


@dataclass(frozen=True)
class Line:
    row: CampaignReview
    facts: Place
    place: str
    is_late: bool

    @property
    def review(self) -> Review:
        return self.row.review

    @property
    def office(self) -> str:
        return str(self.review.series.partnership.office or "")


def lines_of(campaign: ReviewCampaign, membership: Membership, today: date) -> list[Line]:
    """The earliest last day first; confirmed ones at the end. Only reviews that this person may see."""
    rows = campaign.rows.filter(review__in=Review.objects.visible_to(membership)).select_related(
        "review__series__partnership__office", "review__series__agreement"
    )
    counted = _counted([row.review_id for row in rows])
    found = [_line(row, *counted.get(row.review_id, (0, 0)), today) for row in rows]
    return sorted(found, key=lambda line: (line.place == CONFIRMED, line.review.due_on, line.review.pk))


def _counted(reviews: list[int]) -> dict[int, tuple[int, int]]:
    """By review: how many partners were asked, and how many have sent."""
    parts = PartnerPart.objects.standing().filter(review__in=reviews, answer_by__isnull=False).order_by()
    sent = Count("pk", filter=Q(statements__isnull=False), distinct=True)
    rows = parts.values("review").annotate(asked=Count("pk", distinct=True), sent=sent)
    return {row["review"]: (row["asked"], row["sent"]) for row in rows}


def _line(row: CampaignReview, asked: int, sent: int, today: date) -> Line:
    review = row.review
    facts = Place(review.status, review.due_on, row.partners_by, asked, sent)
    return Line(row, facts, place_of(facts, today), is_late(facts, today))


@dataclass(frozen=True)
class PlaceCounts:
    """The four places of some reviews, which add up to all; and how many are late."""

    label: str
    partners: int
    office: int
    manager: int
    confirmed: int
    late: int

    @property
    def total(self) -> int:
        return self.partners + self.office + self.manager + self.confirmed


def counted_as(label: str, lines: Iterable[Line]) -> PlaceCounts:
    lines = list(lines)
    numbers = [sum(line.place == place for line in lines) for place in (PARTNERS, OFFICE, MANAGER, CONFIRMED)]
    return PlaceCounts(label, *numbers, late=sum(line.is_late for line in lines))


def by_office(lines: list[Line]) -> list[PlaceCounts]:
    offices = sorted({line.office for line in lines})
    return [counted_as(office, [line for line in lines if line.office == office]) for office in offices]
