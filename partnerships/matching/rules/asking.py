"""What somebody looks for, read once for every list: words, what else they are called, legal forms left out. Pure.

A question is a row of slots, each of which must be found; a slot is one word as typed, or a concept with its names.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

from pes_partnerships.lib.text import search_lines, search_words

from .concepts import Concept, Label, concepts
from .name_tables import TABLES

SAID = 6  # other names that a page says; the others it counts
SHORT = 6  # a name so short is found as a word of its own: VET is no veteran, politi (Danish) no politics
_LONGEST_FORM = 4  # words of a legal form: sp. z o. o.

Words = tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """Words as typed, each found anywhere in a text, or another name: its words together, from where a word begins."""

    typed: Words
    names: tuple[Words, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The names as one regular expression, for a text of search_lines()."""
        joined = [" ".join(name) for name in self.names]
        return re.compile(_any_of(f" {name} " if len(name) <= SHORT else f" {name}" for name in joined))

    def stands_in(self, text: str) -> bool:
        """`text` as search_lines() writes it."""
        return all(word in text for word in self.typed) or bool(self.names and self.pattern.search(text))


@dataclass(frozen=True)
class Others:
    """Other names that are searched: those that a reader is told, how many more there are, in how many languages."""

    said: tuple[Label, ...]
    more: int
    languages: int


@dataclass(frozen=True)
class Asked:
    """`only` switches the other names off; `could`: there are any; `meant`: concepts whose other names are searched."""

    words: Words
    slots: tuple[Slot, ...]
    could: bool = False
    only: bool = False
    meant: tuple[Concept, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.slots)

    def others(self, language: str) -> Others:
        """For a reader of this language: the names in it, then the English ones, of each concept in turn."""
        typed = {slot.typed for slot in self.slots}
        every = {label.words: label for concept in self.meant for label in concept.labels if label.words not in typed}
        in_turn = zip_longest(*(_for_reader(concept, language) for concept in self.meant))
        said = {label.words: label for row in in_turn for label in row if label and label.words in every}
        shown = tuple(said.values())[:SAID]
        more = [label for words, label in every.items() if words not in [each.words for each in shown]]
        return Others(shown, len(more), len({label.language for label in more}))

    @property
    def readings(self) -> list[Words]:
        """The words as typed, then with a concept under each of its other names: to order what was found."""
        typed = [slot.typed for slot in self.slots]
        found = [tuple(word for words in typed for word in words)]
        for at, slot in enumerate(self.slots):
            for other in slot.names:
                found.append(tuple(word for words in (*typed[:at], other, *typed[at + 1 :]) for word in words))
        return found

    @cached_property
    def names(self) -> list[Words]:
        """The other names as words that stand together, the longest first: to mark them in a text."""
        return sorted({name for slot in self.slots for name in slot.names}, key=lambda words: (-len(words), words))

    def stands_in(self, *texts: str) -> bool:
        """Whether all that is asked for stands in these texts together; where nothing is asked, it does."""
        return not self.slots or self.stands_in_lines(search_lines(text or "" for text in texts))

    def stands_in_lines(self, lines: str) -> bool:
        return all(slot.stands_in(lines) for slot in self.slots)


def ask(typed: str, *, only: bool = False) -> Asked:
    """Read what was typed; a legal form is looked for only where nothing else was typed."""
    words = search_words(typed)
    read = list(_slots(words))
    meant = {concept.code: concept for slot, concepts_meant in read if slot.names for concept in concepts_meant}
    if only:
        return Asked(tuple(words), tuple(Slot(slot.typed) for slot, _meant in read), bool(meant), only)
    return Asked(tuple(words), tuple(slot for slot, _meant in read), bool(meant), only, tuple(meant.values()))


def _slots(words: list[str]) -> Iterator[tuple[Slot, list[Concept]]]:
    at, left_out = 0, []
    found = False
    while at < len(words):
        length, meant = concepts().beginning(words[at:])
        if length:
            yield _named(tuple(words[at : at + length]), meant), meant
            found = True
        elif length := _legal_form(words[at:]):
            left_out += words[at : at + length]
        else:
            length, found = 1, True
            yield Slot((words[at],)), []
        at += length
    if not found:
        yield from ((Slot((word,)), []) for word in left_out)


def _named(typed: Words, meant: list[Concept]) -> Slot:
    """The words as typed, and the other names as the table orders them; one that contains them is found by them."""
    names = dict.fromkeys(label.words for concept in meant for label in concept.labels)
    return Slot(typed, tuple(name for name in names if not all(word in " ".join(name) for word in typed)))


def _any_of(needles: Iterable[str]) -> str:
    """A regular expression for any of them, as a tree of beginnings: a text is read once for all."""
    tree: dict[str, Any] = {}
    for needle in sorted(needles, key=len):  # what goes on where a shorter one has ended is found by that
        branch = tree
        for letter in needle:
            if "" in branch:
                break
            branch = branch.setdefault(letter, {})
        else:
            branch[""] = {}
    return _written(tree)


def _written(tree: dict[str, Any]) -> str:
    if "" in tree:
        return ""
    parts = [letter + _written(branch) for letter, branch in tree.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})" if parts else ""


def _for_reader(concept: Concept, language: str) -> list[Label]:
    """A concept's names in the reader's language, then in English, without those that only add words to another."""
    found: list[Label] = []
    for label in sorted(concept.labels, key=lambda label: label.language != language):
        is_longer = any(label.words[: len(other.words)] == other.words for other in found)
        if label.language in (language, "en") and not is_longer:
            found.append(label)
    return found


def _legal_form(words: list[str]) -> int:
    """How many of the words, from the first on, are a legal form: GmbH, s. r. o., sp. z o.o., eingetragener Verein."""
    for length in range(min(_LONGEST_FORM, len(words)), 0, -1):
        some = tuple(words[:length])
        is_spelt = "".join(some) in TABLES.legal_forms and all(len(word) <= 2 for word in some)
        if some in TABLES.legal_phrases or is_spelt or (length == 1 and some[0] in TABLES.legal_forms):
            return length
    return 0
