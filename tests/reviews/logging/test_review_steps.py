"""R3: the questions of a review, how far each is, and what bars proposing."""

from dataclasses import replace
from datetime import date

import pytest

from reviews.logging.rules.review_steps import Answers, ObjectiveAnswer, proposal_findings, questions

TODAY = date(2027, 11, 20)
JUDGED = ObjectiveAnswer("People reached", judgement="will_reach", has_value=True)
WHOLE = Answers(
    objectives=(JUDGED,), partners_say="Good", summary="Call sooner", commitment="same", worth="yes",
    decision="continue", reason="It works", held_on=TODAY, resources_used="as_planned",
)  # fmt: skip


def states(answers: Answers) -> dict[str, str]:
    return {question.key: question.state for question in questions(answers)}


def codes(answers: Answers) -> list[str]:
    return [finding.code for finding in proposal_findings(answers, TODAY)]


def test_nothing_is_started_and_the_decision_cannot_start():
    empty = Answers(objectives=(ObjectiveAnswer("People reached"),))
    assert states(empty) == {
        "1": "not_started", "together": "not_started", "resources": "optional", "voices": "optional",
        "learnt": "not_started", "decision": "cannot_start",
    }  # fmt: skip


def test_a_whole_review_is_done_and_may_be_proposed():
    assert set(states(WHOLE).values()) == {"done"}
    assert codes(WHOLE) == []


def test_a_judgement_without_value_or_reason_is_incomplete():
    bare = replace(WHOLE, objectives=(replace(JUDGED, has_value=False),))
    assert states(bare)["1"] == "incomplete"
    assert codes(bare) == ["no_value_no_reason"]
    reasoned = replace(WHOLE, objectives=(replace(JUDGED, has_value=False, comment="The board decides in May"),))
    assert codes(reasoned) == []


def test_the_decision_opens_when_the_others_are_answered():
    assert states(replace(WHOLE, decision="", reason="", held_on=None))["decision"] == "not_started"
    assert states(replace(WHOLE, reason=""))["decision"] == "incomplete"
    assert states(replace(WHOLE, summary=""))["decision"] == "cannot_start"


def test_each_gap_is_a_finding_of_its_own():
    assert codes(Answers(objectives=(ObjectiveAnswer("People"),), partners_say="x")) == [
        "not_judged", "commitment", "summary", "worth", "decision", "reason", "held_on",
    ]  # fmt: skip


def test_missing_voices_are_advice_and_an_adjustment_that_changes_nothing_is_refused():
    findings = proposal_findings(replace(WHOLE, partners_say="", decision="adjust"), TODAY)
    assert [(finding.code, finding.is_blocking) for finding in findings] == [
        ("no_voices", False), ("no_action", True),
    ]  # fmt: skip
    assert codes(replace(WHOLE, decision="adjust", actions=1)) == []
    assert codes(replace(WHOLE, decision="adjust", changes_text=True)) == []


def test_who_judges_otherwise_than_the_figures_is_asked_to_say_why():
    """O2: named before it is sent, and never refused."""
    otherwise = replace(WHOLE, objectives=(replace(JUDGED, otherwise="Behind", comment=""),))
    (finding,) = proposal_findings(otherwise, TODAY)
    assert (finding.code, finding.is_blocking, finding.anchor) == ("judged_otherwise", False, "1")
    assert "say “Behind”" in finding.title
    assert codes(replace(WHOLE, objectives=(replace(JUDGED, otherwise="Behind", comment="The peak is in May"),))) == []


def judged(*judgements: str) -> tuple[ObjectiveAnswer, ...]:
    return tuple(ObjectiveAnswer("People", judgement=each, comment="So it is") for each in judgements)


@pytest.mark.parametrize(
    ("decision", "worth", "judgements", "found"),
    [
        ("continue", "no", ["will_reach"], ["goes_on_without_value"]),
        ("renew", "no", ["will_reach"], ["goes_on_without_value"]),
        ("continue", "partly", ["will_miss", "no_longer_fits"], ["goes_on_while_failing"]),
        ("continue", "partly", ["will_reach", "no_longer_fits"], ["goes_on_though_unfit"]),
        ("dissolve", "yes", ["will_miss"], ["worth_while_failing"]),
        ("dissolve", "yes", ["will_reach"], ["ends_though_worth"]),
        ("dissolve", "no", ["will_miss"], []),
        ("continue", "yes", ["will_reach", "will_miss"], []),
        ("continue", "cannot_say", [""], []),
        ("", "yes", ["can_reach"], []),
    ],
)
def test_a_review_does_not_contradict_itself_unseen(decision, worth, judgements, found):
    answers = replace(WHOLE, objectives=judged(*judgements), decision=decision, worth=worth)
    said = [each for each in proposal_findings(answers, TODAY) if not each.is_blocking]
    assert [each.code for each in said] == found
    assert all(each.anchor == "decision" for each in said)


def test_a_closing_review_is_held_when_the_agreement_is_over():
    closing = replace(WHOLE, is_closing=True, decision="dissolve", worth="partly", held_on=date(2027, 11, 19))
    assert codes(replace(closing, last_day=date(2027, 11, 18))) == []
    assert codes(replace(closing, last_day=date(2027, 11, 19))) == ["not_over"]
    (finding,) = proposal_findings(closing, TODAY)  # decided, and no last day is known yet
    assert (finding.code, finding.field) == ("not_over", "held_on")
    assert "End it first" in finding.title


def test_a_review_long_before_its_day_says_what_that_means():
    early = replace(WHOLE, held_on=date(2027, 11, 19), due_on=date(2028, 5, 18))
    (finding,) = proposal_findings(early, TODAY)
    assert (finding.code, finding.is_blocking) == ("early", False)
    assert "18 May 2028" in finding.title
    assert codes(replace(early, due_on=date(2028, 5, 16))) == []


def test_the_voice_that_is_still_missing_is_named():
    def hint(partners: str, clients: str) -> str:
        asked = questions(replace(WHOLE, partners_say=partners, clients_say=clients))
        return next(question.hint for question in asked if question.key == "voices")

    assert "clients" in hint("Good", "")
    assert "partners" in hint("", "Good")
    assert hint("Good", "Good") == hint("", "") == ""


def test_a_review_is_held_today_or_earlier():
    assert codes(replace(WHOLE, held_on=date(2027, 11, 21))) == ["held_in_future"]
    assert codes(replace(WHOLE, held_on=date(2027, 11, 19))) == []


def test_an_agreement_without_objectives_is_reviewed_by_its_other_questions():
    assert list(states(replace(WHOLE, objectives=()))) == ["together", "resources", "voices", "learnt", "decision"]


def test_the_commitment_of_the_partners_is_asked_and_the_other_soft_indicators_are_offered():
    """O5, O8."""
    assert states(replace(WHOLE, commitment=""))["together"] == "not_started"
    assert states(replace(WHOLE, commitment="", together=2))["together"] == "incomplete"
    assert codes(replace(WHOLE, commitment="")) == ["commitment"]
    assert states(replace(WHOLE, resources_used="", context_say="A new law"))["resources"] == "done"
    assert states(replace(WHOLE, resources_used=""))["resources"] == "optional"


def test_earlier_actions_are_asked_one_by_one_where_there_are_any():
    """R4."""
    assert "actions" not in states(WHOLE)
    two = replace(WHOLE, open_actions=2)
    assert (states(two)["actions"], codes(two)) == ("not_started", ["actions"])
    assert states(replace(two, checked_actions=1))["actions"] == "incomplete"
    assert codes(replace(two, checked_actions=2)) == []
