"""Numbers as a language writes them: 12.500,50 in German, 12,500.50 in English, 12 500,50 in French. Pure."""

import re
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol
from django.utils.translation import gettext as _

from .marks import is_destroyed

COMMA, POINT = ",", "."
MARKS = "marks"  # the question that a file can raise: which of the two is the decimal mark
_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f'’]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*", re.ASCII)


class Typed(str):
    """A number that a program stored as one: a point stands before its decimals, whatever marks the people use."""

    __slots__ = ()


class NumberRefused(ValueError):
    """This is no number; the text names the whole cell."""


class NumberUnclear(ValueError):
    """1.250 is a thousand or a little more than one: the file has to say which mark its decimals have."""


def read_number(text: str, mark: str = "") -> Decimal:
    """`mark`: the decimal mark of the file, where it is known. Raises NumberRefused or NumberUnclear."""
    if isinstance(text, Typed):
        mark = POINT
    if is_destroyed(text):
        raise NumberRefused(
            _("“%(text)s” is what a spreadsheet left of a number. Look it up and enter it.") % {"text": text.strip()}
        )
    bare = _BLANKS.sub("", text).replace("−", "-")
    if not _NUMBER.fullmatch(bare):
        raise NumberRefused(_("“%(text)s” is not a number.") % {"text": text.strip()[:40]})
    marks = [char for char in bare if char in ".,"]
    decimal = mark or _told_by(marks, bare)
    grouping = POINT if decimal == COMMA else COMMA
    whole, _sign, part = bare.partition(decimal)
    if grouping in part or decimal in part or not _is_grouped(whole.lstrip("+-"), grouping):
        raise NumberRefused(
            _("The marks of “%(text)s” do not match a number with “%(mark)s” before its decimals.")
            % {"text": text.strip()[:40], "mark": decimal}
        )
    return Decimal(f"{whole.replace(grouping, '')}.{part or 0}")


def _told_by(marks: list[str], bare: str) -> str:
    """The last of two different marks is the decimal one; one that repeats groups; one with other than three digits
    after it stands before decimals."""
    if not marks:
        return POINT
    if len(set(marks)) > 1:
        return marks[-1]
    only = marks[0]
    if len(marks) > 1:
        return POINT if only == COMMA else COMMA
    before, _sign, after = bare.lstrip("+-").partition(only)
    if len(after) == 3 and len(before) <= 3 and before != "0":
        raise NumberUnclear(
            _("“%(text)s” can be read in two ways. State once for the whole file which mark stands before decimals.")
            % {"text": bare[:40]}
        )
    return only


def _is_grouped(whole: str, grouping: str) -> bool:
    return bool(re.fullmatch(rf"\d+|\d{{1,3}}(?:{re.escape(grouping)}\d{{3}})+", whole, re.ASCII))


@cache
def decimal_mark(language: str) -> str:
    """Of a language; a point where none is known."""
    try:
        return get_decimal_symbol(Locale.parse(language, sep="_" if "_" in language else "-"))
    except (UnknownLocaleError, ValueError):
        return POINT
