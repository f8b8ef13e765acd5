"""A review whose partners are asked, as the product asks them: the municipality and the youth department."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django_scopes import scope

from partnerships.models import Agreement
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.door.services.people import partners_of
from reviews.logging.services.logging import propose_decision, save_answers, save_assessment
from reviews.models import PartnerPart, Review
from reviews.partners.services.asking import ask_partners

JONAS, ONA = "jonas@alytus.example", "ona@youth.example"
MUNICIPALITY, YOUTH = "Alytus city municipality", "Youth department"


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def review_of(agreement: Agreement) -> Review:
    rows = Review.objects.select_related("agreement", "series__partnership__service")
    return rows.get(series__partnership=agreement.partnership, status="planned")


def asked(review: Review, user: Any, *, days: int = 14, **fields: Any) -> list[PartnerPart]:
    """Every partner with an address."""
    with scope(service=review.series.partnership.service):
        people = [(each.participation, each.contact) for each in partners_of(review.series.partnership) if each.contact]
        return ask_partners(review=review, people=people, answer_by=in_days(days), by=Actor.user(user), **fields)


def part_link(address: str, kind: str = "part_requested") -> str:
    """The path of the newest link to a part that waits in the outbox for this address."""
    letter = OutboxMail.objects.filter(kind=kind, to_address=address).latest("created_at")
    return urlsplit(letter.secrets["link"]).path


DECIDED = {"decision": "continue", "reason": "It works."}


def answered(review: Review, user: Any) -> Review:
    """All questions of the review answered by the office."""
    by = Actor.user(user)
    for objective in review.agreement.objectives.all():
        save_assessment(review=review, objective=objective, by=by, judgement="will_reach", comment="As planned")
    return save_answers(review=review, by=by, commitment="same", summary="Call sooner", worth="yes")


def proposed(review: Review, user: Any, **changes: Any) -> Review:
    held = {"held_on": timezone.localdate(), **DECIDED, **changes}
    answered(review, user)
    return propose_decision(review=review, by=Actor.user(user), tell=False, **held)
