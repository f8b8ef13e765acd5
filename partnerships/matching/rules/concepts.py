"""Things that people call by several names, acronyms and languages: concepts.toml, read once (D1, F2). Pure."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pes_partnerships.lib.text import search_form

FILE = Path(__file__).parent.parent / "concepts.toml"
IN_TWO = "in_two_concepts"  # labels that may stand in several concepts: then each of them is searched


@dataclass(frozen=True)
class Label:
    """One name of a concept, as it is written and as it is searched."""

    text: str
    language: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    code: str
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Concepts:
    """`index`: the first word of a label -> the labels that begin so with their concepts, the longest first."""

    by_code: dict[str, Concept]
    in_two: frozenset[str]
    index: dict[str, list[tuple[tuple[str, ...], Concept]]]

    def beginning(self, words: list[str]) -> tuple[int, list[Concept]]:
        """How many of the words, from the first on, name something, and what; (0, []) where they name nothing."""
        known = self.index.get(words[0], []) if words else []
        longest = next((label for label, _concept in known if tuple(words[: len(label)]) == label), ())
        return len(longest), [concept for label, concept in known if longest and label == longest]


@cache
def concepts() -> Concepts:
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Concepts:
    """The table as TOML: [code], then a list of labels for each language."""
    table = tomllib.loads(text)
    in_two = frozenset(search_form(label) for label in table.pop(IN_TWO, []))
    by_code = {code: Concept(code, tuple(_labels(languages))) for code, languages in table.items()}
    index: dict[str, dict[tuple[tuple[str, ...], str], Concept]] = defaultdict(dict)
    for concept in by_code.values():
        for label in concept.labels:
            index[label.words[0]][label.words, concept.code] = concept
    in_order = {
        first: sorted(((words, each) for (words, _code), each in known.items()), key=lambda pair: -len(pair[0]))
        for first, known in index.items()
    }
    return Concepts(by_code, in_two, in_order)


def _labels(languages: dict[str, list[str]]) -> list[Label]:
    return [
        Label(text, language, tuple(search_form(text).split()))
        for language, texts in languages.items()
        for text in texts
    ]
