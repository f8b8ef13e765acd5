"""How one cell of a file of organisations reads: words of closed lists, dates, lists of names (F2). Pure."""

import re
import unicodedata
from functools import cache

from babel import Locale
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.rules.codes import LANGUAGES_OF_NAMES
from partnerships.rules.countries import country_words
from partnerships.rules.vocabulary import Category
from pes_partnerships.accounts.rules.levels import Level
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.sheets import marks
from pes_partnerships.lib.sheets.days import AS_WRITTEN, Day, DayRefused, Ways, read_day
from pes_partnerships.lib.text import fold, one_line

YES = frozenset({"yes", "y", "true", "1", "x", "oui", "o", "vrai"})
NO = frozenset({"no", "n", "false", "0", "non", "faux"})
_SEPARATOR = re.compile(r"(?<!;);(?!;)")
_EDTF = r"\d{4}(?:-\d{2}){0,2}(?!\d)"
_POINT = rf"(?:{_EDTF}(?:/{_EDTF})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}(?!\d))"
_DASH = r"\s*[-/‐‑‒–—―−]\s*"
_TIME = rf"\(?\s*(?:(?P<first>{_POINT})?{_DASH}(?P<last>{_POINT})|(?P<since>{_POINT}){_DASH})\s*\)?"
_OTHER_NAME = re.compile(rf"(?P<name>.*?)\s*\[(?P<language>[^\[\]]*)\]\s*(?:{_TIME})?", re.DOTALL)
_NAME_AND_TIME = re.compile(rf"(?P<name>.*?\S)\s*(?<=[\s(])(?=[\d(‒–—―−]){_TIME}", re.DOTALL)
_RECORD = re.compile(r"#\s*(\d{1,12})\b")
_MAY_SIGN = re.compile(r"\s*\((?:may sign|peut signer)\)\s*$", re.IGNORECASE)
_LEFT_OVER = re.compile(r"\[[^\[\]]*\]\s*[\d(]")


class CellRefused(ValueError):
    """The cell cannot be read; the text says what is wrong and what to write."""


def cleaned_line(text: str) -> tuple[str, str]:
    """One line without deceiving marks, and a note of what was taken out ("" where nothing was)."""
    line = one_line(text)
    bare = text.strip()
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs") and not char.isspace() for char in bare):
        return line, _(
            "Invisible characters in this text, such as those that reverse the writing direction, were removed."
        )
    if "\n" in bare or "\r" in bare:
        return line, _("Line breaks in this text were replaced by spaces.")
    return line, ""


