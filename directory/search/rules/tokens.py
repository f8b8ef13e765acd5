"""What is kept of an entry and what is looked for: tokens, each with the place in the entry where it stands. Pure.

A token is the letter of its place, the letter of its kind, and what it is: `awfood` is the word “food” in a title.
Both databases keep the same tokens, so both find the same.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from partnerships.matching.rules.concepts import concepts

from .languages import BY_BEGINNING, SNOWBALL, Word, beginning, stems, words_of
from .languages import FILE as STOP_WORDS
from .naming import CONCEPT, COUNTRY, known_names

# where a word stands: in a name; in what the entry says as facts; in its first sentences; anywhere
PLACES = "abcd"
TITLE, FACTS, LEAD, REST = PLACES
_WORD, _STEM, _BEGINNING = "w", "s", "b"
LONGEST = 60
ENGLISH = "en"
# raised when other tokens are made of the same texts, so that every index is made again
EDITION = 2


@cache
def made_with() -> str:
    """Tells apart indexes that were made with other tables of words, or by other code."""
    named = sorted((concept.code, sorted(map(str, concept.labels))) for concept in concepts().by_code.values())
    return hashlib.sha256(repr((EDITION, named)).encode() + STOP_WORDS.read_bytes()).hexdigest()


def concept_token(code: str) -> str:
    return CONCEPT + code.replace("_", "")


def country_token(code: str) -> str:
    return COUNTRY + code.lower()


@lru_cache(maxsize=100_000)
def word_tokens(word: Word, languages: tuple[str, ...]) -> frozenset[str]:
    """Under what a word of a text is found."""
    tokens = {_WORD + word.folded[:LONGEST]}
    for language in languages:
        tokens |= {_STEM + language + stem[:LONGEST] for stem in stems(word, language)}
        if language in BY_BEGINNING:
            tokens.add(_BEGINNING + language + word.folded[:LONGEST])
    return frozenset(tokens)


@lru_cache(maxsize=5_000)
def label_tokens(label: str, language: str) -> frozenset[str]:
    """Of a name that many entries have, such as that of a service."""
    return text_tokens(label, (language,))


def text_tokens(text: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Its words and the things that it names."""
    words = words_of(text)
    found: set[str] = set()
    for word in words:
        found |= word_tokens(word, languages)
    for name in known_names().within(words, languages):
        found |= {concept_token(code) for code in name.codes(CONCEPT)}
        found |= {country_token(code) for code in name.codes(COUNTRY)}
    return frozenset(found)


def asked_tokens(word: Word, languages: Iterable[str]) -> tuple[str, ...]:
    """Under what a word of a question is looked for; those that end with a star are beginnings."""
    tokens = set()
    for language in languages:
        if language in SNOWBALL:
            tokens |= {_STEM + language + stem[:LONGEST] for stem in stems(word, language)}
        elif len(word.folded) > 2:
            tokens.add(_BEGINNING + language + beginning(word)[:LONGEST] + "*")
    # every entry has the English stems of its words: who looks for these finds the word as it is, too
    return tuple(sorted(tokens)) if ENGLISH in languages and tokens else (plain_token(word.folded), *sorted(tokens))


def plain_token(folded: str) -> str:
    return _WORD + folded[:LONGEST]


def tokens_of(texts: Mapping[str, Iterable[tuple[str, tuple[str, ...]]]], facts: Iterable[str]) -> list[str]:
    """All tokens of an entry, each at its best place. `texts`: place -> (text, its languages); `facts`: tokens."""
    kept: dict[str, str] = {}
    for place in PLACES:
        found = set(facts) if place == FACTS else set()
        for text, languages in texts.get(place, ()):
            found |= text_tokens(text, languages)
        for token in found:
            kept.setdefault(token, place)
    return sorted(place + token for token, place in kept.items())


def vocabulary_of(tokens: Iterable[str]) -> set[str]:
    """The words behind the tokens, to which a wrongly typed one may be near."""
    return {token[2:] for token in tokens if token[1] == _WORD and len(token) > 4 and not token[2:].isdigit()}


def has_any(tokens: frozenset[str], wanted: Iterable[str]) -> bool:
    """As the database answers: whether any of them is there, or begins so where a star stands behind it."""
    return any(
        any(token.startswith(each[:-1]) for token in tokens) if each.endswith("*") else each in tokens
        for each in wanted
    )
