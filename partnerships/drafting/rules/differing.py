"""What other words would change, word by word: for a reader, and for whoever decides (A15, G3)."""

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


def word_changes(was: str, now: str) -> list[Run]:
    """Both texts as one, in runs; words that change one after the other are one run."""
    old, new = (_WORD.findall(text.replace("\r\n", "\n").strip()) for text in (was, now))
    runs: list[Run] = []
    gone = came = ""
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone, came = gone + "".join(old[i:j]), came + "".join(new[k:m])
            continue
        kept = "".join(old[i:j])
        if kept.isspace() and "\n" not in kept and gone.strip() and came.strip():
            gone, came = gone + kept, came + kept
            continue
        runs += [*_changed(gone, came), Run(SAME, kept)]
        gone = came = ""
    return runs + _changed(gone, came)


def _changed(gone: str, came: str) -> list[Run]:
    return [Run(kind, words) for kind, words in ((GONE, gone), (NEW, came)) if words]
