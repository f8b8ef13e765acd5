"""The task list: its states and counts come from the findings and agree with them."""

from dataclasses import replace

import pytest

from partnerships.agreements.rules.readiness import missing_for_signature
from partnerships.agreements.rules.tasks import agreement_tasks
from partnerships.drafting.rules.text import AgreementText, Choice
from partnerships.rules.task_list import Group, Line
from pes_partnerships.lib.findings import blocking
from tests.factories.texts import BROKEN, OBJECTIVE, READY, TODAY, without

EMPTY = AgreementText("1", 1, Choice("original"), "Agreement", "Centre", "Service", "en")


def tasks(text: AgreementText, *, purpose_known: bool = True, examined: bool = True) -> list[Group]:
    findings = missing_for_signature(text, today=TODAY)
    return agreement_tasks(text, findings, purpose_known=purpose_known, examined=examined)


def lines(groups: list[Group]) -> dict[str, Line]:
    return {line.key: line for group in groups for line in group.lines}


def states(text: AgreementText, **facts: bool) -> dict[str, str]:
    return {key: line.state for key, line in lines(tasks(text, **facts)).items()}


def test_a_complete_text_has_only_sending_left():
    found = states(READY)

    assert {key for key, state in found.items() if state == "not_started"} == {"send"}
    assert {state for key, state in found.items() if key != "send"} == {"done", "optional"}


def test_an_empty_draft_has_started_nothing_and_cannot_be_sent():
    found = states(EMPTY, purpose_known=False, examined=False)

    assert found["send"] == "cannot_start"
    assert (found["examination"], found["contributions"]) == ("optional", "optional")
    assert {found[key] for key in ("model", "parties", "objectives", "term", "signatories")} == {"not_started"}
    assert sum(group.done for group in tasks(EMPTY, purpose_known=False, examined=False)) == 0


@pytest.mark.parametrize("code", BROKEN)
def test_every_finding_that_bars_is_a_line_that_is_not_done(code):
    text = replace(READY, **BROKEN[code])
    findings = blocking(missing_for_signature(text, today=TODAY))
    anchors = {"parties" if finding.anchor.startswith("party:") else finding.anchor for finding in findings}

    open_lines = {key for key, state in states(text).items() if state in ("incomplete", "not_started")}

    assert open_lines - {"send"} == anchors
    assert states(text)["send"] == ("cannot_start" if findings else "not_started")


@pytest.mark.parametrize("code", BROKEN)
def test_the_counts_of_the_groups_are_the_lines_that_are_done(code):
    groups = tasks(replace(READY, **BROKEN[code]))

    for group in groups:
        assert group.done == len([line for line in group.lines if line.state == "done"])
        assert group.total == len([line for line in group.lines if line.state != "optional" and line.is_part])


def test_what_was_begun_is_incomplete_and_says_what_it_lacks():
    line = lines(tasks(replace(READY, first_review_on=None)))["term"]

    assert (line.state, line.hint) == (
        "incomplete",
        (
            "Every agreement needs a formal review date from the start (PES Network, PES partnership management, "
            "2020, section 7.6)."
        ),
    )


def test_an_objective_is_a_line_of_its_own():
    found = lines(tasks(replace(READY, objectives=(OBJECTIVE, replace(OBJECTIVE, key=8, unit="")))))

    assert [(key, line.state) for key, line in found.items() if key.startswith("objective")] == [
        ("objective:7", "done"),
        ("objective:8", "incomplete"),
        ("objectives_all", "optional"),
        ("objectives", "optional"),
    ]
    assert found["objective:8"].label == "Objective 2: More work"


def test_a_part_shows_with_its_element_and_says_which_asks_for_it():
    """A2: a part that no element asks for is not offered; one that was written stays."""
    borrowed = replace(READY, elements=(Choice("price"),))

    assert "section:price" not in lines(tasks(READY))
    assert lines(tasks(borrowed))["section:price"] == Line(
        "section:price", "Price, payment and procurement", "Required by element “Price and payment”", "not_started"
    )
    assert "section:prototype" in lines(tasks(replace(READY, model=Choice("supportive"))))


def test_parts_that_nobody_asks_for_are_optional():
    found = states(replace(READY, sections=without("purpose")))

    assert (found["section:purpose"], found["section:employers"]) == ("not_started", "optional")
