"""What is the case with a link to sign: one answer for each link, worked out from plain facts (S2)."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from partnerships.rules.signing import LinkEnd


class LinkState(StrEnum):
    OPEN = "open"
    SIGNED = "signed"  # with this link
    SET_ASIDE = "set_aside"  # signed with this link, and the signature does not count
    WITHDRAWN = "withdrawn"  # signed with this link, and the text was recalled afterwards
    PAPER = "paper"  # its signatory signed on paper
    COPY = "copy"  # its signatory signed a copy of the file with a certificate
    OTHERWISE = "otherwise"  # signed with another link
    DECLINED = "declined"
    RECALLED = "recalled"
    NEWER = "newer"
    OTHER_PERSON = "other_person"
    EXPIRED = "expired"
    CLOSED = "closed"  # the text takes no signatures any more


# where something is recorded that its reader comes back to; the other links are of no more use
KEPT = frozenset(
    {
        LinkState.OPEN,
        LinkState.SIGNED,
        LinkState.SET_ASIDE,
        LinkState.PAPER,
        LinkState.COPY,
        LinkState.OTHERWISE,
        LinkState.DECLINED,
    }
)
ASK_AGAIN = frozenset({LinkState.EXPIRED, LinkState.DECLINED})


@dataclass(frozen=True)
class LinkFacts:
    """`signed_by` is the method of the signature given for the signatory that was not set aside; empty: none.

    `set_aside`: the signature given with this very link was.
    """

    closed_as: str
    signed_by: str
    takes_signatures: bool
    expires_at: datetime.datetime
    set_aside: bool = False


def link_state(facts: LinkFacts, now: datetime.datetime) -> LinkState:
    """What was signed goes before everything else: who signed never reads that nothing was signed."""
    if facts.set_aside and not facts.signed_by:
        return LinkState.SET_ASIDE
    if facts.closed_as == LinkEnd.SIGNED and not facts.set_aside:
        return LinkState.SIGNED if facts.signed_by else LinkState.WITHDRAWN
    if facts.signed_by:
        return {"paper": LinkState.PAPER, "copy": LinkState.COPY}.get(facts.signed_by, LinkState.OTHERWISE)
    if facts.closed_as in (LinkEnd.DECLINED, LinkEnd.RECALLED, LinkEnd.OTHER_PERSON, LinkEnd.NEWER):
        return LinkState(facts.closed_as)
    if facts.closed_as or not facts.takes_signatures:
        return LinkState.CLOSED
    return LinkState.EXPIRED if facts.expires_at <= now else LinkState.OPEN


def next_link(
    sent_at: list[datetime.datetime], now: datetime.datetime, pause: datetime.timedelta
) -> datetime.datetime | None:
    """One link may follow the first at once, each further one only after the pause; None: at once. Oldest first."""
    recent = [each for each in sent_at if each > now - pause]
    return recent[-1] + pause if len(recent) > 1 else None


def hidden_address(address: str) -> str:
    """“v…s@alytus.example”: enough to know one's own mailbox again, and nothing for anybody else."""
    name, _at, domain = address.rpartition("@")
    return f"{name[:1]}…{name[-1:] if len(name) > 2 else ''}@{domain}"
