"""Where what was asked for stands in a text, in whichever form or under whichever name (D1). Pure."""

import re

from .languages import word_of
from .naming import names_for
from .reading import Read
from .tokens import word_tokens

_WORD = re.compile(r"[\w\u00ad]+")


def marked(text: str, read: Read) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what was asked for."""
    if not read.slots:
        return [(text, False)]
    matches = list(_WORD.finditer(text))
    words = [word_of(match.group()) for match in matches]
    languages = tuple(sorted({*read.languages, "en"}))
    tokens = {token for slot in read.slots for token in slot.tokens}
    wanted = {place for place, word in enumerate(words) if word.folded and word_tokens(word, languages) & tokens}
    codes = frozenset(code for slot in read.slots for code in (*slot.concepts, *slot.countries))
    if codes:
        for found in names_for(codes, frozenset(languages)).within(words, languages):
            wanted |= set(range(found.at, found.end))
    pieces: list[tuple[str, bool]] = []
    end = 0
    for place, match in enumerate(matches):
        if place in wanted:
            pieces += [(text[end : match.start()], False), (match.group(), True)]
            end = match.end()
    pieces.append((text[end:], False))
    return _joined([piece for piece in pieces if piece[0]])


def _joined(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Marked words with only a space between them become one mark."""
    joined: list[tuple[str, bool]] = []
    for text, is_marked in pieces:
        if is_marked and len(joined) > 1 and joined[-1] == (" ", False) and joined[-2][1]:
            joined[-2:] = [(f"{joined[-2][0]} {text}", True)]
        else:
            joined.append((text, is_marked))
    return joined
