"""The person behind a link, and what the sheets of a check say (R6)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from partnerships.models import Partnership
from pes_partnerships.lib.links import hash_token
from reviews.health.rules.counting import Outcome, Sheet, count
from reviews.models import HealthCheck, HealthCheckLink, HealthCheckSheet, Review
from reviews.shared.services import LinkUnknown


def link_of(token: str) -> HealthCheckLink:
    """Whatever its state: the page says why it works no more. Raises LinkUnknown."""
    related = ("person__check_round__partnership__service", "person__check_round__partnership__office")
    found = HealthCheckLink.objects.select_related(*related, "person__check_round__opened_by")
    link = found.filter(token_hash=hash_token(token)).first()
    if link is None:
        raise LinkUnknown
    return link


def sheets_of(check: HealthCheck) -> list[Sheet]:
    """What was sent; two queries."""
    rows = check.sheets.filter(sent_at__isnull=False).prefetch_related("answers")
    return [_sheet(row) for row in rows]


def _sheet(row: HealthCheckSheet) -> Sheet:
    return Sheet(row.group, {each.ingredient: each.answer for each in row.answers.all() if each.answer})


def check_before(check: HealthCheck) -> HealthCheck | None:
    return HealthCheck.objects.filter(partnership=check.partnership_id, number__lt=check.number).first()


@dataclass(frozen=True)
class Result:
    """A check that is over, beside the one before it."""

    check: HealthCheck
    before: HealthCheck | None
    outcome: Outcome
    asked: int


def result_of(check: HealthCheck) -> Result:
    before = check_before(check)
    outcome = count(sheets_of(check), sheets_of(before) if before else [])
    return Result(check, before, outcome, check.people.count())


def over_time(partnership: Partnership, today: date, most: int) -> list[tuple[HealthCheck, Outcome]]:
    """The latest checks that are over, the oldest first; three queries, whatever their number."""
    rows = HealthCheck.objects.filter(partnership=partnership).over(today).order_by("-number")
    sent = HealthCheckSheet.objects.filter(sent_at__isnull=False).prefetch_related("answers")
    found = list(rows.prefetch_related(Prefetch("sheets", sent, to_attr="sent"))[:most])
    return [(check, count([_sheet(row) for row in check.sent])) for check in reversed(found)]


def check_for(review: Review) -> HealthCheck | None:
    """The newest check that was over when the review was confirmed, and not before the one that came earlier."""
    found = HealthCheck.objects.filter(partnership=review.series.partnership_id).over(timezone.localdate())
    earlier = Review.objects.reviews_proper().filter(
        series__partnership=review.series.partnership_id, number__lt=review.number, confirmed_at__isnull=False
    )
    if last := earlier.order_by("confirmed_at").last():
        found = found.exclude(closed_at__lt=last.confirmed_at)
    if review.confirmed_at:
        found = found.filter(closed_at__lt=review.confirmed_at)
    return found.select_related("partnership").first()
