"""Where the words of a search stand in a text, accents, case and kinds of apostrophe aside (D1). Pure."""

import re
from collections import defaultdict

from pes_partnerships.lib.text import fold

from .asking import SHORT, Asked, Words

_WORD = re.compile(r"[\w\u00ad]+")
_TOO_COMMON = frozenset("a an and at by de d des du en et for in l la le les not of on or pour the to".split())
_LONG = 4


def marked(text: str, asked: Asked) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether a searched word stands there."""
    found = list(_WORD.finditer(text))
    words = [fold(match.group()) for match in found]
    typed = frozenset(asked.words) - _TOO_COMMON
    names = _by_beginning(asked)
    of_names = {place for at in range(len(words)) for place in range(at, at + _name_at(words[at:], names))}
    pieces: list[tuple[str, bool]] = []
    end = 0
    for place, match in enumerate(found):
        if place in of_names or _is_wanted(words[place], typed):
            pieces += [(text[end : match.start()], False), (match.group(), True)]
            end = match.end()
    pieces.append((text[end:], False))
    return _joined([piece for piece in pieces if piece[0]])


def _by_beginning(asked: Asked) -> dict[str, list[Words]]:
    """The other names, the longest first, by the letters with which their first words begin."""
    names = defaultdict(list)
    for name in asked.names:
        names[name[0][:_LONG]].append(name)
    return names


def _name_at(words: list[str], names: dict[str, list[Words]]) -> int:
    """How many of the words, from the first on, are another name of what was asked; its last word may be longer."""
    for name in names.get(words[0][:_LONG], []):
        some = tuple(words[: len(name)])
        is_longer = len(" ".join(name)) > SHORT and len(some) == len(name) and some[-1].startswith(name[-1])
        if some == name or (some[:-1] == name[:-1] and is_longer):
            return len(name)
    return 0


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
