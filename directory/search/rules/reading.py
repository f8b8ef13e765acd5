"""A question as it is read: slots that each look for one thing, under all its names. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .languages import LANGUAGES, Word, says_nothing, spoken, words_of
from .naming import CONCEPT, COUNTRY, Found, known_names
from .tokens import asked_tokens, concept_token, country_token, plain_token

MOST_WORDS = 40
MOST_SLOTS = 12
MOST_LETTERS = 1_000


@dataclass(frozen=True)
class Slot:
    """One thing that is looked for: an entry has it where it has any of the tokens."""

    text: str
    words: tuple[Word, ...]
    tokens: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def is_word(self) -> bool:
        return not self.concepts and not self.countries

    @property
    def unit(self) -> str:
        """The same thing asked for twice (young people, youth) is one slot."""
        return " ".join(self.concepts or self.countries or (self.words[0].folded,))


@dataclass(frozen=True)
class Read:
    """`languages`: in which it may be written; `could`: whether something in it has other names."""

    slots: tuple[Slot, ...] = ()
    languages: frozenset[str] = frozenset()
    words: tuple[Word, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()  # as typed, as searched
    could: bool = False
    only: bool = False
    as_typed: bool = False

    def __bool__(self) -> bool:
        return bool(self.slots)

    @property
    def concepts(self) -> list[str]:
        return list(dict.fromkeys(code for slot in self.slots for code in slot.concepts))

    @property
    def says_nothing(self) -> bool:
        """Words that stand in every entry, and no other."""
        return bool(self.words) and not self.slots


@lru_cache(maxsize=2_000)
def read(typed: str, only: bool = False, as_typed: bool = False) -> Read:
    """`only`: under no other names than those that were typed; `as_typed`: nothing is taken for a typing error."""
    words = tuple(words_of(typed[:MOST_LETTERS])[:MOST_WORDS])
    return _read(words, only=only, as_typed=as_typed)


def corrected(read: Read, instead: Mapping[str, str]) -> Read:
    """The question with other words instead of some."""
    words: list[Word] = []
    changed = []
    for word in read.words:
        if word.folded in instead:
            words += words_of(instead[word.folded])
            changed.append((word.written, instead[word.folded]))
        else:
            words.append(word)
    again = _read(tuple(words), only=read.only, as_typed=read.as_typed)
    return replace(again, corrected=tuple(dict.fromkeys(changed)))


def widened(read: Read, others: Mapping[str, Sequence[str]]) -> Read:
    """Words that nothing has, under longer words in which they stand; `others` by slot text."""
    slots = tuple(
        Slot(slot.text, slot.words, tuple(plain_token(word) for word in others[slot.text]))
        if slot.text in others
        else slot
        for slot in read.slots
    )
    return replace(read, slots=slots)


def _read(words: tuple[Word, ...], *, only: bool, as_typed: bool) -> Read:
    named = known_names().find(words)
    languages = spoken(words, [each for one in named for each in {name.language for name in one.names}])
    if languages:
        named = _understood(named, words, languages)
    could = any(one.names for one in named)
    searched = _searched(languages)
    small = languages or frozenset({"en"})
    slots: list[Slot] = []
    at = 0
    for one in [] if only else named:
        slots += _plain(words[at : one.at], searched, small)
        slots.append(_of_name(words[one.at : one.end], one, searched))
        at = one.end
    slots += _plain(words[at:], searched, small)
    # “partnership” and “project” name something, too, but say nothing beside other words
    slots = [slot for slot in slots if len(slot.words) > 1 or not says_nothing(slot.words[0], small)] or slots
    if not slots and len(words) == 1 and len(words[0].folded) > 1:
        slots = [_of_word(words[0], searched)]
    return Read(_distinct(slots), languages, words, could=could, only=only, as_typed=as_typed)


def _searched(languages: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({*languages, "en"})) if languages else LANGUAGES


def _understood(named: list[Found], words: Sequence[Word], languages: frozenset[str]) -> list[Found]:
    """Names in the languages of the question; those of others where nothing of it is a small word or meant here."""
    kept = known_names().find(words, sorted({*languages, "en"}))
    taken = {place for one in kept for place in range(one.at, one.end)}
    others = [
        one
        for one in named
        if not taken & set(range(one.at, one.end))
        and not any(says_nothing(word, languages) for word in words[one.at : one.end])
        and any({word.folded for word in name.words} <= {word.folded for word in words} for name in one.names)
    ]
    return sorted([*kept, *others], key=lambda one: one.at)


def _plain(words: Iterable[Word], searched: tuple[str, ...], small: Iterable[str]) -> list[Slot]:
    return [_of_word(word, searched) for word in words if not says_nothing(word, small)]


def _of_word(word: Word, searched: tuple[str, ...]) -> Slot:
    return Slot(word.written, (word,), asked_tokens(word, searched))


def _of_name(words: Sequence[Word], found: Found, searched: tuple[str, ...]) -> Slot:
    concepts, countries = found.codes(CONCEPT), found.codes(COUNTRY)
    tokens = [concept_token(code) for code in concepts] + [country_token(code) for code in countries]
    if len(words) == 1:
        tokens += asked_tokens(words[0], searched)
    text = " ".join(word.written for word in words)
    return Slot(text, tuple(words), tuple(tokens), concepts, countries)


def _distinct(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    once: dict[str, Slot] = {}
    for slot in slots:
        once.setdefault(slot.unit, slot)
    return tuple(once.values())[:MOST_SLOTS]
