"""The line of the headings is proposed: titles, blank lines and merged groups above it concern nobody (F2)."""

import pytest

from pes_partnerships.lib.sheets.headings import joined, proposed

KNOWN = {"name": "name", "town": "place", "e-mail": "mail", "contact name": "contact", "category": "kind"}


def meaning(heading: str) -> str:
    return KNOWN.get(heading.casefold(), "")


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([["Name", "Town"], ["Mill", "Alytus"]], (0, 0)),
        ([["Partners as of 31.12.2025", "", ""], ["Name", "Town", "E-mail"], ["Mill", "Alytus", "a@x.org"]], (1, 1)),
        ([["Partners"], ["Office North"], ["Farbe", "Größe"], ["blau", "3"], ["rot", "4"]], (2, 2)),
        ([["", "", "Contact", ""], ["Name", "Town", "Name", "E-mail"], ["Mill", "Alytus", "Ona", "a@x.org"]], (0, 1)),
        ([["Organisation", "", "Persons"], ["Name", "Town", "E-mail"], ["Mill", "Alytus", "a@x.example"]], (1, 1)),
        ([["Mill"], ["River"]], (0, 0)),
    ],
)  # fmt: skip
def test_the_line_with_the_most_known_headings_is_proposed(lines, place):
    assert proposed(lines, meaning) == place


def test_a_group_stands_before_the_headings_below_it_where_that_means_something():
    upper, lower = ["Name", "Contact", "", "Where"], ["", "Name", "E-mail", "Town"]

    assert joined(upper, lower, meaning) == ["Name", "Contact Name", "E-mail", "Town"]
