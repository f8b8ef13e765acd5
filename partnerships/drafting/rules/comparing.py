"""What one text says otherwise than another: every attribute of every part, and every further term (A15)."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from .text import AgreementText, lists_of
from .titles import title_of
from .words import in_words

Labels = Mapping[tuple[type, str], Any]


@dataclass(frozen=True)
class Difference:
    """One value of one part, in words, empty where not stated. `is_new`, `is_gone`: the part is in one text only."""

    part: str
    label: str
    before: str
    after: str
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class _Said:
    label: str
    value: str


# By what a row is found again in the other text: the first that fits, each row once; what is left is another row.
SAME: dict[str, Sequence[Callable[[Any], Any]]] = {
    "parties": (lambda row: (row.participation, row.name), lambda row: row.name, lambda row: row.participation),
    "signatories": (lambda row: row.contact, lambda row: row.name),
    "decisions": (lambda row: (row.body, row.subject), lambda row: row.body),
    "responsibilities": (lambda row: row.text,),
    "contributions": (lambda row: (row.giver, row.kind.code, row.description), lambda row: (row.giver, row.kind.code)),
    "years": (lambda row: row.year,),
    "objectives": (lambda row: row.lineage,),
    "sections": (lambda row: row.key,),
    "clauses": (lambda row: row.key,),
    "dissolution": (lambda row: (row.matter.code, row.act), lambda row: row.matter.code),
    "annexes": (lambda row: (row.title, row.sha256), lambda row: row.title, lambda row: row.sha256 or None),
    "quotas": (lambda row: (row.who, row.base), lambda row: row.who),
    "milestones": (lambda row: row.due,),
}

# Rows that have nothing but their words: one that is gone and one that is new are the same where the words are alike.
REWRITTEN: dict[str, Callable[[Any], str]] = {"responsibilities": lambda row: row.text}
ALIKE = 0.4


def differences(before: AgreementText, after: AgreementText, labels: Labels) -> list[Difference]:
    """In the order of the text; `labels` name the attributes that do not bring their own label."""
    return list(_compared(before, after, (before, after), None, labels))


def _compared(old: Any, new: Any, texts: tuple, above: Any, labels: Labels) -> Iterator[Difference]:
    """`old` or `new` is None where the part stands in one text only."""
    shown = new or old
    title = title_of(shown, above)
    was, now = (_said(part, text, labels) for part, text in zip((old, new), texts, strict=True))
    for name in {**was, **now}:
        label = (now.get(name) or was[name]).label
        values = [said[name].value if name in said else "" for said in (was, now)]
        if values[0] != values[1]:
            yield Difference(title, label, *values, is_new=old is None, is_gone=new is None)
    for name in lists_of(type(shown)):
        for pair in _pairs(name, getattr(old, name, ()), getattr(new, name, ())):
            yield from _compared(*pair, texts, shown, labels)


# old, new, above, and what they say otherwise: (attribute, label, before, after)
SaidPair = tuple[Any, Any, Any, list[tuple[str, str, str, str]]]


def said_pairs(before: AgreementText, after: AgreementText, labels: Labels) -> Iterator[SaidPair]:
    """(old, new, above, what they say otherwise) of every part that differs, in the order of the text.

    One of both is None where the part stands in one text only; what lies below it is then no pair of its own. Each
    difference is (attribute, label, before, after), in words.
    """
    yield from _said_pairs(before, after, (before, after), None, labels)


def _said_pairs(old: Any, new: Any, texts: tuple, above: Any, labels: Labels) -> Iterator[SaidPair]:
    if old is None or new is None:
        yield old, new, above, []
        return
    was, now = (_said(part, text, labels) for part, text in zip((old, new), texts, strict=True))
    said = []
    for name in {**was, **now}:
        values = [each[name].value if name in each else "" for each in (was, now)]
        if values[0] != values[1]:
            said.append((name, (now.get(name) or was[name]).label, *values))
    if said:
        yield old, new, above, said
    for name in lists_of(type(new)):
        for pair in _pairs(name, getattr(old, name, ()), getattr(new, name, ())):
            yield from _said_pairs(*pair, texts, new, labels)


def _said(part: Any, text: AgreementText, labels: Labels) -> dict[str, _Said]:
    """All that a part says, in words; a party that is named by its key is said by its name."""
    if part is None:
        return {}
    said = {}
    for each in fields(part):
        if each.metadata.get("unsaid") or each.name in (*lists_of(type(part)), "more"):
            continue
        value = getattr(part, each.name)
        if each.metadata.get("party"):
            party = text.party(value)
            value = party.name if party else ""
        label = each.metadata.get("label") or labels[type(part), each.name]
        said[each.name] = _Said(str(label), in_words(value))
    return said | {term.name: _Said(term.label, term.value) for term in part.more}


def _pairs(name: str, old: Sequence, new: Sequence) -> list[tuple[Any, Any]]:
    """The rows of two lists side by side, in the order of the new one; those that are gone come last."""
    found: dict[int, Any] = {}
    for same in SAME[name]:
        free = [row for row in old if not any(row is taken for taken in found.values())]
        for place, row in enumerate(new):
            match = next((each for each in free if same(each) == same(row)), None) if place not in found else None
            if match is not None:
                found[place] = match
                free = [each for each in free if each is not match]
    gone = [row for row in old if not any(row is taken for taken in found.values())]
    if name in REWRITTEN:
        gone = _pair_rewritten(REWRITTEN[name], gone, new, found)
    return [(found.get(place), row) for place, row in enumerate(new)] + [(row, None) for row in gone]


def _pair_rewritten(words: Callable[[Any], str], gone: list, new: Sequence, found: dict[int, Any]) -> list:
    """Adds to `found`, by place in `new`; what is left of `gone` is returned."""

    def alike(row: Any, other: Any) -> float:
        one, two = (words(each).lower().split() for each in (row, other))
        return difflib.SequenceMatcher(None, one, two, autojunk=False).ratio()

    for place, row in enumerate(new):
        likest = max(gone, key=lambda each, row=row: alike(each, row), default=None) if place not in found else None
        if likest is not None and alike(likest, row) >= ALIKE:
            found[place] = likest
            gone = [each for each in gone if each is not likest]
    return gone
