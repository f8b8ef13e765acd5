"""What the words of a name mean: legal forms and small words gone, the others by the glossary (F2). Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pes_partnerships.lib.text import one_line

from .name_tables import TABLES, plain

SIMPLE, PROPER, COUNTRY, NUMBER = 1.0, 3.0, 1.0, 3.0
SHORT_ACRONYM, LONGEST_ACRONYM = 3, 12
SHORT_ENDING = 5


@dataclass(frozen=True)
class Word:
    text: str
    weight: float
    kind: str  # "simple" for words that many share, "proper", "country" or "number"


def name_tokens(name: str) -> list[str]:
    """The words that tell who it is: folded, without legal form and small words, glossary words by their meaning."""
    return [word.text for word in words_of(name)]


@lru_cache(maxsize=100_000)
def words_of(name: str) -> tuple[Word, ...]:
    found: list[Word] = []
    for part in _parts(name):
        found += _meaning(part)
    return tuple(found)


def says_nothing_own(name: str) -> bool:
    """A name made of words that many share, with no name of its own in it (“Youth Centre”)."""
    return not any(word.kind in ("proper", "number") for word in words_of(name))


@lru_cache(maxsize=100_000)
def acronyms(name: str) -> frozenset[str]:
    """First letters of the words, with and without the small ones; three letters or more."""
    parts = [part for part in re.split(r"[^\w]+", plain(one_line(name))) if part and part not in TABLES.legal_forms]
    long = [part for part in parts if part not in TABLES.stop_words]
    made = {"".join(part[0] for part in some) for some in (parts, long)}
    return frozenset(letters for letters in made if SHORT_ACRONYM <= len(letters) <= LONGEST_ACRONYM)


@lru_cache(maxsize=50_000)
def bare_words(name: str) -> tuple[str, ...]:
    """The words as written, without legal forms and small words."""
    return tuple(_parts(name))


def _parts(name: str) -> list[str]:
    """Words of a name: phrases joined, dots of abbreviations closed, legal forms and small words gone."""
    text = plain(one_line(name)).replace("&", " ")
    text = re.sub(r"\b(\w{1,2})/(\w)\b", r"\1\2", text)  # A/S
    text = re.sub(r"\b(?:\w{1,2}\. ?){2,}", lambda m: re.sub(r"[. ]", "", m[0]) + " ", text)  # s. r. o., e.V.
    text = re.sub(r"(\w)['’](\w+)", _apostrophe, text)
    words = re.findall(r"\w+", text.replace("_", " "))
    words = TABLES.joined_phrases(words)
    telling = [word for word in words if word not in TABLES.stop_words]
    bare = [word for word in telling if word not in TABLES.legal_forms]
    return bare or telling or words


def _apostrophe(match: re.Match[str]) -> str:
    whole = match[1] + match[2]
    return whole if match[2] in ("l", "n", "t") else f"{match[1]} {match[2]}"


@lru_cache(maxsize=100_000)
def _meaning(part: str) -> tuple[Word, ...]:
    """What one written word means: an abbreviation may stand for several, a compound is taken apart."""
    if any(char.isdigit() for char in part) or part in TABLES.roman_numbers:
        return (Word(TABLES.roman_numbers.get(part, part.lstrip("0") or "0"), NUMBER, "number"),)
    if long := TABLES.abbreviations.get(part):
        return tuple(Word(meaning, SIMPLE, "simple") for meaning in long)
    if part not in TABLES.glossary.exact and (compound := _apart(part)):
        return compound
    if simple := TABLES.glossary(part):
        return (Word(simple, SIMPLE, "simple"),)
    if country := TABLES.countries(part):
        return (Word(country, COUNTRY, "country"),)
    if city := TABLES.places(part):
        return (Word(city, PROPER, "proper"),)
    return (Word(part, PROPER, "proper"),)


def _apart(part: str) -> tuple[Word, ...]:
    """The two halves of a compound; a short ending counts after a known word only (Jugend|amt, never Demok|rat)."""
    for end in TABLES.compound_endings:
        head = part.removesuffix(end)
        if head == part or len(head) < SHORT_ACRONYM:
            continue
        bare, known = TABLES.without_link(head)
        if known or len(end) > SHORT_ENDING:
            return (*_meaning(bare), *_meaning(end))
    return ()
