"""The addresses that open a part: each mail gets its own, and they end together (R8)."""

from datetime import datetime

from pes_partnerships.lib.links import hash_token, new_token
from reviews.models import PartLink, PartnerPart


def give_link(part: PartnerPart, at: datetime) -> str:
    """A further link beside those that work already: the token, which is kept nowhere."""
    token = new_token()
    PartLink.objects.create(part=part, token_hash=hash_token(token), made_at=at)
    return token


def end_links(part: PartnerPart, ended_as: str, at: datetime) -> None:
    part.links.filter(ended_at=None).update(ended_at=at, ended_as=ended_as)


def new_link(part: PartnerPart, ended_as: str, at: datetime) -> str:
    """A link in the place of all earlier ones, which say from now on why they have ended."""
    end_links(part, ended_as, at)
    return give_link(part, at)
