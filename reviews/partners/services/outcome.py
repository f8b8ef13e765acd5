"""A note of the outcome goes to every partner, once, with the answer to its objection (R3, R8)."""

from datetime import datetime

from partnerships.models import Participation
from pes_partnerships.ledger.services import Actor, record
from reviews.door.services.people import Partner, partners_of
from reviews.door.services.untold import keep_untold
from reviews.models import DraftAnswer, PartnerPart, Review
from reviews.partners import mails
from reviews.partners.mails import Reader

from .showing import close_drafts


def tell_outcome(*, review: Review, following: Review | None, by: Actor, at: datetime) -> None:
    """Hook `review_confirmed`: in the transaction of the confirmation."""
    close_drafts(review=review, at=at)
    partnership = review.series.partnership
    partners = partners_of(partnership)
    parts = {part.participation_id: part for part in PartnerPart.objects.standing().filter(review=review)}
    replies = _replies(review)
    told: list[str] = []
    unreached: list[Participation] = []
    for partner in partners:
        part = parts.get(partner.participation.pk)
        reader = _reader(partner, part)
        if reader is None:
            unreached.append(partner.participation)
            continue
        answered = replies.get(part.pk, []) if part else []
        mails.review_outcome(
            review=review, participation=partner.participation, reader=reader, following=following, answered=answered
        )
        told.append(partner.name)
    keep_untold(unreached, at=at, review=review)
    if told or unreached:
        record(
            act="review.outcome_told",
            anchor=partnership,
            obj=review,
            by=by,
            service=partnership.service,
            after={"partners_told": told, "not_told": [each.name for each in unreached]},
            at=at,
        )


def tell_late(*, review: Review, partner: Partner) -> Reader | None:
    """The note to a partner that had no address then; None where it still has none. In the caller's transaction."""
    part = PartnerPart.objects.standing().filter(review=review, participation=partner.participation).first()
    if (reader := _reader(partner, part)) is None:
        return None
    mails.review_outcome(
        review=review,
        participation=partner.participation,
        reader=reader,
        following=review.series.reviews.filter(number=review.number + 1).first(),
        answered=_replies(review).get(part.pk, []) if part else [],
    )
    return reader


def _reader(partner: Partner, part: PartnerPart | None) -> Reader | None:
    """Who answered for the partner, while they are there; else whom one would write to."""
    if part is not None and part.email and not (part.contact and part.contact.left_on):
        return Reader(part.name, part.email, part.language)
    contact = partner.contact
    return Reader(contact.name, contact.email, contact.language) if contact else None


def _replies(review: Review) -> dict[int, list[DraftAnswer]]:
    """By part: the objections of this review that were answered."""
    found: dict[int, list[DraftAnswer]] = {}
    for row in DraftAnswer.objects.filter(draft__review=review).exclude(replied_at=None):
        found.setdefault(row.part_id, []).append(row)
    return found
