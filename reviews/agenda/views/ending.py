"""What the page of an ending shows of reviews and actions, and how a review fills the form of an end (R9, R4)."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.hooks import EndingLine, EndingStart, Panel
from partnerships.models import Partnership
from partnerships.rules.lifecycle import EndReason
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_confirm, can_enter_value, can_log
from reviews.models import CorrectiveAction, Review
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import ENDING, Decision
from reviews.shared.views import title_of

# what a decision of a review says of the reason; where it leaves that open, the manager chooses
REASONS = {
    Decision.MAINSTREAM: EndReason.MAINSTREAMED,
    Decision.HAND_OVER: EndReason.REPLACED,
    Decision.REPLACE: EndReason.REPLACED,
}


def ending_lines(*, partnership: Partnership, ends_on: date, today: date, membership: Membership) -> list[EndingLine]:
    """Each corrective action that is open: closed with its result, or with who takes it over."""
    rows = CorrectiveAction.objects.open().agreed().filter(partnership=partnership)
    may_close = can_enter_value(membership)
    return [_action(row, may_close) for row in rows.select_related("owner__organisation", "contact", "person")]


def _action(action: CorrectiveAction, may_close: bool) -> EndingLine:
    said = {
        "action": action.text,
        "owner": action.who,
        "day": display_date(action.due_on),
    }
    words = (
        _("Corrective action “%(action)s” of %(owner)s, by %(day)s, is open")
        if action.who
        else _("Corrective action “%(action)s”, by %(day)s, is open and has no owner")
    )
    url = reverse("reviews:action", args=[action.pk]) if may_close else ""
    return EndingLine(words % said, url, _("Close it with its result, or with who takes it over"))


def ending_panels(*, partnership: Partnership, ends_on: date, today: date, membership: Membership) -> list[Panel]:
    """The review that is open: the closing one, or another that is held before the end."""
    rows = Review.objects.open().reviews_proper().filter(series__partnership=partnership)
    review = rows.select_related("series__partnership").order_by("due_on", "pk").first()
    if review is None:
        return []
    url = reverse("reviews:review", args=[review.pk])
    is_closing = review.is_closing
    waits = review.status == ReviewStatus.PROPOSED
    may_begin = partnership.ended_on is not None
    context = {
        "review": review,
        "url": url,
        "is_closing": is_closing,
        "waits": waits,
        "title": title_of(review),
        "today": today,
    }
    found = [Panel("reviews/agenda/_panel_ending.html", context)]
    if may_begin and can_confirm(membership, review):
        found.append(Panel("", {"url": url, "label": _("Confirm the review")}, place="act"))
    elif may_begin and can_log(membership, review):
        found.append(Panel("", {"url": url, "label": _("Begin the closing review")}, place="act"))
    return found


def ending_starts(*, partnership: Partnership, review: int) -> list[EndingStart]:
    """A confirmed review of this partnership that decided to end it, or to hand it over."""
    decided = Review.objects.filter(
        series__partnership=partnership,
        status=ReviewStatus.CONFIRMED,
        decision__in=ENDING,
    )
    return [
        EndingStart(
            label=_("Review of %(day)s") % {"day": display_date(row.held_on or row.due_on)},
            url=reverse("reviews:review", args=[row.pk]),
            reason=REASONS.get(Decision(row.decision), ""),
            note=row.reason,
        )
        for row in decided.filter(pk=review).select_related("series")
    ]
