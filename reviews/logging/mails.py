"""The mails of a logged review: an outcome to confirm, sent back, or confirmed (R3, N3)."""

from typing import Any

from pes_partnerships.accounts.models import User
from pes_partnerships.lib.speaking import speaking_to
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import queue_mail
from reviews.calendar import review_url
from reviews.models import Review


def outcome_proposed(*, review: Review, recipient: User, proposed_by: str) -> OutboxMail:
    """To the manager: an outcome waits to be confirmed."""
    return _letter("outcome_proposed", review, recipient, proposed_by=proposed_by)


def review_sent_back(*, review: Review, recipient: User, reason: str) -> OutboxMail:
    """To who logged the review: what the manager asks to change."""
    return _letter("review_sent_back", review, recipient, reason=reason)


def review_confirmed(*, review: Review, recipient: User, confirmed_by: str, following: Review | None) -> OutboxMail:
    """To who logged the review: what was decided, what starts, and when the next one is due."""
    return _letter(
        "review_confirmed",
        review,
        recipient,
        confirmed_by=confirmed_by,
        actions=[(action.text, action.due_on) for action in review.actions.order_by("due_on", "pk")],
        next_on=following.due_on if following else None,
    )


def _letter(kind: str, review: Review, recipient: User, **more: Any) -> OutboxMail:
    with speaking_to(recipient):
        context = {
            "partnership": review.series.partnership,
            "decision": review.get_decision_display(),
            "year": review.due_on.year,
            "url": review_url(review),
            **more,
        }
    return queue_mail(
        kind=kind,
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        template=f"reviews/logging/mail/{kind}",
        context=context,
        service=review.series.partnership.service,
        about=review,
    )
