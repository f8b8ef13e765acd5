"""What health checks add to other pages: the partnership, its review, and what waits (R6)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import Group, Panel, TaskKind, Told, on_record
from partnerships.models import Agreement, Partnership, WaitingTask
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_open_check, reads_statements
from reviews.health.rules.talking import points
from reviews.health.services.facts import check_for, result_of
from reviews.health.services.waiting import RESULT
from reviews.hooks import OVERVIEW, READ, TOGETHER
from reviews.models import HealthCheck, Review

from .find import check_title
from .words import group_names, participation_words


def checks(partnerships: Sequence[int]) -> QuerySet[HealthCheck]:
    return HealthCheck.objects.filter(partnership__in=partnerships)


def panels(*, partnership: Partnership, versions: list[Agreement], membership: Membership, today: date) -> list[Panel]:
    """Beside the reviews: the newest check, or the way to open the first. One query."""
    if not reads_statements(membership, partnership):
        return []
    newest = checks([partnership.pk]).first() if on_record.has(partnership, checks) else None
    may_open = can_open_check(membership, partnership) and (newest is None or newest.is_over(today))
    if newest is None and not may_open:
        return []
    context: dict[str, Any] = {
        "title": check_title(newest) if newest else "",
        "url": reverse("reviews:health_check", args=[newest.pk]) if newest else "",
        "status": _status(newest, today) if newest else "",
        "all_url": reverse("reviews:health_checks", args=[partnership.pk]),
        "new_url": reverse("reviews:health_check_new", args=[partnership.pk]) if may_open else "",
    }
    return [Panel("reviews/health/_panel_partnership.html", context, place="aside", group=Group.TOGETHER)]


def review_panels(*, review: Review, place: str, membership: Membership) -> list[Panel]:
    """What to talk about: beside the questions, at the one about working together, and in the review as it is read."""
    partnership = review.series.partnership
    if place not in (OVERVIEW, TOGETHER, READ) or not reads_statements(membership, partnership):
        return []
    check = check_for(review)
    if check is None:
        may_open = place != READ and can_open_check(membership, partnership)
        url = reverse("reviews:health_checks", args=[partnership.pk])
        return [Panel("reviews/health/_panel_none.html", {"url": url})] if may_open else []
    result = result_of(check)
    context = {
        "title": check_title(check),
        "url": reverse("reviews:health_check", args=[check.pk]),
        "participation": participation_words(result.outcome.sheets, result.asked),
        "points": points(result.outcome, group_names(result.outcome.groups)),
        "is_question": place == TOGETHER,
    }
    return [Panel("reviews/health/_panel_review.html", context)]


def _status(check: HealthCheck, today: date) -> str:
    if not check.is_over(today):
        return _("open until %(day)s") % {"day": display_date(check.ends_on)}
    closed_on = timezone.localdate(check.closed_at) if check.closed_at else check.ends_on
    return _("closed on %(day)s") % {"day": display_date(closed_on)}


def tell_results(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = HealthCheck.objects.filter(read_at=None).in_bulk([task.ref for task in tasks])
    return {key: _told(row, today) for key, row in rows.items()}


def _told(check: HealthCheck, today: date) -> Told:
    return Told(
        reverse("reviews:health_check", args=[check.pk]),
        _("Read the result of the health check"),
        _("It says what to talk about in the next review."),
        _status(check, today),
    )


KINDS = {
    RESULT: TaskKind(
        gettext_lazy("Read the result of a health check"),
        gettext_lazy("A health check has closed, and its result has not been read."),
        tell_results,
    )
}
