"""G5: which proof a value had on a day, as days alone."""

from datetime import date

import pytest

from reviews.results.rules.proving import CURRENT, ENDED, NOT_YET, WITHDRAWN, ProofDays, RevisionDays, proof_words

ADDED, LATER = date(2026, 4, 10), date(2026, 6, 1)
PLAIN = ProofDays(ADDED, [RevisionDays(ADDED)])
REPLACED = ProofDays(ADDED, [RevisionDays(ADDED, date(2026, 5, 1)), RevisionDays(LATER)])
GONE = ProofDays(ADDED, [RevisionDays(ADDED)], withdrawn_on=LATER)
TAKEN_OVER = ProofDays(LATER, [RevisionDays(ADDED)])


@pytest.mark.parametrize(
    ("proof", "day", "state"),
    [
        (PLAIN, date(2026, 4, 9), NOT_YET),
        (PLAIN, ADDED, CURRENT),
        (PLAIN, date(2030, 1, 1), CURRENT),
        (REPLACED, date(2026, 5, 1), CURRENT),
        (REPLACED, date(2026, 5, 2), ENDED),
        (REPLACED, LATER, CURRENT),
        (GONE, date(2026, 5, 31), CURRENT),
        (GONE, LATER, WITHDRAWN),
        (TAKEN_OVER, date(2026, 5, 31), NOT_YET),
        (TAKEN_OVER, LATER, CURRENT),
    ],
)
def test_the_state_of_a_proof_on_a_day(proof, day, state):
    assert proof.state_on(day) == state


def test_the_revision_of_that_day_counts():
    assert [REPLACED.revision_on(day) for day in (date(2026, 4, 1), ADDED, LATER)] == [None, 0, 1]


@pytest.mark.parametrize(
    ("proofs", "day", "words"),
    [
        ([], ADDED, "no proof"),
        ([PLAIN], ADDED, "1 proof"),
        ([PLAIN, REPLACED], ADDED, "2 proofs"),
        ([REPLACED], date(2026, 5, 2), "proof ended on 1 May 2026"),
        ([PLAIN, REPLACED], date(2026, 5, 2), "1 proof"),
        ([GONE], LATER, "no proof"),
    ],
)
def test_the_words_beside_a_value(proofs, day, words):
    assert proof_words(proofs, day) == words
