"""What other words change is told in runs that a reader can follow (A15, G3)."""

import pytest

from partnerships.drafting.rules.differing import GONE, NEW, SAME, Run, word_changes


@pytest.mark.parametrize(
    ("was", "now", "runs"),
    [
        ("", "", []),
        ("Same words.", "Same words.", [Run(SAME, "Same words.")]),
        ("", "All new.", [Run(NEW, "All new.")]),
        ("All gone.", "", [Run(GONE, "All gone.")]),
        (
            "The board meets every quarter.",
            "The board meets twice yearly.",
            [Run(SAME, "The board meets "), Run(GONE, "every quarter."), Run(NEW, "twice yearly.")],
        ),
        (
            "One two three.",
            "One four three.",
            [Run(SAME, "One "), Run(GONE, "two"), Run(NEW, "four"), Run(SAME, " three.")],
        ),
        ("One.\r\n\r\nTwo.", "One.\n\nTwo.", [Run(SAME, "One.\n\nTwo.")]),
        (
            "One.\n\nTwo.",
            "Eins.\n\nZwei.",
            [Run(GONE, "One."), Run(NEW, "Eins."), Run(SAME, "\n\n"), Run(GONE, "Two."), Run(NEW, "Zwei.")],
        ),
    ],
)
def test_words_that_change_one_after_the_other_are_one_run(was, now, runs):
    assert word_changes(was, now) == runs


@pytest.mark.parametrize(("was", "now"), [("a b c d", "a x c y"), ("a b", "x a b y"), ("p q r", "r q p")])
def test_both_texts_can_be_read_from_the_runs(was, now):
    runs = word_changes(was, now)

    assert "".join(run.words for run in runs if run.kind != NEW) == was
    assert "".join(run.words for run in runs if run.kind != GONE) == now
