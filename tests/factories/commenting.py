"""A draft shared for comment, made as the product makes it."""

from typing import Any
from urllib.parse import urlsplit

from django_scopes import scope

from partnerships.agreements.rules.presentation import presented
from partnerships.commenting.rules.places import Place, places_of
from partnerships.commenting.services.remarking import make_remark
from partnerships.commenting.services.sharing import share_draft
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, CommentRequest, CommentRound, Remark
from pes_partnerships.outbox.models import OutboxMail
from tests.factories.dialogue import in_days

MEETINGS = "clause:meetings/0"  # “The board meets every quarter. The chair changes every six months.”


def shared_draft(agreement: Agreement, user: Any, **fields: Any) -> CommentRound:
    """Sent to the signatories of all parties but the service itself."""
    with scope(service=agreement.partnership.service):
        parties = agreement.parties.exclude(role="lead").select_related("participation__organisation")
        asked = [(party, party.signatories.get().contact) for party in parties]
        return share_draft(agreement=agreement, asked=asked, user=user, **{"ends_on": in_days(14), **fields})


def places(agreement: Agreement) -> dict[str, Place]:
    return {place.key: place for place in places_of(presented(agreement_text(agreement)))}


def said(request: CommentRequest, key: str = MEETINGS, **fields: Any) -> Remark:
    place = places(request.round.agreement)[key]
    return make_remark(request=request, place=place, **{"words": "Too often.", "name": "Jonas", **fields})


def comment_link(address: str) -> str:
    """The path of the newest link to a draft that waits in the outbox for this address."""
    letter = OutboxMail.objects.filter(kind="comments_requested", to_address=address).latest("created_at")
    return urlsplit(letter.secrets["link"]).path
