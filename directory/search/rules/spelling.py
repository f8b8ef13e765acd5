"""What a word that nothing has may have meant: one begun, one wrongly typed, or a part of a longer one. Pure."""

from collections.abc import Collection

from .languages import begin_alike

SHORTEST = 4
SURE = 6  # letters from which on the first one may be the wrong one
TWO_ERRORS = 8  # letters from which on two of them may be wrong
COGNATE = 6  # letters with which words of one root begin
SHARED = 8  # letters that two compound words share
PART = 5  # letters that a part of a longer word needs
MOST = 40


def begun(folded: str, vocabulary: Collection[str]) -> list[str]:
    """Words that begin so."""
    if len(folded) < SHORTEST:
        return []
    return sorted(word for word in vocabulary if word.startswith(folded))[:MOST]


def containing(folded: str, vocabulary: Collection[str]) -> list[str]:
    """Longer words in which this one stands: Agentur in Jugendberufsagentur."""
    if len(folded) < PART:
        return []
    return sorted(word for word in vocabulary if folded in word)[:MOST]


def cognates(folded: str, vocabulary: Collection[str]) -> list[str]:
    """Words that another language has from the same root: stereotipi, stereotypes; Katalonien, Catalonia."""
    if len(folded) < COGNATE + 1:
        return []
    found = set()
    for spelt in {folded, folded.replace("k", "c"), folded.replace("z", "c")}:
        begin = spelt[:COGNATE]
        found |= {word for word in vocabulary if word.startswith(begin) and begin_alike(word, spelt)}
    return sorted(found)[:MOST]


def sharing(folded: str, vocabulary: Collection[str]) -> list[str]:
    """Words that share a long part with a long one: Geschlechterklischees, Klischeefrei."""
    if len(folded) < SHARED + 2:
        return []
    parts = [folded[at : at + SHARED] for at in range(len(folded) - SHARED + 1)]
    return sorted(word for word in vocabulary if len(word) >= SHARED and any(part in word for part in parts))[:MOST]


def is_form(one: str, other: str) -> bool:
    """Whether two words differ in their ending alone: then one is no typing error of the other."""
    return begin_alike(one, other) and one[:-2] == other[: len(one) - 2]


def nearest(folded: str, *choices: Collection[str], most: int = 2) -> str:
    """The word with one letter wrong, or two in a long one; the first letter is wrong more seldom than others.

    Of words that are equally near, one of the earlier choices.
    """
    if len(folded) < SHORTEST or folded.isdigit():
        return ""
    from rapidfuzz import process  # imported here: only a word that nothing has needs it
    from rapidfuzz.distance import OSA

    most = most if len(folded) >= TWO_ERRORS else 1
    best: tuple[tuple[int, bool, int, str], str] | None = None
    for number, words in enumerate(choices):
        for word, distance, _key in process.extract(folded, words, scorer=OSA.distance, score_cutoff=most, limit=MOST):
            if len(word) < SHORTEST or not distance or (len(folded) < SURE and word[0] != folded[0]):
                continue
            rank = (distance, word[0] != folded[0], number, word)
            if best is None or rank < best[0]:
                best = (rank, word)
    return best[1] if best else ""
