"""One column of a sheet of the portfolio: its heading, how its cells read, how they are written again. Pure.

A cleaned value is plain JSON: text, a number as text, true or false, a code, a list of codes; nothing where the cell
said nothing. So it can be kept beside its line, compared with what is stored, and shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from partnerships.rules.codes import LANGUAGES_OF_NAMES
from partnerships.rules.countries import country_words
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.sheets.days import DayRefused, Ways, read_day
from pes_partnerships.lib.sheets.figures import NumberRefused, Typed, read_number
from pes_partnerships.lib.sheets.marks import has_lost_letters, is_destroyed, is_nothing, trace_in
from pes_partnerships.lib.text import fold, one_line

LINE, TEXT, DATE, DAY, NUMBER, WHOLE, YES_NO = "line", "text", "date", "day", "number", "whole", "yes_no"
CHOICE, COUNTRIES, LANGUAGE, URL, TERMS = "choice", "countries", "language", "url", "terms"
NUMBERS = (NUMBER, WHOLE)
OF_LISTS = (CHOICE, COUNTRIES, LANGUAGE, TERMS, YES_NO)
YES = frozenset({"yes", "y", "true", "1", "x", "oui", "o", "vrai"})
NO = frozenset({"no", "n", "false", "0", "non", "faux"})


class CellRefused(ValueError):
    """The cell cannot be read; the text says what is wrong and what to write."""


@dataclass(frozen=True)
class Field:
    """`also`: other headings that mean it. `choices`: of a closed list. `terms`: names an open list of the database."""

    code: str
    title: str | Promise
    kind: str = LINE
    also: tuple[str, ...] = ()
    choices: tuple[tuple[str, str | Promise], ...] = ()
    terms: str = ""
    longest: int = 200
    is_needed: bool = False
    is_reference: bool = False  # only the heading of our own export means it

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


WAYS = Ways()
_CENT, _MOST = Decimal("0.01"), 10**14  # what figures are kept in
Terms = Mapping[str, Mapping[str, str]]  # open list -> folded word -> code


@dataclass(frozen=True)
class Reading:
    """How the cells of one file are read: what was answered once for all of them, and the open lists."""

    ways: Ways = WAYS
    decimals: str = ""  # the mark before decimals, where it is known
    terms: Terms | None = None


def read_cell(field: Field, text: str, how: Reading) -> Any:
    """The cleaned value, None where the cell says nothing.

    Raises CellRefused, and DayUnclear or NumberUnclear where the whole file has to be asked about.
    """
    if not text.strip() or is_nothing(text):
        return None
    if said := trace_in(text):
        raise CellRefused(said)
    if is_destroyed(text) and field.kind not in (TEXT,):
        words = _("“%(text)s” is what a spreadsheet left of a number: its digits are lost. Look it up and enter it.")
        raise CellRefused(words % {"text": text.strip()[:30]})
    if has_lost_letters(text) and field.kind in (LINE, TEXT) and "://" not in text:
        words = _("“%(text)s” has question marks where letters were. Enter them again.")
        if "??" in text or "\ufffd" in text:
            raise CellRefused(words % {"text": one_line(text)[:60]})
    try:
        return _READ[field.kind](field, text, how)
    except (DayRefused, NumberRefused) as refused:
        raise CellRefused(str(refused)) from refused


def _line(field: Field, text: str, _how: Reading) -> str:
    line = one_line(text)
    if len(line) > field.longest:
        raise CellRefused(
            _("This is longer than %(most)s characters. Shorten it, or put it into a field for longer texts.")
            % {"most": field.longest}
        )
    return line


def _text(field: Field, text: str, _how: Reading) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _date(_field: Field, text: str, how: Reading) -> str:
    return read_day(text, how.ways).text


def _day(_field: Field, text: str, how: Reading) -> str:
    found = read_day(text, how.ways).text
    if PartialDate.parse(found).precision != "day":
        raise CellRefused(_("“%(text)s” is not a complete date. Enter it as 2026-05-12.") % {"text": text[:30]})
    return found


def _number(_field: Field, text: str, how: Reading) -> str:
    number = exact_number(text, how)
    if abs(number) >= _MOST:
        raise CellRefused(_("“%(text)s” is too large a number. Enter it in a larger unit.") % {"text": text[:40]})
    return plain_number(number.quantize(_CENT, ROUND_HALF_UP))


def exact_number(text: str, how: Reading) -> Decimal:
    """With all of its decimals, of which two are kept."""
    bare = text.strip().rstrip("%").strip()
    return read_number(Typed(bare) if isinstance(text, Typed) else bare, how.decimals)


def _whole(field: Field, text: str, how: Reading) -> str:
    number = _number(field, text, how)
    if "." in number or number.startswith("-"):
        raise CellRefused(_("“%(text)s” is not a whole number.") % {"text": text.strip()[:30]})
    return number


def plain_number(number: Decimal) -> str:
    """Without zeros that say nothing, never with an exponent."""
    return format(number.normalize(), "f") if number else "0"


def _yes_no(_field: Field, text: str, _how: Reading) -> bool:
    word = fold(text)
    if word in YES | NO:
        return word in YES
    raise CellRefused(_("“%(text)s” is neither yes nor no. Enter “yes” or “no”.") % {"text": text[:30]})


def _choice(field: Field, text: str, _how: Reading) -> str:
    code = words_of(field.choices).get(fold(text))
    if code is None:
        known = ", ".join(str(label) for _code, label in field.choices)
        raise CellRefused(
            _("“%(text)s” is not in the list. Enter one of: %(known)s.") % {"text": text.strip()[:40], "known": known}
        )
    return code


def words_of(choices: tuple[tuple[str, str | Promise], ...]) -> dict[str, str]:
    """Folded word -> code: the labels in every language of the product, then the codes."""
    codes = tuple(code for code, _label in choices)
    if codes not in _WORDS:
        words: dict[str, str] = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                words |= {fold(str(label)): code for code, label in choices}
        spelt = {fold(code.replace("_", " ")): code for code in codes}
        _WORDS[codes] = words | spelt | {fold(code): code for code in codes}
    return _WORDS[codes]


_WORDS: dict[tuple[str, ...], dict[str, str]] = {}


def _countries(_field: Field, text: str, _how: Reading) -> list[str]:
    codes = []
    for part in parts_of(text):
        code = country_words().get(fold(part))
        if code is None:
            raise CellRefused(
                _("“%(text)s” is not a country. Enter its name, or its two-letter code, such as LT.") % {"text": part}
            )
        codes.append(code)
    return sorted(set(codes))


def _language(_field: Field, text: str, _how: Reading) -> str:
    code = language_words().get(fold(text))
    if code is None:
        raise CellRefused(
            _("“%(text)s” is not a language in the list. Enter its two-letter code, such as lt.") % {"text": text[:30]}
        )
    return code


_LANGUAGES_MEANT = {"no": "nb"}  # a language by the code of all its forms


@cache
def language_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        names = Locale.parse(language).languages
        words |= {fold(names.get(code, code)): code for code in LANGUAGES_OF_NAMES}
        words |= {fold(names.get(other, other)): code for other, code in _LANGUAGES_MEANT.items()}
    return words | _LANGUAGES_MEANT | {fold(code): code for code in LANGUAGES_OF_NAMES}


def _url(field: Field, text: str, _how: Reading) -> str:
    address = one_line(text)
    if "://" not in address:
        address = f"https://{address}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        raise CellRefused(_("“%(text)s” is not a web address.") % {"text": one_line(text)[:60]}) from error
    return address


def _terms(field: Field, text: str, how: Reading) -> list[str]:
    known, codes = (how.terms or {}).get(field.terms, {}), []
    for part in parts_of(text):
        code = known.get(fold(part))
        if code is None:
            raise CellRefused(
                _("“%(text)s” is not in the list. The last sheet of the template contains the full list.")
                % {"text": part[:60]}
            )
        codes.append(code)
    return sorted(set(codes))


def parts_of(text: str) -> list[str]:
    """What stands between semicolons or line breaks, each once."""
    found = (one_line(part) for line in text.splitlines() for part in line.split(";"))
    return list(dict.fromkeys(part for part in found if part))


_READ: dict[str, Callable[[Field, str, Reading], Any]] = {
    LINE: _line,
    TEXT: _text,
    DATE: _date,
    DAY: _day,
    NUMBER: _number,
    WHOLE: _whole,
    YES_NO: _yes_no,
    CHOICE: _choice,
    COUNTRIES: _countries,
    LANGUAGE: _language,
    URL: _url,
    TERMS: _terms,
}


def written_cell(field: Field, value: Any) -> Any:
    """How an export writes a cleaned value, so that reading it gives the same: numbers as numbers, whole days as days.

    Lists are joined by semicolons; words of closed lists are written in the language that is active.
    """
    if value in (None, "", []):
        return None
    if field.kind in NUMBERS:
        return Decimal(value)
    if field.kind == YES_NO:
        return _("yes") if value else _("no")
    if field.kind == CHOICE:
        return str(dict(field.choices).get(value, value))
    if field.kind in (COUNTRIES, TERMS):
        return "; ".join(value)
    if field.kind in (DATE, DAY):
        day = PartialDate.parse(value)
        return day.earliest() if day.precision == "day" and not day.end else value
    return value


def shown_cell(field: Field, value: Any) -> str:
    """The value as a page shows it to people."""
    if value in (None, "", []):
        return ""
    if field.kind in (DATE, DAY):
        return PartialDate.parse(value).display()
    written = written_cell(field, value)
    return str(written) if not isinstance(written, Decimal) else plain_number(written)
