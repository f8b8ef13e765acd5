"""Numbers as the reader writes them, and keys of rows as an address or a form names them."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal
from django.utils.translation import get_language, to_locale

LONGEST_KEY = 18  # digits that a key of the database always holds


def row_key(typed: str) -> int | None:
    """The key that was named; None for what can be no key, such as a number of a thousand digits."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_KEY else None


def row_keys(typed: Iterable[str]) -> list[int]:
    """Those of several that can be keys."""
    return [key for key in map(row_key, typed) if key is not None]


def display_number(value: Decimal | int | float | None) -> str:
    """In the reader's language, without needless zeros: 63, 4.5, 24 000 in French. Empty for None."""
    if value is None:
        return ""
    return _in_language(value, get_language() or "en")


@lru_cache(maxsize=4096)
def _in_language(value: Decimal | int | float, language: str, pattern: str | None = None) -> str:
    return format_decimal(value, format=pattern, locale=to_locale("en-gb" if language == "en" else language))


_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")


def plain_number(typed: str, language: str | None = None) -> str:
    """What a person typed, as digits with a point: “12,500.50” in English, “12 500,50” in French, “34 %”, “−3”.

    A group of three digits after the language's separator of thousands is read as such; a single separator before
    another number of digits is the decimal one, whichever of the two it is. What is no number comes back as it was.
    """
    bare = _SPACES.sub("", typed).replace("\u2212", "-").removesuffix("%")
    symbols = _symbols(language or get_language() or "en")
    for group, decimal in (symbols, symbols[::-1]):
        if re.fullmatch(rf"-?\d{{1,3}}({re.escape(group)}\d{{3}})+({re.escape(decimal)}\d+)?", bare):
            return bare.replace(group, "").replace(decimal, ".")
        if re.fullmatch(rf"-?\d+({re.escape(decimal)}\d+)?", bare):
            return bare.replace(decimal, ".")
    return typed


@lru_cache
def _symbols(language: str) -> tuple[str, str]:
    """The separators of thousands and of decimals; a space for thousands never stands between digits here."""
    symbols = Locale.parse(to_locale("en-gb" if language == "en" else language)).number_symbols["latn"]
    decimal = symbols["decimal"]
    return ("." if decimal == "," else ","), decimal


def is_share(unit: str) -> bool:
    """Whether a unit says per cent: “%”, “% of the leavers”, “per cent”."""
    plain = unit.strip().lower()
    return plain.startswith(("%", "per cent", "percent"))


def display_share(value: Decimal | int | float) -> str:
    """63 %, with a space that keeps figure and sign on one line."""
    return f"{display_number(value)}\u00a0%"


def with_unit(value: Decimal | int | float, unit: str) -> str:
    """688 people, 63 %."""
    return f"{display_number(value)}\u00a0{unit}".strip("\u00a0 ")


def display_money(amount: Decimal, currency: str) -> str:
    """EUR 12,500 and CHF 12,500.50: the code first; the smaller coins are written whole or not at all."""
    is_whole = amount == amount.to_integral_value()
    return f"{currency}\u00a0{_in_language(amount, get_language() or 'en', '#,##0' if is_whole else '#,##0.00')}"


def without_zeros(value: Decimal | None) -> Decimal | None:
    """4.50 as 4.5 and 900.00 as 900, for the fields of forms."""
    if value is None:
        return None
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral() else short
