"""Words that somebody proposes for a clause: they change an answer where they can, else the words around it (G3).

A clause is compared answer by answer, so “every six months” proposed for “after every meeting” becomes another answer,
and not a sentence that no field knows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .composing import NAME, Parties, Values, compose
from .kinds import CHOICE, NUMBER, PARTY, ROWS, ClauseField


class WordsChanged(Exception):
    """The words that a proposal is about no longer stand in the draft, or stand there more than once."""


@dataclass(frozen=True)
class Taken:
    """The clause after the proposal was taken. `answered`: names of the answers that it sets; none if words change."""

    words: str
    values: dict[str, Any]
    answered: tuple[str, ...] = ()


def with_words(body: str, was: str, proposed: str) -> str:
    """Words that were written freely, with the proposed ones in the place of those that were shown."""
    body, was = body.replace("\r\n", "\n"), was.strip()
    if not was or body.count(was) != 1:
        raise WordsChanged
    return body.replace(was, proposed.replace("\r\n", "\n").strip())


def take(
    words: str, fields: tuple[ClauseField, ...], values: Values, parties: Parties, *, was: str, proposed: str
) -> Taken:
    """Raises WordsChanged; call it in the language of the text."""
    blocks = re.split(r"\n[ \t]*\n", words.replace("\r\n", "\n").strip())
    found = list(_blocks_that_say(_flat(was), blocks, fields, values, parties))
    if len(found) != 1:
        raise WordsChanged
    first, last = found[0]
    block, proposed = "\n\n".join(blocks[first:last]), proposed.replace("\r\n", "\n").strip()
    if answers := _answers_in(proposed, block, fields, values, parties):
        return Taken(words, dict(values) | answers, tuple(answers))
    kept = "\n\n".join([*blocks[:first], *([proposed] if proposed else []), *blocks[last:]])
    return Taken(kept, dict(values))


def _blocks_that_say(
    was: str, blocks: list[str], fields: tuple[ClauseField, ...], values: Values, parties: Parties
) -> Iterator[tuple[int, int]]:
    """Runs of blocks (a list goes on with the paragraph that leads to it) that make exactly these words."""
    said = [compose(block, fields, values, parties).markdown for block in blocks]
    for first in range(len(blocks)):
        for last in range(first + 1, len(blocks) + 1):
            ends_are_said = said[first] and said[last - 1]
            if ends_are_said and _flat("\n\n".join(each for each in said[first:last] if each)) == was:
                yield first, last


def _flat(words: str) -> str:
    return " ".join(words.split())


def _answers_in(
    proposed: str, block: str, fields: tuple[ClauseField, ...], values: Values, parties: Parties
) -> dict[str, Any]:
    """The answers that turn the block into the proposed words; empty where none do."""
    by_name = {each.name: each for each in fields}
    names = [name for name in NAME.findall(block) if name in by_name]
    if not names or any(by_name[name].kind == ROWS for name in names):
        return {}
    pattern = _pattern(_flat(block), set(names))
    match = re.fullmatch(pattern, _flat(proposed)) if pattern else None
    if match is None:
        return {}
    answers = {name: _answer(by_name[name], said, parties) for name, said in match.groupdict().items()}
    if any(answer is None for answer in answers.values()):
        return {}
    changed = {name: answer for name, answer in answers.items() if answer != values.get(name)}
    again = compose(block, fields, dict(values) | changed, parties).markdown
    return changed if _flat(again) == _flat(proposed) else {}


def _pattern(block: str, names: set[str]) -> str:
    """Empty where a name stands twice: what is between cannot be told apart."""
    parts, seen = [], set()
    for place, part in enumerate(NAME.split(block)):
        if place % 2 and part in names:
            if part in seen:
                return ""
            seen.add(part)
            parts.append(f"(?P<{part}>.+?)")
        else:
            parts.append(re.escape(f"{{{part}}}" if place % 2 else part))
    return "".join(parts)


def _answer(each: ClauseField, said: str, parties: Mapping[int, str]) -> Any:
    said = said.strip()
    if each.kind == CHOICE:
        return next((code for code, phrase in each.options if str(phrase).casefold() == said.casefold()), None)
    if each.kind == PARTY:
        return next((key for key, name in parties.items() if name.casefold() == said.casefold()), None)
    if each.kind == NUMBER:
        return int(said) if said.isascii() and said.isdigit() else None
    return said or None
