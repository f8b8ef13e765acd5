"""Names in a row of words: concepts of the field and countries, in 24 languages and in other forms. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from babel import Locale

from partnerships.matching.rules.concepts import concepts

from .languages import (
    LANGUAGES,
    RICH,
    SHORT,
    SNOWBALL,
    Word,
    is_close,
    is_same,
    people_words,
    says_nothing,
    stems,
    without,
    words_of,
)

CONCEPT, COUNTRY = "c", "k"
# Europe and where examples come from; farther names would only be mistaken for words (Mali: small, in Croatian)
COUNTRIES = (
    "AD AL AM AT AU AZ BA BE BG BY CA CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT JP KR LI LT LU LV MC MD ME MK "
    "MT NL NO NZ PL PT RO RS RU SE SI SK SM TR UA US VA XK"
).split()
# the name of a language is how people call what comes from a country: litauisch, espagnol, niemiecki
SPOKEN_IN = {
    "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "es": "ES", "et": "EE", "fi": "FI", "fr": "FR",
    "ga": "IE", "hr": "HR", "hu": "HU", "is": "IS", "it": "IT", "lt": "LT", "lv": "LV", "mt": "MT", "nb": "NO",
    "no": "NO", "nl": "NL", "pl": "PL", "pt": "PT", "ro": "RO", "sk": "SK", "sl": "SI", "sq": "AL", "sr": "RS",
    "sv": "SE", "tr": "TR", "uk": "UA",
}  # fmt: skip
ALSO_CALLED = {
    "GB": ("Great Britain", "England", "Scotland", "Wales", "British", "UK"),
    "US": ("USA", "America", "American"),
    "NL": ("Holland",),
    "CZ": ("Czech Republic",),
    "CH": ("Swiss",),
    "BE": ("Flanders", "Wallonia", "Vlaanderen", "Wallonie"),
}
_BEGINS = 3
_LONG = 4  # words of a name that is known without its first one, too
_TELLING = 7  # letters of a word that says alone which people are meant
_SKIPPED = 3  # small words that may stand in a name where it has some


@dataclass(frozen=True)
class Name:
    """A name of something, without the small words of its language where others are left.

    `gaps`: before which of its words small ones stood, so that such words may stand there.
    """

    kind: str
    code: str
    language: str
    words: tuple[Word, ...]
    gaps: tuple[bool, ...]


@dataclass(frozen=True)
class Found:
    """Words `at` to `end` name these things; `exact`: as they are written in the table."""

    at: int
    end: int
    names: tuple[Name, ...]

    def codes(self, kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name.code for name in self.names if name.kind == kind))


@dataclass
class Names:
    """Names by how their first word begins, for each language."""

    by_key: dict[str, dict[str, list[Name]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))

    def add(self, kind: str, code: str, language: str, text: str) -> None:
        words = words_of(text)
        telling = [at for at, word in enumerate(words) if not says_nothing(word, [language])]
        if len(telling) < 2:  # one-stop is not any stop
            telling = list(range(len(words)))
        if telling:
            gaps = tuple(at > 0 and telling[at - 1] != place - 1 for at, place in enumerate(telling))
            self._keep(Name(kind, code, language, tuple(words[place] for place in telling), gaps))
            if len(telling) >= _LONG:  # “(young people who) neither work nor study”
                end = tuple(words[place] for place in telling[1:])
                self._keep(Name(kind, code, language, end, (False, *gaps[2:])))
        if core := _who(words, language):
            self._keep(Name(kind, code, language, (core,), (False,)))

    def _keep(self, name: Name) -> None:
        for key in _keys(name.words[0], name.language):
            self.by_key[name.language][key].append(name)

    def find(self, words: Sequence[Word], languages: Iterable[str] = LANGUAGES) -> list[Found]:
        """What is meant: from left to right, the longest first."""
        found, at, languages = [], 0, list(languages)
        while at < len(words):
            ends = self._ends(words, at, languages)
            if ends:
                end = max(ends)
                found.append(Found(at, end, tuple(_closest(ends[end], words[at:end]))))
                at = end
            else:
                at += 1
        return found

    def within(self, words: Sequence[Word], languages: Iterable[str]) -> list[Found]:
        """What a text speaks of: names within names, too (the unemployed in the long-term unemployed)."""
        languages = list(languages)
        return [
            Found(at, end, tuple(_closest(names, words[at:end])))
            for at in range(len(words))
            for end, names in self._ends(words, at, languages).items()
        ]

    def _ends(self, words: Sequence[Word], at: int, languages: Iterable[str]) -> dict[int, list[Name]]:
        """Names that begin at a word, by where they end."""
        ends: dict[int, list[Name]] = defaultdict(list)
        for language in languages:
            for name, end in self._at(words, at, language):
                ends[end].append(name)
        return ends

    def _at(self, words: Sequence[Word], at: int, language: str) -> Iterator[tuple[Name, int]]:
        known = self.by_key.get(language)
        if not known:
            return
        seen = set()
        for key in _keys(words[at], language):
            for name in known.get(key, ()):
                if name not in seen and (end := _reach(name, words, at, language)):
                    seen.add(name)
                    yield name, end


@lru_cache(maxsize=100_000)
def _keys(word: Word, language: str) -> frozenset[str]:
    """Under what a name is kept that begins with this word, in whichever form."""
    found = stems(word, language) | {word.folded}
    return found | {word.folded[:_BEGINS]} if language in RICH else found


def _who(words: Sequence[Word], language: str) -> Word | None:
    """Which people a name means, where one word says it: disabilities; not where it says who they are not."""
    people, small = people_words().get(language, frozenset()), without(language)
    if not any(word.folded in people for word in words) or any(word.folded in small for word in words):
        return None
    telling = [word for word in words if not says_nothing(word, [language])]
    return telling[0] if len(telling) == 1 and len(telling[0].folded) >= _TELLING else None


def _reach(name: Name, words: Sequence[Word], at: int, language: str) -> int:
    """Where the words of a name end that begins there; 0 where it does not stand there."""
    place = at
    for wanted, may_skip in zip(name.words, name.gaps, strict=True):
        most = place + (_SKIPPED if may_skip else 0)
        while place < min(most, len(words)) and words[place].folded != wanted.folded:
            if not says_nothing(words[place], [language]):
                break
            place += 1
        if place >= len(words) or not _fits(wanted, words[place], language, alone=len(name.words) == 1):
            return 0
        place += 1
    return place


def _fits(wanted: Word, word: Word, language: str, *, alone: bool) -> bool:
    """A short name that is one word (VET, IT) is an acronym: no ending belongs to it."""
    if wanted.folded == word.folded:
        return True
    if alone and len(wanted.folded) <= SHORT and language in SNOWBALL and language != "en":
        return bool(stems(wanted, language) & stems(word, language)) and len(word.folded) > 3
    return is_same(wanted, word, language) and (not alone or is_close(wanted, word))


def _closest(names: list[Name], words: Sequence[Word]) -> list[Name]:
    """Names as they are written, where there are any: then other forms are chance."""
    folded = {word.folded for word in words}
    exact = [name for name in names if {word.folded for word in name.words} <= folded]
    return exact or names


@cache
def known_names() -> Names:
    """Concepts under all their labels, and the countries: read once in a process."""
    names = Names()
    for concept in concepts().by_code.values():
        for label in concept.labels:
            names.add(CONCEPT, concept.code, label.language, label.text)
    for language in LANGUAGES:
        locale = Locale(language)
        for country in COUNTRIES:
            if text := locale.territories.get(country):
                names.add(COUNTRY, country, language, text)
        for tongue, country in SPOKEN_IN.items():
            if text := locale.languages.get(tongue):
                names.add(COUNTRY, country, language, text)
    for country, others in ALSO_CALLED.items():
        for text in others:
            names.add(COUNTRY, country, "en", text)
    return names


@lru_cache(maxsize=200)
def names_for(codes: frozenset[str], languages: frozenset[str]) -> Names:
    """Those of some things alone: to find them in many texts."""
    few = Names()
    for language in languages:
        for key, names in known_names().by_key.get(language, {}).items():
            if wanted := [name for name in names if name.code in codes]:
                few.by_key[language][key] = wanted
    return few


@cache
def words_of_names(languages: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every folded word of a name in some languages, or in all: what a wrongly typed word may have meant."""
    return frozenset(
        word.folded
        for language, names_by_key in known_names().by_key.items()
        if not languages or language in languages
        for names in names_by_key.values()
        for name in names
        for word in name.words
        if len(word.folded) >= SHORT
    )
