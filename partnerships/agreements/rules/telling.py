"""What a version changes in the one before it, in whole sentences: the first of three depths to read it in (A15).

The sentences come from the same comparison as the table of values (drafting/rules/comparing.py).
"""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from partnerships.drafting.rules.comparing import Labels, said_pairs
from partnerships.drafting.rules.text import (
    AgreementText,
    ClauseText,
    ObjectiveText,
    ResponsibilityText,
    SectionText,
)
from partnerships.drafting.rules.titles import title_of
from partnerships.objectives.rules.targets import target_words

from .numbering import paragraphs

# dates and names that each version has of its own, and states on its cover: no change of what was agreed
OF_THE_VERSION = ("title", "decided", "effective", "first_review_on")
OF_A_TARGET = ("target_kind", "comparator", "target", "target_to", "relation", "unit", "counted_among")
ENDED_TWICE = re.compile(r"([.!?…]\s?[”»“])\.$")
Texts = tuple[AgreementText, AgreementText]


def change_sentences(before: AgreementText, after: AgreementText, labels: Labels) -> list[str]:
    """In the order of the text; call it in the language of the text."""
    texts = (before, after)
    pairs = said_pairs(before, after, labels)
    sentences = (each for old, new, above, said in pairs for each in _of_part(old, new, above, said, texts))
    return [ENDED_TWICE.sub(r"\1", each) for each in sentences]


def _of_part(old: Any, new: Any, above: Any, said: list, texts: Texts) -> Iterator[str]:
    title = {"part": title_of(new or old, above)}
    if old is None:
        yield _("“%(part)s” is added.") % title
    elif new is None:
        yield _("“%(part)s” is removed.") % title
    elif isinstance(new, ResponsibilityText):
        yield from _of_duty(old, new, texts)
    elif isinstance(new, SectionText):
        yield from _of_section(old, new, title)
    elif isinstance(new, ClauseText):
        yield from _of_clause(old, new, title)
    else:
        rest = said
        if isinstance(new, ObjectiveText) and any(name in OF_A_TARGET for name, *_rest in said):
            words = {**title, "before": target_words(old) or "–", "after": target_words(new) or "–"}
            yield _("In “%(part)s”, the target changes from “%(before)s” to “%(after)s”.") % words
            rest = [each for each in said if each[0] not in OF_A_TARGET]
        yield from _of_values(rest, {} if isinstance(new, AgreementText) else title)


def _of_values(said: list[tuple[str, str, str, str]], title: dict[str, str]) -> Iterator[str]:
    """Of a part, or, without a title, of the agreement as a whole."""
    for name, label, before, after in said:
        if name in OF_THE_VERSION:
            continue
        words = {**title, "label": label, "before": _in_a_line(before), "after": _in_a_line(after)}
        if not before:
            pattern = _("In “%(part)s”, the entry “%(label)s” now reads “%(after)s”.")
            whole = _("The entry “%(label)s” now reads “%(after)s”.")
        elif not after:
            pattern = _("In “%(part)s”, the entry “%(label)s” is removed; it was “%(before)s”.")
            whole = _("The entry “%(label)s” is removed; it was “%(before)s”.")
        else:
            pattern = _("In “%(part)s”, the entry “%(label)s” changes from “%(before)s” to “%(after)s”.")
            whole = _("The entry “%(label)s” changes from “%(before)s” to “%(after)s”.")
        yield (pattern if title else whole) % words


def _in_a_line(words: str) -> str:
    """Lines of a list, one after the other."""
    return "; ".join(line.strip() for line in words.splitlines() if line.strip())


def _of_duty(old: ResponsibilityText, new: ResponsibilityText, texts: Texts) -> Iterator[str]:
    parties = [text.party(duty.owner) for text, duty in zip(texts, (old, new), strict=True)]
    names = [party.name if party else _("not assigned") for party in parties]
    words = {"before": old.text, "after": new.text, "party": names[1], "was": names[0]}
    if old.text != new.text:
        yield _("Responsibility of %(party)s: “%(before)s” becomes “%(after)s”.") % words
    if names[0] != names[1]:
        yield _("The responsibility “%(after)s” passes from %(was)s to %(party)s.") % words


def _of_section(old: SectionText, new: SectionText, title: dict[str, str]) -> Iterator[str]:
    """Clause by clause: what stayed is not told."""
    if old.title != new.title:
        words = {"before": old.title, "after": new.title}
        yield _("The section “%(before)s” is now called “%(after)s”.") % words
    yield from _of_words(old.body, new.body, title)


def _of_clause(old: ClauseText, new: ClauseText, title: dict[str, str]) -> Iterator[str]:
    """By its answers where the words around them stayed the same; else by its sentences."""
    if old.title != new.title:
        yield _("The clause “%(before)s” is now called “%(after)s”.") % {"before": old.title, "after": new.title}
    if old.words != new.words:
        yield from _of_words(old.body, new.body, title)
        return
    was, now = ({term.name: term for term in part.said} for part in (old, new))
    answers = [
        (name, (now.get(name) or was[name]).label, *(each[name].value if name in each else "" for each in (was, now)))
        for name in {**was, **now}
    ]
    yield from _of_values([answer for answer in answers if answer[2] != answer[3]], title)


def _of_words(before: str, after: str, title: dict[str, str]) -> Iterator[str]:
    was, now = ([_flat(each.markdown) for each in paragraphs(words)] for words in (before, after))
    for kind, i, j, k, m in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for one, other in _side_by_side(was[i:j], now[k:m]):
            words = {**title, "before": one, "after": other}
            if not one:
                yield _("In “%(part)s”, “%(after)s” is added.") % words
            elif not other:
                yield _("In “%(part)s”, “%(before)s” is removed.") % words
            else:
                yield _("In “%(part)s”, “%(before)s” becomes “%(after)s”.") % words


def _side_by_side(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    longest = max(len(was), len(now))
    for place in range(longest):
        yield (was[place] if place < len(was) else ""), (now[place] if place < len(now) else "")


def _flat(markdown: str) -> str:
    return " ".join(markdown.split())
