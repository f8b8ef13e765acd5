"""By what an entry is known for sure: the addresses that its sources name, and its number at its service. Pure."""

import hashlib
import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from pes_partnerships.lib.text import fold

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_AFTER = ".,;:!?)]}'’"  # what a sentence puts behind an address
_TRACES = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")  # how a reader came to the page says nothing of the page
_LONGEST = 200
# numbers that the product gives itself: those of two services say nothing of each other
_OWN_NUMBER = re.compile(r"^[A-Z]{2}-\d{4}-\d{4,}$")


def keys_of_source(source: str) -> list[str]:
    """One key for each address of a page, however it is written; the front page of a site is no source of anything."""
    return list(dict.fromkeys(key for address in _ADDRESS.findall(source) if (key := _key(address))))


def key_of_number(service: int | None, reference: str) -> str:
    """A partnership's number is its own at one service; "" without one."""
    return f"number:{service}:{fold(reference)}"[:_LONGEST] if service and reference else ""


def is_told_anywhere(reference: str) -> bool:
    """Whether a number may mean the same at two services: BE-FOREM-CPAS may, LT-2026-0001 does not."""
    return len(reference) > 3 and not _OWN_NUMBER.match(reference)


def _key(address: str) -> str:
    """Without scheme, www. and traces; a place in a document (#page=12) is part of it."""
    try:
        parts = urlsplit(address.rstrip(_AFTER))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no address
        return ""
    path = unquote(parts.path).rstrip("/")
    asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACES)]
    query = f"?{urlencode(asked)}" if asked else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    if not host or not (path or query):
        return ""
    key = f"address:{host}{path}{query}{fragment}"
    return key if len(key) <= _LONGEST else f"address:{hashlib.sha256(key.encode()).hexdigest()}"
