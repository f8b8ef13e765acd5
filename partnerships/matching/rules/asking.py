"""What somebody looks for, read once for every list: words, what else they are called, legal forms left out. Pure.

A question is a row of slots, each of which must be found; a slot is one word as typed, or a concept with its names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pes_partnerships.lib.text import search_lines, search_words

from .concepts import Concept, concepts
from .name_tables import TABLES

_SHORT = 4  # a name so short is found as a word of its own: VET is no veteran
_LONGEST_FORM = 4  # words of a legal form: sp. z o. o.


@dataclass(frozen=True)
class Phrase:
    """Words that are found anywhere in a text, or (`name`) together, in this order."""

    words: tuple[str, ...]
    name: str = ""  # as the table of concepts writes it; "" where it was typed

    @property
    def needles(self) -> list[str]:
        """What must stand in a text of search_lines()."""
        if not self.name:
            return list(self.words)
        joined = " ".join(self.words)
        return [f" {joined} " if len(joined) <= _SHORT else joined]

    def stands_in(self, text: str) -> bool:
        return all(needle in text for needle in self.needles)


Slot = tuple[Phrase, ...]


@dataclass(frozen=True)
class Asked:
    """`only` switches the other names off; `could` says whether there are any."""

    words: tuple[str, ...]
    slots: tuple[Slot, ...]
    could: bool = False
    only: bool = False

    def __bool__(self) -> bool:
        return bool(self.slots)

    @property
    def also(self) -> list[str]:
        """The other names that are searched, as they are written."""
        return list(dict.fromkeys(phrase.name for slot in self.slots for phrase in slot if phrase.name))

    @property
    def readings(self) -> list[tuple[str, ...]]:
        """The words as typed, then with a concept under each of its other names: to order what was found."""
        typed = [slot[0].words for slot in self.slots]
        found = [tuple(word for words in typed for word in words)]
        for at, slot in enumerate(self.slots):
            for other in slot[1:]:
                found.append(tuple(word for words in (*typed[:at], other.words, *typed[at + 1 :]) for word in words))
        return found

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        """The other names as words that stand together, the longest first: to mark them in a text."""
        named = {phrase.words for slot in self.slots for phrase in slot if phrase.name}
        return sorted(named, key=lambda words: (-len(words), words))

    def stands_in(self, *texts: str) -> bool:
        """Whether all that is asked for stands in these texts together; where nothing is asked, it does."""
        return not self.slots or self.stands_in_lines(search_lines(text or "" for text in texts))

    def stands_in_lines(self, lines: str) -> bool:
        return all(any(phrase.stands_in(lines) for phrase in slot) for slot in self.slots)


def ask(typed: str, *, only: bool = False) -> Asked:
    """Read what was typed; a legal form is looked for only where nothing else was typed."""
    words = search_words(typed)
    slots = list(_slots(words))
    could = any(len(slot) > 1 for slot in slots)
    if only:
        slots = [slot[:1] for slot in slots]
    return Asked(tuple(words), tuple(slots), could, only)


def _slots(words: list[str]) -> Iterator[Slot]:
    at, left_out = 0, []
    found = False
    while at < len(words):
        length, meant = concepts().beginning(words[at:])
        if length:
            yield _named(tuple(words[at : at + length]), meant)
            found = True
        elif length := _legal_form(words[at:]):
            left_out += words[at : at + length]
        else:
            length, found = 1, True
            yield (Phrase((words[at],)),)
        at += length
    if not found:
        yield from ((Phrase((word,)),) for word in left_out)


def _named(typed: tuple[str, ...], meant: list[Concept]) -> Slot:
    """The words as typed, and the other names as the table orders them; one that contains another is found by that."""
    labels: dict[tuple[str, ...], str] = {}
    for label in (label for concept in meant for label in concept.labels):
        labels.setdefault(label.words, label.text)
    needed = [Phrase(typed)]
    for words in sorted(labels, key=lambda words: len(" ".join(words))):
        text = " ".join(words)
        if not any(all(needle in text for needle in known.needles) for known in needed):
            needed.append(Phrase(words, labels[words]))
    return (needed[0], *sorted(needed[1:], key=lambda phrase: list(labels).index(phrase.words)))


def _legal_form(words: list[str]) -> int:
    """How many of the words, from the first on, are a legal form: GmbH, s. r. o., sp. z o.o., eingetragener Verein."""
    for length in range(min(_LONGEST_FORM, len(words)), 0, -1):
        some = tuple(words[:length])
        is_spelt = "".join(some) in TABLES.legal_forms and all(len(word) <= 2 for word in some)
        if some in TABLES.legal_phrases or is_spelt or (length == 1 and some[0] in TABLES.legal_forms):
            return length
    return 0
