"""How a row of the ledger is written down and chained. Pure: values in, text out."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

GENESIS = "0" * 64

Plain = None | bool | int | str | list[Any] | dict[str, Any]


def plain(value: object) -> Plain:
    """The value as JSON that every database gives back unchanged.

    Decimals and floats become text: PostgreSQL writes 1e22 back as a whole number, and the hash would differ.
    """
    match value:
        case None | bool():
            return value
        case int():
            return int(value)
        case str():
            return str(value).replace("\x00", "")
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return [plain(item) for item in sorted(value, key=str)]
    if hasattr(value, "_meta"):  # a row is named by its key: its text may hold a person's name
        return plain(value.pk)
    return str(value).replace("\x00", "")


def diff(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the keys whose value differs, on both sides; a key that one side lacks counts as None."""
    was, now = (
        {key: plain(item) for key, item in before.items()},
        {key: plain(item) for key, item in after.items()},
    )
    keys = [key for key in {**was, **now} if was.get(key) != now.get(key)]
    return {key: was.get(key) for key in keys}, {key: now.get(key) for key in keys}


def canonical(entry: Mapping[str, object]) -> bytes:
    """One way only to write an entry: sorted keys, no spaces, ASCII."""
    return json.dumps(
        {key: plain(value) for key, value in entry.items()},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    ).encode("ascii")


def chain_hash(previous: str, content: bytes) -> str:
    """SHA-256 over the previous row's hash and this row's canonical content, 64 hexadecimal digits."""
    return hashlib.sha256(previous.encode("ascii") + b"\n" + content).hexdigest()


def commitment(salt: str, value: str) -> str:
    """What the chain keeps of a personal value: proof while the value stands, nothing once it is erased."""
    return hashlib.sha256((salt + value).encode()).hexdigest()
