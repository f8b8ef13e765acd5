"""Addresses: secret links, those of many rows, and absolute ones in mails."""

import hashlib
import secrets
from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

_TOKEN_BYTES = 32  # S2: the link is all that a signatory has to show, so 256 random bits


def new_token() -> str:
    """A fresh secret for one link, safe in a URL. Store only its hash."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored of a token: SHA-256 in hexadecimal. A random token needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def known_secrets() -> list[str]:
    """The key of the instance and those before it: what was made with one of them is still known."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def keyed_hash(value: str) -> str:
    """Of an address or a network: to count and to block without keeping it."""
    return salted_hmac("pes_partnerships.counted", value.strip().casefold(), algorithm="sha256").hexdigest()


def absolute(path: str) -> str:
    """The full address of a path in this installation, for mails and documents."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"A path in this installation begins with one slash: {path!r}")
    return settings.BASE_URL.rstrip("/") + path


def addresses_of(route: str) -> Callable[[int], str]:
    """The addresses of many rows: the route of a list is looked up once, and each key put into it."""
    place = 10**17  # in no path of ours
    start, end = reverse(route, args=[place]).split(str(place))
    return lambda key: f"{start}{key}{end}"


def same_or(path: str, fallback: str) -> str:
    """A path of this installation that a form brought along, else the fallback: never another site's address."""
    is_own = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_own else fallback