def cleaned_text(text: str) -> tuple[str, str]:
    """Several lines, without control and direction marks, and a note of what was taken out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    seen = "".join(char for char in lines if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    return seen, "" if seen == lines else _("Invisible characters in this text were removed.")


def whole_digits(text: str) -> tuple[str, str]:
    """A number of a register, a postcode or a telephone, which a spreadsheet may have shortened to 3,8E+13."""
    if marks.is_destroyed(text):
        raise CellRefused(
            _("“%(text)s” is a number that a spreadsheet has shortened; its last digits are lost. Make the column a "
              "text column and enter the number again.") % {"text": text.strip()[:30]}
        )  # fmt: skip
    return cleaned_line(marks.unguarded_number(text))


def refuse_traces(text: str) -> None:
    """What programs leave in a cell that they did not understand, whatever its column."""
    if said := marks.trace_in(text):
        raise CellRefused(said)


def yes_or_no(text: str) -> bool:
    word = fold(text)
    if word in YES | NO:
        return word in YES
    raise CellRefused(_("“%(text)s” is neither yes nor no. Enter “yes” or “no”.") % {"text": text[:30]})


def chosen_word(kind: str, text: str) -> str:
    """The code that a word of a closed list means, by code or by name in any language of the product."""
    code = words_of(kind).get(fold(text))
    if code is None:
        raise CellRefused(_unknown(kind) % {"text": text[:60]})
    return code


def _unknown(kind: str) -> str:
    return {
        "category": _(
            "“%(text)s” is not a category in the list. The second sheet of the template contains all categories."
        ),
        "level": _("“%(text)s” is not a level. Enter local, regional, national or european."),
        "country": _("“%(text)s” is not a country. Enter its name, or its two-letter code, such as LT."),
        "language": _("“%(text)s” is not a language in the list. Enter its two-letter code, such as lt."),
        "letters": _(
            "Correspondence is sent only in the languages of the product; “%(text)s” is not one of them. "
            "Enter en or fr."
        ),
    }[kind]


@cache
def words_of(kind: str) -> dict[str, str]:
    """Folded word -> code. Codes come last, so that a name never hides one."""
    if kind == "country":
        return country_words()
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {fold(label): code for code, label in _named(kind, language)}
    return words | {fold(code): code for code, _label in _named(kind, "en")}


def _named(kind: str, language: str) -> list[tuple[str, str]]:
    match kind:
        case "category":
            return [(code, str(label)) for code, label in Category.choices]
        case "level":
            return [(code, str(label)) for code, label in Level.choices]
    names = Locale.parse(language).languages
    codes = [code for code, _label in settings.LANGUAGES] if kind == "letters" else LANGUAGES_OF_NAMES
    return [(code, names.get(code, code)) for code in codes]


def partial_date(text: str, ways: Ways = AS_WRITTEN) -> str:
    """EDTF text of a date that may be a year alone; raises CellRefused, or DayUnclear."""
    return _day(text, ways).text


def dated(text: str, ways: Ways) -> tuple[str, str]:
    """The same with a note where only the number of a spreadsheet stood there."""
    return _noted(_day(text, ways), text)


def whole_day(text: str, ways: Ways = AS_WRITTEN) -> tuple[str, str]:
    """A day in ISO form, and a note; raises CellRefused, or DayUnclear."""
    found = _day(text, ways)
    if PartialDate.parse(found.text).precision != "day":
        raise CellRefused(_("“%(text)s” is not a complete date. Enter it as 2026-05-12.") % {"text": text[:30]})
    return _noted(found, text)


def _noted(found: Day, text: str) -> tuple[str, str]:
    if not found.is_serial:
        return found.text, ""
    said = _("“%(text)s” is a spreadsheet’s number of a day; it was read as %(day)s.")
    return found.text, said % {"text": text.strip(), "day": PartialDate.parse(found.text).display()}


def _day(text: str, ways: Ways) -> Day:
    try:
        return read_day(text, ways)
    except DayRefused as error:
        raise CellRefused(str(error)) from error


def listed(text: str) -> list[str]:
    """The parts between semicolons; one that is written twice stands for itself."""
    return [part.strip().replace(";;", ";") for part in _SEPARATOR.split(text) if part.strip()]


def other_names(text: str, ways: Ways = AS_WRITTEN) -> list[dict[str, str]]:
    """“Name [fr] 2008–2023; …” -> name, language, valid_from, valid_to each; raises CellRefused."""
    return [_other_name(part, ways) for part in listed(text)]


def _other_name(part: str, ways: Ways) -> dict[str, str]:
    found = _OTHER_NAME.fullmatch(part) or _NAME_AND_TIME.fullmatch(part)
    given = found.groupdict() if found else {"name": part}
    if not found and _LEFT_OVER.search(part):
        raise CellRefused(
            _("“%(text)s” ends in a time that cannot be read. Write the years as in “Old House [lt] 1998–2012”.")
            % {"text": part[:60]}
        )
    if not found and _is_half_bracketed(part):
        raise CellRefused(
            _("“%(text)s” has a bracket that is opened or closed only. Write the language as in “Old House [lt]”.")
            % {"text": part[:60]}
        )
    name, _note = cleaned_line(given["name"])
    if not name or len(name) > 200:
        raise CellRefused(_("Enter 1 to 200 characters for each other name, before its language and years."))
    return {
        "name": name,
        "language": chosen_word("language", given["language"]) if (given.get("language") or "").strip() else "",
        "valid_from": _end(given.get("first") or given.get("since"), ways),
        "valid_to": _end(given.get("last"), ways),
    }


def _is_half_bracketed(text: str) -> bool:
    return ("[" in text) != ("]" in text)


def _end(text: str | None, ways: Ways) -> str:
    return partial_date(text, ways) if text else ""


def written_name(name: str, language: str, valid_from: str, valid_to: str) -> str:
    """The other way round: what other_names() reads back as the same."""
    time = f" {valid_from}–{valid_to}" if valid_from or valid_to else ""
    bare = name.replace(";", ";;")
    is_plain = (
        not language
        and not time
        and not _is_half_bracketed(name)
        and not _OTHER_NAME.fullmatch(name)
        and not _NAME_AND_TIME.fullmatch(name)
    )
    return bare if is_plain else f"{bare} [{language}]{time}"


def spoken_for(text: str) -> list[dict[str, object]]:
    """“Youth Network (may sign); #12” -> the record or the name of each body, and whether it may sign."""
    bodies = []
    for part in listed(text):
        bare = _MAY_SIGN.sub("", part)
        body = reference(bare)
        if body:
            bodies.append({**body, "may_sign": bare != part})
    return bodies


def references(text: str) -> list[dict[str, object]]:
    """“#12 North Board; South Board” -> each by its number or its name."""
    return [found for part in listed(text) if (found := reference(part))]


def reference(text: str) -> dict[str, object]:
    """A record by its number ("#12", whatever follows) or by its name; {} for nothing."""
    found = _RECORD.match(text.strip())
    if found:
        return {"record": int(found[1])}
    name, _note = cleaned_line(text)
    return {"name": name} if name else {}


def record_number(text: str) -> int:
    found = re.fullmatch(r"#?\s*(\d{1,12})", text.strip(), re.ASCII)
    if not found:
        raise CellRefused(
            _("“%(text)s” is not a record number. Leave the cell empty for a new organisation.") % {"text": text[:30]}
        )
    return int(found[1])
