"""What tells a person from a robot, without a puzzle (D3). Pure.

The page carries a signed moment: people need more than seconds for a form, and one that is a day old is opened again.
"""

import ipaddress
import re
from datetime import datetime, timedelta
from enum import StrEnum

FASTEST = timedelta(seconds=3)
OLDEST = timedelta(hours=24)
MOST_LINKS = 2
_LINK = re.compile(r"(?:https?://|www\.)\S+|\[url", re.IGNORECASE)


class Age(StrEnum):
    """What the moment at which a page was opened says."""

    RIGHT = "right"
    FAST = "fast"
    OLD = "old"


def age_of(opened: datetime | None, now: datetime) -> Age:
    """None: the moment is missing, or not one of ours, as with a form that was never opened."""
    if opened is None or now - opened < FASTEST:
        return Age.FAST
    return Age.OLD if now - opened > OLDEST else Age.RIGHT


def links_in(text: str) -> int:
    return len(_LINK.findall(text))


def network_of(address: str | None) -> str:
    """The network of a sender: many addresses of one may belong to one person. “” where the address is none."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 56}", strict=False))
