"""R3: the questions of a review, how far each is, and what bars proposing."""

from dataclasses import replace
from datetime import date

from reviews.logging.rules.review_steps import Answers, ObjectiveAnswer, proposal_findings, questions

TODAY = date(2027, 11, 20)
JUDGED = ObjectiveAnswer("People reached", judgement="will_reach", has_value=True)
WHOLE = Answers(
    objectives=(JUDGED,), partners_say="Good", summary="Call sooner", worth="yes",
    decision="continue", reason="It works", held_on=TODAY,
)  # fmt: skip


def states(answers: Answers) -> dict[str, str]:
    return {question.key: question.state for question in questions(answers)}


def codes(answers: Answers) -> list[str]:
    return [finding.code for finding in proposal_findings(answers, TODAY)]


def test_nothing_is_started_and_the_decision_cannot_start():
    empty = Answers(objectives=(ObjectiveAnswer("People reached"),))
    assert states(empty) == {
        "1": "not_started", "voices": "optional", "learnt": "not_started", "decision": "cannot_start",
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
        "not_judged", "summary", "worth", "decision", "reason", "held_on",
    ]  # fmt: skip


def test_missing_voices_and_actions_are_advice_only():
    findings = proposal_findings(replace(WHOLE, partners_say="", decision="adjust"), TODAY)
    assert [(finding.code, finding.is_blocking) for finding in findings] == [
        ("no_voices", False), ("no_action", False),
    ]  # fmt: skip


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
    assert list(states(replace(WHOLE, objectives=()))) == ["voices", "learnt", "decision"]
