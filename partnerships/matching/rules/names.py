"""Whether two names mean one organisation: a likeness with its reasons (F2). Pure."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.text import fold, one_line

from .name_keys import PREFIX, domain_of, keys_of, number_key
from .name_meaning import (
    LONGEST_ACRONYM,
    SHORT_ACRONYM,
    Word,
    acronyms,
    bare_words,
    name_tokens,
    says_nothing_own,
    words_of,
)
from .name_tables import TABLES, plain

# what is asked about names stands here together; the words and the keys have files of their own
__all__ = [
    "LIKELY",
    "REASONS",
    "Likeness",
    "compare",
    "domain_of",
    "keys_of",
    "likeness",
    "name_tokens",
    "number_key",
    "says_nothing_own",
    "words_of",
]

LIKELY = 70  # from here on two names may be one organisation
CONFLICT = 65  # the most that two names reach which each have an own word of weight
SAME_SPELLING = 86  # per cent of letters from which a word counts as the same one, spelt otherwise
NEARLY, BENT = 0.75, 0.9
WHOLE_ACRONYM = 4

REASONS = {
    "number": _("same registration number"),
    "domain": _("same web domain"),
    "name": _("same name"),
    "accents": _("same name except for accents or punctuation"),
    "legal_form": _("same name except for the legal form"),
    "order": _("same words in a different order"),
    "words": _("same words, abbreviated or in another language"),
    "similar": _("a similar name"),
    "acronym": _("beginning of its name"),
    "name_en": _("its English name"),
    "abbreviation": _("its abbreviation"),
    "former": _("a former or other name"),
    "elsewhere": _("but in a different place or country"),
}


@dataclass(frozen=True)
class Likeness:
    score: int
    reason: str  # a key of REASONS, "" below the mark


def likeness(a: str, b: str) -> int:
    """How far two names mean one organisation, 0 to 100; from LIKELY on they may."""
    return compare(a, b).score


@lru_cache(maxsize=50_000)
def compare(a: str, b: str) -> Likeness:
    """The likeness and, from LIKELY on, the reason."""
    if not a.strip() or not b.strip():
        return Likeness(0, "")
    if _folded(a) == _folded(b):
        return Likeness(100, "name" if one_line(a).casefold() == one_line(b).casefold() else "accents")
    if (short := max(_acronym_score(a, b), _acronym_score(b, a))) >= LIKELY:
        return Likeness(short, "acronym")
    first, second = words_of(a), words_of(b)
    score = _score(first, second)
    return Likeness(score, _reason(a, b, first, second) if score >= LIKELY else "")


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    return fold(name)


def _reason(a: str, b: str, first: tuple[Word, ...], second: tuple[Word, ...]) -> str:
    bare_a, bare_b = bare_words(a), bare_words(b)
    if bare_a == bare_b:
        whole_a, whole_b = plain(a), plain(b)
        return "accents" if _letters(whole_a) == _letters(whole_b) else "legal_form"
    if sorted(bare_a) == sorted(bare_b):
        return "order"
    return "words" if sorted(w.text for w in first) == sorted(w.text for w in second) else "similar"


def _score(first: tuple[Word, ...], second: tuple[Word, ...]) -> int:
    """Matched weight over all weight, less where each side has words of its own."""
    if not first or not second:
        return 0
    left, right, matched, proper = _match(first, second)
    if not left and not right:
        return round(100 * 2 * matched / _weight(first + second))
    if "".join(w.text for w in first) == "".join(w.text for w in second):
        return 98  # Job Center, Jobcenter
    score = 100 * 2 * matched / _weight(first + second)
    own_left, own_right = _own(left), _own(right)
    if not proper and (_own(first) or _own(second) or left or right):
        return min(CONFLICT - 5, round(score))  # they share only words that many names share
    if _clash(left, right, "number") or _clash(left, right, "country") or (own_left and own_right):
        return min(CONFLICT, round(score * 0.9))
    if left and right:  # a youth centre and a health centre of one town
        score *= 0.8
    if own_left or own_right:  # a branch beside the whole body
        score *= 0.82
    return round(score)


def _match(first: tuple[Word, ...], second: tuple[Word, ...]) -> tuple[list[Word], list[Word], float, bool]:
    """What stays over on each side, the matched weight, and whether a word of weight agrees."""
    right, left = list(second), []
    matched, proper = 0.0, False
    for word in sorted(first, key=lambda w: -w.weight):
        best, degree = None, 0.0
        for other in right:
            if (near := 1.0 if word.text == other.text else _degree(word, other)) > degree:
                best, degree = other, near
        if best is None:
            left.append(word)
            continue
        right.remove(best)
        matched += degree * (word.weight + best.weight) / 2
        proper = proper or word.kind == "proper"
    if {w.text for w in left} <= {w.text for w in first} - {w.text for w in left}:
        left = []  # a word that is there twice is there
    return left, right, matched, proper


def _degree(a: Word, b: Word) -> float:
    """How far two different words mean the same: less than 1 for a bent or nearly synonymous one, 0 for another."""
    if a.kind != b.kind:
        return 0.0
    if a.kind == "simple":
        return NEARLY if b.text in TABLES.near.get(a.text, ()) else 0.0
    return _spelt_alike(a.text, b.text) if a.kind == "proper" else 0.0


@lru_cache(maxsize=200_000)
def _spelt_alike(a: str, b: str) -> float:
    from rapidfuzz import fuzz  # imported here: few processes ever compare names

    if min(len(a), len(b)) >= PREFIX and (alike := fuzz.ratio(a, b, score_cutoff=SAME_SPELLING)):
        return alike / 100
    return BENT if a[:2] == b[:2] and _is_bent(a, b) else 0.0


def _is_bent(a: str, b: str) -> bool:
    """One stem of four letters or more (three for short names: Riga, Rigas) with two known endings."""
    shared = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        shared += 1
    endings = TABLES.inflections
    return any(a[cut:] in endings and b[cut:] in endings for cut in range(min(shared, PREFIX), shared + 1) if cut >= 3)


def _acronym_score(short: str, long: str) -> int:
    if " " in short.strip() or len(short) > LONGEST_ACRONYM * 2:
        return 0
    letters = _joined(short)
    if not SHORT_ACRONYM <= len(letters) <= LONGEST_ACRONYM or letters not in acronyms(long):
        return 0
    return 85 if len(letters) >= WHOLE_ACRONYM else 75


def _own(words: tuple[Word, ...] | list[Word]) -> list[Word]:
    return [word for word in words if word.kind in ("proper", "number")]


def _clash(left: list[Word], right: list[Word], kind: str) -> bool:
    return any(word.kind == kind for word in left) and any(word.kind == kind for word in right)


def _weight(words: tuple[Word, ...]) -> float:
    return sum(word.weight for word in words)


def _joined(name: str) -> str:
    return "".join(char for char in plain(name) if char.isalnum())


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
