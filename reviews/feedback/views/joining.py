"""What feedback adds to other pages: the partnership, its review, and what waits (R8)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import Group, Panel, TaskKind, Told, on_record
from partnerships.models import Agreement, Partnership, WaitingTask
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from partnerships.rules.reminding import Asks
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_enter_value, reads_statements
from reviews.feedback.rules import age_words
from reviews.feedback.services.waiting import ANSWER
from reviews.hooks import OVERVIEW, VOICES
from reviews.models import Feedback, Review

from .words import from_whom, state_of


def all_feedback(partnerships: Sequence[int]) -> QuerySet[Feedback]:
    return Feedback.objects.filter(partnership__in=partnerships)


def panels(*, partnership: Partnership, versions: list[Agreement], membership: Membership, today: date) -> list[Panel]:
    """How much waits for an answer, and the way to all. One query."""
    if not reads_statements(membership, partnership):
        return []
    has_any = on_record.has(partnership, all_feedback)
    states = list(all_feedback([partnership.pk]).values_list("answered_at", flat=True)) if has_any else []
    if not states and not (versions and can_enter_value(membership)):
        return []
    context = {
        "total": len(states),
        "open": sum(each is None for each in states),
        "url": reverse("reviews:feedback", args=[partnership.pk]),
        "new_url": reverse("reviews:feedback_new", args=[partnership.pk]) if can_enter_value(membership) else "",
    }
    return [Panel("reviews/feedback/_panel.html", context, place="aside", group=Group.TOGETHER)]


def review_panels(*, review: Review, place: str, membership: Membership) -> list[Panel]:
    """What came in since the last review, and what is still without an answer."""
    partnership = review.series.partnership
    if place not in (OVERVIEW, VOICES) or not reads_statements(membership, partnership):
        return []
    rows = Feedback.objects.filter(partnership=partnership)
    before = Review.objects.reviews_proper().filter(series__partnership=partnership, held_on__isnull=False)
    if last := before.exclude(pk=review.pk).order_by("-held_on").first():
        rows = rows.filter(answered_at=None) | rows.filter(given_at__date__gt=last.held_on)
    today = timezone.localdate()
    found = list(rows.select_related("participation__organisation", "objective", "contact"))
    if not found:
        return []
    lines = [{"feedback": each, "who": from_whom(each), "state": state_of(each, today)} for each in found]
    open_lines = [line for line in lines if line["feedback"].is_open]
    context = {
        "lines": lines if place == VOICES else open_lines,
        "open": len(open_lines),
        "total": len(lines),
        "url": reverse("reviews:feedback", args=[partnership.pk]),
        "may_answer": can_enter_value(membership),
    }
    return [Panel("reviews/feedback/_panel_review.html", context)]


def tell(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    rows = Feedback.objects.select_related("participation__organisation", "contact", "objective")
    found = rows.in_bulk([task.ref for task in tasks])
    return {key: _told(row, today) for key, row in found.items()}


def _told(row: Feedback, today: date) -> Told:
    said = {"day": display_date(timezone.localdate(row.given_at)), "age": age_words(row.age(today))}
    reason = _("It came in on %(day)s, %(age)s for an answer.") if row.age(today) else _("It came in today.")
    return Told(
        url=reverse("reviews:feedback_answer", args=[row.pk]),
        label=_("Answer the feedback of %(who)s") % {"who": from_whom(row)},
        reason=reason % said if row.age(today) else reason,
    )


KINDS = {
    ANSWER: TaskKind(
        gettext_lazy("Answer feedback"),
        gettext_lazy("Whoever gave feedback is told what became of it."),
        tell,
    )
}
REMINDERS = (
    kind_of_task(
        "feedback",
        ANSWER,
        label=gettext_lazy("Feedback without an answer"),
        plan=Plan(lead_days=(3, 0), asks=Asks.OFFICE, manager_after=1, head_after=21, every=14, most=4),
    ),
)
