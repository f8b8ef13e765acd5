"""What the partners' side adds to the pages of a review (hook `review_panels`)."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from partnerships.hooks import Panel
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import reads_statements
from reviews.door.services.people import partners_of
from reviews.hooks import CONFIRM, OVERVIEW, READ, VOICES
from reviews.models import Review
from reviews.partners.rules.asking import SENT, SILENT, TINT, state_words
from reviews.partners.services.facts import PartLine, parts_of
from reviews.partners.services.showing import showings_of
from reviews.rules.lifecycle import ReviewStatus

from .statements import statement_rows


def review_panels(*, review: Review, place: str, membership: Membership) -> list[Panel]:
    if not reads_statements(membership, review.series.partnership):
        return []
    if place == CONFIRM:
        return [Panel("reviews/partners/_panel_confirm.html", _told(review))]
    lines = parts_of(review, timezone.localdate())
    url = reverse("reviews:review_partners", args=[review.pk])
    context: dict[str, Any] = {"lines": [_line(line) for line in lines], "url": url, "standing": _standing(lines)}
    if place == OVERVIEW:
        may_ask = membership.may("log_review") and review.can_be_logged
        ask_url = reverse("reviews:review_ask", args=[review.pk]) if may_ask and not lines else ""
        return [Panel("reviews/partners/_panel_overview.html", {**context, "ask_url": ask_url})]
    if place == VOICES:
        return [Panel("reviews/partners/_panel_voices.html", context)] if lines else []
    if place == READ:
        return _read(review, membership, context)
    return []


def _read(review: Review, membership: Membership, context: dict[str, Any]) -> list[Panel]:
    """On a review that was proposed or confirmed: all of it, for good."""
    showings = showings_of(review)
    may_show = membership.may("log_review") and review.status == ReviewStatus.PROPOSED
    if not (context["lines"] or showings or may_show):
        return []
    more = {
        "showings": showings,
        "show_url": reverse("reviews:draft_show", args=[review.pk]) if may_show else "",
        "may_reply": membership.may("confirm_review") and review.is_open,
        "is_shown": any(each.draft.closed_at is None for each in showings),
    }
    return [Panel("reviews/partners/_panel_read.html", {**context, **more})]


def _line(line: PartLine) -> dict[str, Any]:
    rows = statement_rows(line.statement) if line.statement else []
    return {
        "part": line.part,
        "statement": line.statement,
        "state": state_words(line.state),
        "tint": TINT.get(line.state, "neutral"),
        "is_silent": line.state == SILENT,
        "is_early": line.state == SILENT and _is_early(line),
        "rows": rows,
    }


def _is_early(line: PartLine) -> bool:
    """The outcome was proposed while the partner could still send its part."""
    proposed_at, until = line.part.review.proposed_at, line.part.answer_by
    return proposed_at is not None and timezone.localdate(proposed_at) <= until


def _standing(lines: list[PartLine]) -> str:
    """“2 of 3 partners have sent their part, by 4 December 2026.”"""
    asked = [line for line in lines if line.part.answer_by]
    if not asked:
        return ""
    words = ngettext(
        "%(sent)s of %(asked)s partner has sent its part, requested by %(day)s.",
        "%(sent)s of %(asked)s partners have sent their part, requested by %(day)s.",
        len(asked),
    )
    sent = sum(line.state == SENT for line in asked)
    day = max(line.part.answer_by for line in asked)
    return words % {"sent": sent, "asked": len(asked), "day": display_date(day)}


def _told(review: Review) -> dict[str, Any]:
    """Who gets the note of the outcome; who has no address is a finding."""
    partners = partners_of(review.series.partnership)
    reached = [each.name for each in partners if each.contact]
    text = ngettext(
        "%(count)s partner receives the decision, the reason and what starts by e-mail: %(names)s.",
        "%(count)s partners receive the decision, the reason and what starts by e-mail: %(names)s.",
        len(reached),
    )
    told = text % {"count": len(reached), "names": ", ".join(reached)} if reached else ""
    return {"told": told}
