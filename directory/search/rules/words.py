"""The words of a search: what else they are called, and where they stand in a text (D1)."""

import re

from pes_partnerships.lib.text import fold

# Each line is one thing under several names, folded; glossary words of employment services.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("neet", "neets", "not in employment, education or training", "young people not in work or training"),
    ("ltu", "long-term unemployed", "long term unemployed"),
    ("pes", "public employment service"),
    ("ngo", "ngos", "non-governmental", "non-profit"),
    ("disabled people", "people with disabilities"),
    ("esf", "european social fund"),
    ("vet", "vocational education", "vocational training"),
    ("one-stop", "one stop", "under one roof"),
    ("trade union", "trade unions", "employees' organisation"),
)
_WORD = re.compile(r"[\w’'-]+")
_TOO_COMMON = frozenset({"a", "an", "and", "at", "by", "de", "for", "in", "la", "not", "of", "on", "or", "the", "to"})
_LONG = 4


def other_words(query: str) -> list[str]:
    """The query again with each known name replaced by its other names; empty where none is known."""
    folded = f" {fold(query)} "
    others = []
    for names in SYNONYMS:
        here = max((name for name in names if f" {name} " in folded), key=len, default=None)
        if here:
            others += [folded.replace(f" {here} ", f" {name} ").strip() for name in names if name != here]
    return others


def marked(text: str, queries: list[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether a searched word stands there; accents and case aside."""
    wanted = {word for query in queries for word in fold(query).split()} - _TOO_COMMON
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _WORD.finditer(text):
        if _is_wanted(fold(match.group()), wanted):
            pieces += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    pieces.append((text[at:], False))
    return _joined([piece for piece in pieces if piece[0]])


def _is_wanted(word: str, wanted: set[str]) -> bool:
    return any(word == each or (len(each) >= _LONG and each in word) for each in wanted)


def _joined(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Marked words with only a space between them become one mark."""
    joined: list[tuple[str, bool]] = []
    for text, is_marked in pieces:
        if is_marked and len(joined) > 1 and joined[-1] == (" ", False) and joined[-2][1]:
            joined[-2:] = [(f"{joined[-2][0]} {text}", True)]
        else:
            joined.append((text, is_marked))
    return joined
