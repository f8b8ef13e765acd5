"""A text of plain values as canonical JSON and back: what is frozen, hashed, signed, and read as long as it is kept."""

import datetime
import hashlib
import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pes_partnerships.lib.dates import PartialDate

from .text import AgreementText


def plain(value: Any) -> Any:
    """Dataclasses, dates and decimals as JSON values: field by field, decimals and dates as text."""
    if is_dataclass(value) and not isinstance(value, PartialDate):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return str(value)


def build(kind: Any, value: Any) -> Any:
    """The opposite of `plain` for a given type; fields that an older snapshot did not have keep their default."""
    return _builder(kind)(value)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """How a value of this type is built; found out once, for a text has thousands of values."""
    if typing.get_origin(kind) is types.UnionType:
        of_value = _builder(next(option for option in typing.get_args(kind) if option is not types.NoneType))
        return lambda value: None if value is None else of_value(value)
    if typing.get_origin(kind) is tuple:
        of_item = _builder(typing.get_args(kind)[0])
        return lambda value: tuple(map(of_item, value))
    known = {PartialDate: PartialDate.parse, datetime.date: datetime.date.fromisoformat, Decimal: Decimal}
    if kind in known:
        return known[kind]
    if not is_dataclass(kind):
        return lambda value: value
    hints = typing.get_type_hints(kind)

    def of_part(value: dict[str, Any]) -> Any:
        return kind(**{name: _builder(hints[name])(item) for name, item in value.items() if name in hints})

    return of_part


def canonical(text: Any) -> str:
    """The one JSON text of these values, a dataclass: sorted keys, no spaces, nothing escaped."""
    return json.dumps(plain(text), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(canonical_text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal digits."""
    return hashlib.sha256(canonical_text.encode()).hexdigest()


def read(canonical_text: str) -> AgreementText:
    return build(AgreementText, json.loads(canonical_text))
