"""Findings in the order in which people should read them."""

import pytest

from pes_partnerships.lib.findings import ADVICE, Finding, advice, blocking, in_order

BASELINE = Finding("baseline", "Name the baseline.")
SIGNATORY = Finding("signatory", "Ask the partner who signs.", needs_others=True)
LOGO = Finding("logo", "A logo helps.", severity=ADVICE)
OPINION = Finding("opinion", "Ask the board.", severity=ADVICE, needs_others=True)


def test_what_bars_comes_first_and_within_it_what_needs_others():
    assert in_order([LOGO, BASELINE, OPINION, SIGNATORY]) == [SIGNATORY, BASELINE, OPINION, LOGO]


def test_the_two_kinds_apart():
    found = [LOGO, BASELINE, OPINION, SIGNATORY]

    assert blocking(found) == [SIGNATORY, BASELINE]
    assert advice(found) == [OPINION, LOGO]
    assert blocking([]) == []


def test_equal_findings_keep_their_order():
    first, second = Finding("a", "A"), Finding("b", "B")

    assert in_order([second, first]) == [second, first]


def test_an_unknown_severity_is_refused():
    with pytest.raises(ValueError, match="severity"):
        Finding("x", "X", severity="fatal")
