"""What other words would change, word by word: for a reader, and for whoever decides (A15, G3)."""

import difflib
import re
from dataclasses import dataclass
from itertools import groupby

SAME, GONE, NEW = "same", "gone", "new"
_WORD = re.compile(r"\S+[^\S\n]*|\n\s*")


@dataclass(frozen=True)
class Run:
    """Words that stay, go, or come."""

    kind: str
    words: str


def word_changes(was: str, now: str) -> list[Run]:
    """Both texts as one, in runs. Spaces are not compared: they made long texts slow."""
    old, new = (_WORD.findall(text.replace("\r\n", "\n").strip()) for text in (was, now))
    runs: list[Run] = []
    matcher = difflib.SequenceMatcher(None, *([word.strip() or "\n" for word in text] for text in (old, new)), False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            for one, other in zip(old[i:j], new[k:m], strict=True):
                runs += _changed(one, other)
        else:
            runs += _changed("".join(old[i:j]), "".join(new[k:m]))
    return [Run(kind, "".join(run.words for run in same)) for kind, same in groupby(runs, key=lambda run: run.kind)]


def _changed(gone: str, came: str) -> list[Run]:
    """The same word stays with its spaces told apart; of other words the space after both stays."""
    if gone == came:
        return [Run(SAME, gone)]
    if gone.strip() == came.strip() != "":
        word = gone.strip()
        return [Run(SAME, word), *_changed(gone[len(word) :], came[len(word) :])]
    space = came[len(came.rstrip()) :]
    if gone.strip() and came.strip() and space and gone.endswith(space):
        return [Run(GONE, gone[: -len(space)]), Run(NEW, came[: -len(space)]), Run(SAME, space)]
    return [Run(kind, words) for kind, words in ((GONE, gone), (NEW, came)) if words]
