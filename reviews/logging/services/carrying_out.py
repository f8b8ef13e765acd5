"""What a confirmed decision starts by itself: the draft of the next text (R3, A15)."""

from datetime import datetime

from partnerships.drafting.services.writing import draft_agreement
from partnerships.models import Agreement
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import AgreementKind
from pes_partnerships.ledger.services import Actor
from reviews.logging.rules.consequences import starts_draft
from reviews.models import Review
from reviews.rules.vocabulary import Decision

KINDS = {
    Decision.ADJUST: AgreementKind.AMENDMENT,
    Decision.EXTEND: AgreementKind.EXTENSION,
    Decision.RENEW: AgreementKind.RENEWAL,
}


APART = (AgreementStatus.WITHDRAWN, AgreementStatus.RECORDING)  # no text that another one could follow


def needs_draft(review: Review, decision: str) -> bool:
    """Whether this decision asks for another text; a partnership without a written agreement has none to change."""
    asks = starts_draft(decision, changes_text=review.changes_text)
    return asks and review.agreement_id is not None and review.series.partnership.ended_on is None


def draft_in_preparation(review: Review) -> Agreement | None:
    return review.series.partnership.agreements.open().first()


def start_draft(*, review: Review, by: Actor, at: datetime) -> Agreement | None:
    """The next version as a copy of the newest text; None where the decision needs none or one is on its way."""
    if not needs_draft(review, review.decision) or draft_in_preparation(review):
        return None
    partnership = review.series.partnership
    newest = partnership.agreements.exclude(status__in=APART).first()
    kind = KINDS[Decision(review.decision)]
    return draft_agreement(partnership=partnership, by=by, title=newest.title, kind=kind, previous=newest, at=at)
