"""Each letter of SMART, each piece that it needs, and the sentence that the agreement prints (O1, A6)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from partnerships.drafting.rules.text import Choice, ObjectiveText, QuotaText
from partnerships.objectives.rules.sentence import objective_pieces
from partnerships.objectives.rules.smart import smart_letters
from pes_partnerships.lib.dates import PartialDate
from tests.factories.texts import OBJECTIVE

NO_DATE = PartialDate()
MISSING = [
    ("S", "statement", {"statement": " "}),
    ("S", "target_group", {"target_group": ""}),
    ("S", "owner", {"owner": ""}),
    ("M", "indicator", {"indicator": ""}),
    ("M", "target", {"target": None}),
    ("M", "unit", {"unit": "  "}),
    ("M", "baseline_kind", {"baseline_kind": Choice()}),
    ("M", "baseline_value", {"baseline_value": None}),
    ("M", "data_source", {"data_source": ""}),
    ("M", "not_measurable_reason", {"target_kind": Choice("judged")}),
    ("A", "attainable", {"attainable": " "}),
    ("R", "relevant", {"relevant": ""}),
    ("T", "due", {"due": NO_DATE}),
]
BASELINES = [
    ("rule", {"baseline_text": ""}, ["baseline_text"]),
    ("rule", {"baseline_text": "The rate of last year"}, []),
    ("control_group", {"baseline_text": ""}, ["baseline_text"]),
    ("control_group", {"baseline_text": "Young people of Marijampolė"}, []),
    ("none", {"baseline_text": ""}, ["baseline_text"]),
    ("none", {"baseline_text": "Nobody counted them."}, []),
    ("first_measurement", {"baseline_date": NO_DATE}, ["baseline_date"]),
    ("first_measurement", {"baseline_date": PartialDate(2027, 3)}, []),
    ("value", {"baseline_value": Decimal(0)}, []),
]


def missing(objective: ObjectiveText) -> list[tuple[str, str]]:
    return [(letter.letter, field) for letter in smart_letters(objective) for field, _words in letter.missing]


def sentence(objective: ObjectiveText) -> str:
    return "".join(piece.words for piece in objective_pieces(objective))


def test_a_complete_objective_meets_all_five_letters():
    assert [(letter.letter, letter.met) for letter in smart_letters(OBJECTIVE)] == [(each, True) for each in "SMART"]


@pytest.mark.parametrize(("letter", "field", "change"), MISSING)
def test_a_missing_piece_is_named_at_its_letter_and_field(letter, field, change):
    assert missing(replace(OBJECTIVE, **change)) == [(letter, field)]


def test_an_empty_objective_lacks_everything():
    assert missing(ObjectiveText(1, "x", "Short name")) == [
        *[("S", field) for field in ("statement", "target_group", "owner")],
        *[("M", field) for field in ("indicator", "target", "unit", "baseline_kind", "data_source")],
        ("A", "attainable"),
        ("R", "relevant"),
        ("T", "due"),
    ]


@pytest.mark.parametrize(("kind", "change", "lacks"), BASELINES)
def test_each_kind_of_baseline_needs_its_own_piece(kind, change, lacks):
    bare = replace(OBJECTIVE, baseline_kind=Choice(kind), baseline_value=None, baseline_date=NO_DATE)

    assert missing(replace(bare, **change)) == [("M", field) for field in lacks]


def test_what_cannot_be_measured_is_accepted_with_its_reason():
    trust = replace(
        OBJECTIVE,
        target_kind=Choice("judged"),
        not_measurable_reason="Trust has no unit.",
        indicator="",
        target=None,
        unit="",
        baseline_kind=Choice(),
        data_source="",
    )

    assert missing(trust) == []
    assert sentence(trust) == "People find work, by 31 December 2028."


def test_a_year_alone_is_a_due_date():
    assert missing(replace(OBJECTIVE, due=PartialDate(2028))) == []


def test_the_sentence_says_who_how_much_against_what_and_when():
    assert (
        sentence(OBJECTIVE)
        == "People find work: at least 65\u00a0% of leavers (54\u00a0% in 2025), by 31 December 2028."
    )


def test_the_sentence_marks_its_gaps():
    bare = ObjectiveText(1, "x", "Short name")

    assert [piece.words for piece in objective_pieces(bare) if piece.missing] == [
        "Intended change",
        "target missing",
        "baseline missing",
        "due date missing",
    ]


def test_a_control_group_and_shares_stand_in_the_sentence():
    """O1, O3: quotas have their own denominator; a control group is the comparison."""
    quota = QuotaText(Choice("at_least", "at least"), Decimal("30.00"), "women", "the people served")
    compared = replace(OBJECTIVE, baseline_kind=Choice("control_group"), quotas=(quota,))

    assert sentence(compared) == (
        "People find work: at least 65\u00a0% of leavers, compared with a control group, by 31 December 2028. "
        "At least 30\u00a0% of the people served are women."
    )
