"""What every act about a review's answers needs: the row, open for writing, and what the ledger keeps of it (R3)."""

from datetime import datetime
from typing import Any

from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Assessment, Review
from reviews.rules.lifecycle import ReviewStatus, review_move


def refuse_conflict(seen: str | None, stored: str, theirs: Assessment | Review | None) -> None:
    if seen is not None and seen != stored:
        raise Conflict(theirs)


def locked(review: Review) -> Review:
    """The row, locked until commit, with what every act here needs of it."""
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("series__partnership__service").get(pk=review.pk)


def open_for_writing(review: Review, by: Actor, at: datetime) -> Review:
    review = locked(review)
    if review.status == ReviewStatus.PLANNED:
        review.status = review_move("start", review.status)
        review.save(update_fields=["status"])
        write_down("review.started", review, by, at, {"status": review.status}, {})
    if not review.can_be_logged:
        raise MoveRefused(f"a review that is {review.status} is not written to")
    return review


def saved(review: Review, by: Actor, at: datetime, after: dict[str, Any], private: dict[str, str]) -> None:
    review.saved_at, review.logged_by = at, by.person
    review.save(update_fields=["saved_at", "logged_by"])
    write_down("review.saved", review, by, at, after, private)


def write_down(
    act: str, review: Review, by: Actor, at: datetime, after: dict[str, Any], private: dict[str, str]
) -> None:
    partnership = review.series.partnership
    record(
        act=act,
        anchor=partnership,
        obj=review,
        by=by,
        service=partnership.service,
        after=after,
        private=private,
        at=at,
    )
