"""The envelope sender of a mail: an address that carries the mail's row with a keyed check, so that what comes back is
known, and a forged return changes nothing. Pure: the secrets are handed in."""

import base64
import binascii
import hmac
import re
import uuid
from collections.abc import Iterable, Sequence
from typing import NamedTuple

PLACE = "{key}"
_ROW_BYTES, _TIMES_BYTES = 16, 1
_CHECK_BYTES = 8  # 64 bits; with the 17 before it 40 letters, which leaves room in the 64 of a local part
_SIGNS = "[a-z2-7]{40}"
_PURPOSE = b"pes_partnerships.outbox.return_path"
MOST_LOCAL = 64 - 40


def is_pattern(pattern: str) -> bool:
    """“bounces+{key}@example.org”: one place for the key, in a local part that stays short enough (RFC 5321)."""
    local, at, domain = pattern.rpartition("@")
    fits = len(local) - len(PLACE) <= MOST_LOCAL
    return bool(at and domain) and local.count(PLACE) == 1 and PLACE not in domain and fits


class Sending(NamedTuple):
    """One sending of a row's mail: what comes back of an earlier one says nothing of it."""

    row: uuid.UUID
    sent_again: int

    @property
    def bytes(self) -> bytes:
        return self.row.bytes + bytes([self.sent_again % 256])


def return_address(pattern: str, sending: Sending, secret: str) -> str:
    key = base64.b32encode(sending.bytes + _check(sending.bytes, secret)).decode("ascii").lower()
    return pattern.replace(PLACE, key)


class Forged(ValueError):
    """The address is of our kind, and its check does not fit the row that it names."""


def sending_in(pattern: str, addresses: Iterable[str], secrets: Sequence[str]) -> Sending | None:
    """The sending that one of the addresses names; None where none is of our kind. Mail servers may change the case."""
    before, after = (re.escape(part) for part in pattern.split(PLACE))
    ours = re.compile(f"{before}({_SIGNS}){after}", re.IGNORECASE)
    found = [match[1] for address in addresses if (match := ours.fullmatch(address.strip()))]
    for key in found:
        if sending := _checked(key, secrets):
            return sending
    if found:
        raise Forged
    return None


def _checked(key: str, secrets: Sequence[str]) -> Sending | None:
    try:
        raw = base64.b32decode(key.upper())
    except binascii.Error:
        return None
    said, check = raw[: _ROW_BYTES + _TIMES_BYTES], raw[_ROW_BYTES + _TIMES_BYTES :]
    fits = [hmac.compare_digest(check, _check(said, secret)) for secret in secrets]
    return Sending(uuid.UUID(bytes=said[:_ROW_BYTES]), said[_ROW_BYTES]) if any(fits) else None


def _check(said: bytes, secret: str) -> bytes:
    return hmac.digest(secret.encode(), _PURPOSE + said, "sha256")[:_CHECK_BYTES]
