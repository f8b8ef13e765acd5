"""The envelope sender of a mail: an address that carries the mail's row with a keyed check, so that what comes back is
known, and a forged return changes nothing. Pure: the secrets are handed in."""

import base64
import binascii
import hmac
import re
import uuid
from collections.abc import Iterable, Sequence

PLACE = "{key}"
_CHECK_BYTES = 9  # 72 bits; with the 16 of the row's key 40 letters, which leaves room in the 64 of a local part
_ROW_BYTES = 16
_SIGNS = "[a-z2-7]{40}"
_PURPOSE = b"pes_partnerships.outbox.return_path"
MOST_LOCAL = 64 - 40


def is_pattern(pattern: str) -> bool:
    """“bounces+{key}@example.org”: one place for the key, in a local part that stays short enough (RFC 5321)."""
    local, at, domain = pattern.rpartition("@")
    fits = len(local) - len(PLACE) <= MOST_LOCAL
    return bool(at and domain) and local.count(PLACE) == 1 and PLACE not in domain and fits


def return_address(pattern: str, row: uuid.UUID, secret: str) -> str:
    key = base64.b32encode(row.bytes + _check(row, secret)).decode("ascii").lower()
    return pattern.replace(PLACE, key)


class Forged(ValueError):
    """The address is of our kind, and its check does not fit the row that it names."""


def row_in(pattern: str, addresses: Iterable[str], secrets: Sequence[str]) -> uuid.UUID | None:
    """The row that one of the addresses names; None where none is of our kind. Mail servers may change the case."""
    before, after = (re.escape(part) for part in pattern.split(PLACE))
    ours = re.compile(f"{before}({_SIGNS}){after}", re.IGNORECASE)
    found = [match[1] for address in addresses if (match := ours.fullmatch(address.strip()))]
    for key in found:
        if row := _checked(key, secrets):
            return row
    if found:
        raise Forged
    return None


def _checked(key: str, secrets: Sequence[str]) -> uuid.UUID | None:
    try:
        raw = base64.b32decode(key.upper())
    except binascii.Error:
        return None
    row, check = uuid.UUID(bytes=raw[:_ROW_BYTES]), raw[_ROW_BYTES:]
    fits = [hmac.compare_digest(check, _check(row, secret)) for secret in secrets]
    return row if any(fits) else None


def _check(row: uuid.UUID, secret: str) -> bytes:
    return hmac.digest(secret.encode(), _PURPOSE + row.bytes, "sha256")[:_CHECK_BYTES]
