"""Words of the languages of the Union: taken out of a text, brought to their stems, and those that say nothing. Pure.

Stems are made here, so that each database finds the same. Snowball knows no Bulgarian, Croatian, Latvian, Maltese,
Slovak and Slovenian: their words are alike where they begin alike.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

from pes_partnerships.lib.text import one_line, search_form

FILE = Path(__file__).parent.parent / "stop_words.toml"
SNOWBALL = {
    "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian", "sv": "swedish",
}  # fmt: skip
BY_BEGINNING = ("bg", "hr", "lv", "mt", "sk", "sl")
LANGUAGES = (*sorted(SNOWBALL), *BY_BEGINNING)
# where the stem of one word often has several forms, so that beginnings are compared as well
RICH = frozenset({*BY_BEGINNING, "cs", "el", "et", "fi", "ga", "hu", "lt", "pl"})
SHORT = 4  # letters: a name so short is the same only as it is written
_ENDING, _CLOSE = 4, 3
_WITHOUT = {
    language: frozenset(search_form(words).split())
    for language, words in {
        "bg": "без не", "cs": "bez ne", "da": "uden ikke", "de": "ohne nicht kein keine", "el": "χωρίς δεν εκτός",
        "en": "without not no out", "es": "sin no", "et": "ilma ei", "fi": "ilman ei", "fr": "sans pas ni",
        "ga": "gan", "hr": "bez ne", "hu": "nélkül nem", "it": "senza non", "lt": "be ne", "lv": "bez ne",
        "mt": "bla mhux", "nb": "uten ikke", "nl": "zonder niet", "pl": "bez nie", "pt": "sem não",
        "ro": "fără nu", "sk": "bez ne", "sl": "brez ne", "sv": "utan inte",
    }.items()
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"(?<=\w)[.\u00b7](?=\w)")


class Word(NamedTuple):
    """As it is written, in small letters, which stems are made of; and folded, as it is compared."""

    written: str
    folded: str


def word_of(written: str) -> Word:
    """One word that was taken out of a text by others."""
    written = written.lower()
    return Word(written, "".join(_folded(written)))


def words_of(text: str) -> list[Word]:
    """The words of a text in their order; what folding takes apart (l'emploi, peer-to-peer) is several words."""
    found = []
    for written in _WORD.findall(_INSIDE.sub("", one_line(unicodedata.normalize("NFKC", text)).lower())):
        parts = _folded(written)
        found += [Word(written, parts[0])] if len(parts) == 1 else [Word(part, part) for part in parts]
    return found


@lru_cache(maxsize=100_000)
def _folded(written: str) -> tuple[str, ...]:
    return tuple(search_form(written).split())


@lru_cache(maxsize=200_000)
def stems(word: Word, language: str) -> frozenset[str]:
    """Folded stems of a word: of how it is written, and of how it is written by who leaves accents out."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return frozenset()
    found = (stemmer.stemWord(each) for each in (word.written, word.folded))
    return frozenset("".join(_folded(each)) for each in found) - {""}


@cache
def _stemmer(language: str):
    return snowballstemmer.stemmer(SNOWBALL[language]) if language in SNOWBALL else None


def beginning(word: Word) -> str:
    """With what other forms of a word begin, in a language without stems."""
    return word.folded[: max(SHORT, len(word.folded) - 2)]


def without(language: str) -> frozenset[str]:
    """How “without” and “not” are said."""
    return _WITHOUT.get(language, frozenset())


def is_close(one: Word, other: Word) -> bool:
    """What else is alike where stems are: Snowball has one for employers and employment."""
    shared = _shared(one.folded, other.folded)
    return max(len(one.folded), len(other.folded)) - shared <= _CLOSE


def is_same(one: Word, other: Word, language: str) -> bool:
    """Whether two words are forms of one, in a language."""
    if one.folded == other.folded:
        return True
    if min(len(one.folded), len(other.folded)) < SHORT:
        return False
    if stems(one, language) & stems(other, language):
        return True
    return language in RICH and begin_alike(one.folded, other.folded)


def _shared(one: str, other: str) -> int:
    """How many letters they begin with are the same."""
    shared = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        shared += 1
    return shared


def begin_alike(one: str, other: str) -> bool:
    """Four letters or more alike, and no more behind them than an ending has."""
    shared = _shared(one, other)
    longest = max(len(one), len(other))
    return shared >= SHORT and shared * 2 > longest and longest - shared <= _ENDING


@cache
def stop_words() -> dict[str, frozenset[str]]:
    """By language, folded."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    people = table.pop("people")
    return {language: frozenset(search_form(f"{text} {people[language]}").split()) for language, text in table.items()}


@cache
def people_words() -> dict[str, frozenset[str]]:
    """What says that somebody is meant, and not who: by language, folded."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {language: frozenset(search_form(text).split()) for language, text in table["people"].items()}


def spoken(words: Sequence[Word], known: Iterable[str] = ()) -> frozenset[str]:
    """The languages that a question may be written in, by its small words; `known`: those of the names it has.

    Empty where it has too few words to tell.
    """
    folded = [word.folded for word in words]
    named = list(known)
    if len(folded) < 2:
        return frozenset()
    is_plain = all(word.written.isascii() for word in words)  # English, where nothing else is told
    told = {
        language: sum(word in small for word in folded)
        + 0.6 * named.count(language)
        + 0.5 * (is_plain and language == "en")
        for language, small in stop_words().items()
    }
    most = max(told.values())
    return frozenset(language for language, points in told.items() if points == most) if most >= 1 else frozenset()


def says_nothing(word: Word, languages: Iterable[str]) -> bool:
    """A small word of one of these languages, or a letter that stands alone."""
    small = stop_words()
    return len(word.folded) == 1 or any(word.folded in small.get(language, ()) for language in languages)
