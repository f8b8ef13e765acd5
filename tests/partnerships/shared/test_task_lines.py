"""The state of a line follows from the findings of its anchor (F1, A16)."""

import pytest

from partnerships.rules.task_list import Group, Line, Lines
from pes_partnerships.lib.findings import ADVICE, Finding

TERM = Finding("no_end", "The end is missing.", anchor="term")
PARTY = Finding("no_mandate", "A mandate is missing.", "College: say what it signs by.", anchor="party:7")
HINT = Finding("short", "It is short.", severity=ADVICE, anchor="purpose")


@pytest.mark.parametrize(
    ("key", "given", "state", "hint"),
    [
        ("term", {"started": True}, "incomplete", "The end is missing."),
        ("term", {"started": False}, "not_started", "Its dates"),
        ("purpose", {"started": True}, "done", "Its dates"),
        ("purpose", {"started": False}, "not_started", "Its dates"),
        ("purpose", {"started": False, "needed": False}, "optional", "Its dates"),
        ("parties", {"started": True}, "done", "Its dates"),
        ("parties", {"started": True, "under": "party:"}, "incomplete", "College: say what it signs by."),
        ("parties", {"started": True, "under": "review:"}, "done", "Its dates"),
    ],
)
def test_a_line_is_as_far_as_its_findings_let_it_be(key, given, state, hint):
    line = Lines([TERM, PARTY, HINT]).line(key, "Label", "Its dates", **given)

    assert (line.key, line.label, line.state, line.hint) == (key, "Label", state, hint)


def test_an_optional_line_counts_for_nothing():
    group = Group("Text", tuple(Line(state, "", "", state) for state in ("done", "done", "incomplete", "optional")))

    assert (group.done, group.total) == (2, 3)
