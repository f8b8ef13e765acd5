"""Where the words of a search stand in a text, accents, case and kinds of apostrophe aside (D1). Pure."""

import re

from pes_partnerships.lib.text import fold

from .asking import Asked

_WORD = re.compile(r"[\w\u00ad]+")
_TOO_COMMON = frozenset("a an and at by de d des du en et for in l la le les not of on or pour the to".split())
_LONG = 4


def marked(text: str, asked: Asked) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether a searched word stands there."""
    wanted = asked.said - _TOO_COMMON
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _WORD.finditer(text):
        if _is_wanted(fold(match.group()), wanted):
            pieces += [(text[at : match.start()], False), (match.group(), True)]
            at = match.end()
    pieces.append((text[at:], False))
    return _joined([piece for piece in pieces if piece[0]])


def _is_wanted(word: str, wanted: frozenset[str]) -> bool:
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
