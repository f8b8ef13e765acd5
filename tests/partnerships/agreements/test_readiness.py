"""What stands in the way of signature: each missing piece is one finding, and it goes when it is mended (A16)."""

from dataclasses import replace

import pytest

from partnerships.agreements.rules.readiness import missing_for_signature
from partnerships.drafting.rules.text import AgreementText, Choice
from pes_partnerships.lib.findings import blocking
from tests.factories.texts import BROKEN, CITY, JONAS, OBJECTIVE, READY, SERVICE, TODAY, sections_of, signed_by, without

ONLY_ADVICE = {"term_unstated",
    "no_client_partner", "output_target", "no_contributions", "signatory_without_address", "share_of_whom",
    "party_without_duty", "class_unrepresented",
}  # fmt: skip


def codes(text: AgreementText, **changes: object) -> list[str]:
    return [finding.code for finding in missing_for_signature(replace(text, **changes), today=TODAY)]


def test_nothing_stands_in_the_way_of_a_complete_text():
    assert codes(READY) == []


@pytest.mark.parametrize("code", BROKEN)
def test_a_missing_piece_is_one_finding(code):
    assert codes(READY, **BROKEN[code]) == [code]


@pytest.mark.parametrize("code", BROKEN)
def test_only_advice_lets_the_text_go(code):
    findings = missing_for_signature(replace(READY, **BROKEN[code]), today=TODAY)

    assert [finding.code in ONLY_ADVICE for finding in findings] == [not finding.is_blocking for finding in findings]


def test_a_text_without_a_model_lacks_it_and_no_part_of_a_model():
    assert codes(READY, model=Choice()) == ["model_missing"]


def test_one_party_alone_makes_no_agreement():
    assert codes(READY, parties=(SERVICE,), responsibilities=READY.responsibilities[:1]) == ["too_few_parties"]


def test_a_lead_with_less_risk_needs_a_reason():
    """A5: the lead carries the most risk, or its naming is explained."""
    assert codes(READY, lead=2, lead_reason="It knows the clients.") == []


def test_a_risk_in_words_without_its_level_is_half_a_risk():
    assert codes(READY, parties=(SERVICE, replace(CITY, risk_level=None))) == ["risk_missing"]


def test_a_party_that_does_not_sign_needs_no_signatory():
    assert codes(READY, parties=(SERVICE, replace(CITY, must_sign=False, signatories=()))) == []


def test_a_lead_that_is_no_party_any_more_is_missing():
    assert codes(READY, lead=99) == ["lead_missing"]


@pytest.mark.parametrize(
    ("model", "sections"),
    [
        ("agile", {"provisional_scope", "prototype"}),
        ("subcontracted", {"specification", "price"}),
        ("co_constructed", {"clients_part", "joint_specification"}),
        ("supportive", {"membership", "shared_aim"}),
    ],
)
def test_each_model_makes_its_own_parts_necessary(model, sections):
    """A1: required in every agreement, and then by model."""
    bare = replace(
        READY, model=Choice(model), sections=(), parties=(SERVICE, replace(CITY, category=Choice("clients")))
    )
    always = {"purpose", "services", "meetings", "monitoring", "information", "changes"}

    findings = missing_for_signature(bare, today=TODAY)

    assert {finding.anchor for finding in findings} == {f"section:{key}" for key in always | sections}


def test_a_borrowed_element_brings_its_part():
    """A2: à la carte."""
    borrowed = (Choice("price", "Price and payment"),)

    assert codes(READY, elements=borrowed) == ["section_missing"]
    assert codes(READY, elements=borrowed, sections=sections_of("agile", ["price"])) == []


def test_clients_among_the_parties_answer_the_question_for_clients():
    clients = replace(CITY, category=Choice("clients"))

    assert codes(READY, **{**BROKEN["no_client_partner"], "parties": (SERVICE, clients)}) == []


def test_a_part_of_blanks_is_empty():
    blank = tuple(replace(part, body=" \n ") if part.key == "monitoring" else part for part in READY.sections)

    assert codes(READY, sections=blank) == codes(READY, sections=without("monitoring")) == ["section_missing"]


def test_what_bars_comes_before_advice_and_what_needs_others_comes_first():
    found = codes(
        READY,
        quality="",
        contributions=(),
        parties=(SERVICE, signed_by(replace(JONAS, mandate="", can_be_reached=False))),
    )

    assert found == ["mandate_missing", "quality_missing", "signatory_without_address", "no_contributions"]


def test_each_objective_that_is_not_smart_is_named_with_all_it_lacks():
    poor = replace(OBJECTIVE, key=8, title="Less waiting", target_group="", due=type(OBJECTIVE.due)())

    (finding,) = blocking(missing_for_signature(replace(READY, objectives=(OBJECTIVE, poor)), today=TODAY))

    assert (str(finding.title), finding.anchor) == ("Objective 2 is not SMART yet: Less waiting", "objective:8")
    assert finding.detail == "State the target group. Enter the due date."
