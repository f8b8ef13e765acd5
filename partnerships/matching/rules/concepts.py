"""Things that people call by several names, acronyms and languages: concepts/*.toml, read once (D1, F2). Pure."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pes_partnerships.lib.text import search_form

FILES = tuple(sorted((Path(__file__).parent.parent / "concepts").glob("*.toml")))
IN_TWO = "in_two_concepts"  # labels that may stand in several concepts: then each of them is searched


class Label(NamedTuple):
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
    """`named`: the words of a label -> what has it; `longest`: the first word of labels -> how many the longest has."""

    by_code: dict[str, Concept]
    in_two: frozenset[str]
    named: dict[tuple[str, ...], list[Concept]]
    longest: dict[str, int]

    def beginning(self, words: list[str]) -> tuple[int, list[Concept]]:
        """How many of the words, from the first on, name something, and what; (0, []) where they name nothing."""
        longest = self.longest.get(words[0], 0) if words else 0
        for length in range(min(longest, len(words)), 0, -1):
            if meant := self.named.get(tuple(words[:length])):
                return length, meant
        return 0, []


@cache
def concepts() -> Concepts:
    return read(*(file.read_text(encoding="utf-8") for file in FILES))


def read(*chapters: str) -> Concepts:
    """The table as TOML: [code], then labels for each language; raises ValueError where a code comes twice."""
    tables = [tomllib.loads(chapter) for chapter in chapters]
    in_two = frozenset(search_form(label) for table in tables for label in table.pop(IN_TWO, []))
    table = {code: languages for each in tables for code, languages in each.items()}
    if len(table) < sum(map(len, tables)):
        raise ValueError("A code of the table of concepts comes twice")
    by_code = {code: Concept(code, tuple(_labels(languages))) for code, languages in table.items()}
    named: dict[tuple[str, ...], list[Concept]] = defaultdict(list)
    longest: dict[str, int] = {}
    for concept in by_code.values():
        for words in {label.words for label in concept.labels}:
            named[words].append(concept)
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return Concepts(by_code, in_two, dict(named), longest)


def _labels(languages: dict[str, list[str]]) -> list[Label]:
    return [
        Label(text, language, tuple(search_form(text).split()))
        for language, texts in languages.items()
        for text in texts
    ]
