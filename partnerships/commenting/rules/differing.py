"""What other words would change, word by word: for a reader, and for whoever decides (G3)."""

import difflib
import re
from dataclasses import dataclass

SAME, GONE, NEW = "same", "gone", "new"
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Run:
    """Words that stay, go, or come."""

    kind: str
    words: str


def word_changes(was: str, proposed: str) -> list[Run]:
    """Both texts as one, in runs; spaces belong to the words before them."""
    old, new = (_WORD.findall(text.replace("\r\n", "\n").strip()) for text in (was, proposed))
    runs: list[Run] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run(SAME, "".join(old[i:j])))
            continue
        if i < j:
            runs.append(Run(GONE, "".join(old[i:j])))
        if k < m:
            runs.append(Run(NEW, "".join(new[k:m])))
    return runs


class WordsChanged(Exception):
    """The words that a proposal is about no longer stand in the draft, or stand there more than once."""


def with_words(body: str, was: str, proposed: str) -> str:
    """The written part with the proposed words in the place of those that were shown."""
    body, was = body.replace("\r\n", "\n"), was.strip()
    if not was or body.count(was) != 1:
        raise WordsChanged
    return body.replace(was, proposed.replace("\r\n", "\n").strip())
