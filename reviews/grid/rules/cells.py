"""What one cell says: a number, a share, or so many out of so many, as people and spreadsheets write it (O2). Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pes_partnerships.lib.numbers import display_number, plain_number
from reviews.shared.rules import LARGEST_COUNT

POINT, COMMA = "point", "comma"
STYLES = {
    POINT: gettext_lazy("1,250.5: a point before decimals"),
    COMMA: gettext_lazy("1.250,5: a comma before decimals"),
}
_LANGUAGE = {POINT: "en", COMMA: "de"}  # a language that writes numbers so
NOTHING = frozenset({"", "-", "–", "—"})
_DECIMALS, _WHOLE_DIGITS = 2, 14  # what a value of the database holds
_WITH_SHARE = re.compile(r"[^()]*%\s*\((?P<counts>[^()]+)\)")
_EXPONENT = re.compile(r"-?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)


class CellRefused(ValueError):
    """What is wrong with a cell and what to write, as a sentence."""


@dataclass(frozen=True)
class Figures:
    """What a cell says, as Stated takes it."""

    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def words(self) -> str:
        """As a cell shows it and reads it again: “1,250”, “203/436”."""
        if self.numerator is not None:
            return f"{display_number(self.numerator)}/{display_number(self.denominator)}"
        return display_number(self.value)


def style_of(language: str) -> str:
    """How numbers are written in a language."""
    return POINT if plain_number("1,250", language) == "1250" else COMMA


def is_nothing(text: str) -> bool:
    """An empty cell, or one with the dash that tables put there."""
    return text.strip() in NOTHING


def read_cell(text: str, style: str) -> Figures:
    """Raises CellRefused with what to write instead."""
    plain = text.strip()
    if _EXPONENT.fullmatch(plain):
        raise CellRefused(
            _("“%(text)s” is a number that a spreadsheet has shortened; its last digits are lost. Enter all digits.")
            % {"text": plain[:30]}
        )
    found = _WITH_SHARE.fullmatch(plain)
    parts = _counts(found["counts"] if found else plain)
    if parts is None:
        return Figures(value=_number(plain, style))
    part, whole = (_count(each, style, plain) for each in parts)
    if not whole:
        raise CellRefused(_("The total after the stroke is 1 or more: write 181/388 for 181 out of 388."))
    return Figures(numerator=part, denominator=whole)


def _counts(text: str) -> list[str] | None:
    """The two counts of “181/388”, “181 of 388”, or of the same in the reader's language."""
    between = (_("%(part)s of %(whole)s") % {"part": "\0", "whole": "\0"}).split("\0")[1].strip()
    for word in ("/", rf"\s{re.escape(between)}\s", r"\sof\s"):
        parts = re.split(word, text)
        if len(parts) == 2:
            return parts
    return None


def _count(text: str, style: str, cell: str) -> int:
    plain = plain_number(text.strip(), _LANGUAGE[style])
    if plain.isascii() and plain.isdigit() and int(plain) <= LARGEST_COUNT:
        return int(plain)
    words = _("“%(text)s” is not a count out of a total. Write it as 181/388.")
    raise CellRefused(words % {"text": cell[:30]})


def _number(text: str, style: str) -> Decimal:
    try:
        value = Decimal(plain_number(text, _LANGUAGE[style]))
    except InvalidOperation:
        value = Decimal("NaN")
    words = ""
    if not value.is_finite():
        words = _("“%(text)s” is not a number. Enter a number, or a count out of a total such as 181/388.")
    elif -value.as_tuple().exponent > _DECIMALS:
        words = _("“%(text)s” has more than two decimals. Enter two decimals, or check how numbers are written here.")
    elif abs(value) >= 10**_WHOLE_DIGITS:
        words = _("“%(text)s” is too large to be a value.")
    if words:
        raise CellRefused(words % {"text": text[:30]})
    return value
