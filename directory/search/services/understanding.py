"""A question held against the entries: what each slot finds, and what a word that finds nothing may have meant (D1)."""

from dataclasses import dataclass

from directory.search.rules.languages import LANGUAGES, Word
from directory.search.rules.naming import words_of_names
from directory.search.rules.ranking import Weighed, weighed
from directory.search.rules.reading import Read, corrected, read, widened
from directory.search.rules.spelling import begun, cognates, containing, is_form, nearest, sharing
from directory.search.rules.tokens import PLACES, asked_tokens

from .index import text_index
from .snapshot import Snapshot

ENGLISH = frozenset({"en"})


@dataclass(frozen=True)
class Understood:
    read: Read
    slots: tuple[Weighed, ...]


def understood(words: str, known: Snapshot, *, only: bool = False, as_typed: bool = False) -> Understood:
    asked = read(words, only, as_typed)
    found = _found(asked, known)
    if any(not each.anywhere for each in found):
        asked = _put_right(asked, found, known)
        found = _found(asked, known)
    return Understood(asked, found)


def _put_right(asked: Read, found: tuple[Weighed, ...], known: Snapshot) -> Read:
    """Words that no entry has: begun, wrongly typed, or a part of longer ones."""
    missing = [slot for slot, each in zip(asked.slots, found, strict=True) if slot.is_word and not each.anywhere]
    others = {slot.text: words for slot in missing if (words := begun(slot.words[0].folded, known.words))}
    left = [slot.words[0] for slot in missing if slot.text not in others]
    instead = {} if asked.as_typed else _meant(left, asked, known)
    if instead:
        asked = corrected(asked, instead)
    for word in left:
        if word.folded not in instead:
            found = containing(word.folded, known.words)
            if not found and not asked.as_typed and "en" not in asked.languages:
                found = cognates(word.folded, known.words) or sharing(word.folded, known.words)
            if found:
                others[word.written] = found
    return widened(asked, others) if others else asked


def _meant(words: list[Word], asked: Read, known: Snapshot) -> dict[str, str]:
    """What wrongly typed words may have meant."""
    near = ((word.folded, _nearest(word.folded, asked, known)) for word in words)
    return {folded: meant for folded, meant in near if meant}


def _nearest(folded: str, asked: Read, known: Snapshot) -> str:
    """A word of another language is likelier than two errors in English, and another form of it than an error."""
    may_be_english = not asked.languages or "en" in asked.languages
    if may_be_english and (found := nearest(folded, known.words, words_of_names(ENGLISH))):
        return found
    found = nearest(folded, words_of_names(asked.languages))
    return "" if is_form(folded, found) else found or nearest(folded, known.words, most=1)


def _found(asked: Read, known: Snapshot) -> tuple[Weighed, ...]:
    lists = [_at(place, slot.tokens) for slot in asked.slots for place in PLACES]
    named = [slot for slot in asked.slots if not slot.is_word]
    by_word = [_anywhere(word, asked) for slot in named for word in slot.words]
    sets = iter(known.having([*lists, *by_word], text_index().find))
    places = [[next(sets) for _place in PLACES] for _slot in asked.slots]
    in_words = {slot: _all([next(sets) for _word in slot.words], known) for slot in named}
    found = []
    for slot, each in zip(asked.slots, places, strict=True):
        as_typed = in_words.get(slot, 0)
        # a name that no entry has as a whole: those that have each of its words somewhere
        found.append(weighed(each if any(each) else (*each[:-1], as_typed), len(known), as_typed))
    return tuple(found)


def _all(sets: list[int], known: Snapshot) -> int:
    found = known.shown
    for bits in sets:
        found &= bits
    return found


def _anywhere(word: Word, asked: Read) -> tuple[str, ...]:
    tokens = asked_tokens(word, asked.languages | {"en"} if asked.languages else LANGUAGES)
    return tuple(token for place in PLACES for token in _at(place, tokens))


def _at(place: str, tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(place + token for token in tokens)
