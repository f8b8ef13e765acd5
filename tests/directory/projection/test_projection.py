"""Rules of what may be public, as plain values (D3, D4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from directory.projection.rules.projection import (
    PUBLIC_FIELDS,
    ContactFacts,
    ContributionFacts,
    ObjectiveFacts,
    PartnershipFacts,
    PeriodFacts,
    ResultFacts,
    completed,
    contribution_line,
    first_sentences,
    project,
    running_status,
    target_line,
    withheld,
)
from pes_partnerships.lib.dates import PartialDate

TODAY = date(2026, 11, 21)
SHOWN = ContactFacts("Ona Petraitė", "ona@partner.example", agreed=True)
SILENT = ContactFacts("Jonas Kazlauskas", "jonas@partner.example", agreed=False)
FACTS = PartnershipFacts(plain={"title": "Pilot", "challenge": "Few skills. Many jobs."})


def test_a_projection_has_exactly_the_public_fields():
    assert set(project(FACTS, TODAY)) == set(PUBLIC_FIELDS)


def test_a_field_that_is_not_public_never_slips_through():
    facts = replace(FACTS, plain={"title": "Pilot", "restrictions": "not for others", "end_note": "a quarrel"})
    assert set(project(facts, TODAY)) == set(PUBLIC_FIELDS)
    with pytest.raises(ValueError, match="restrictions"):
        completed({"title": "Pilot", "restrictions": "x"})


def test_only_the_person_who_agreed_is_named():
    public = project(replace(FACTS, contacts=(SILENT, SHOWN)), TODAY)
    assert (public["contact_name"], public["contact_email"]) == ("Ona Petraitė", "ona@partner.example")
    assert "Jonas" not in str(public)


def test_nobody_agreed_so_nobody_is_named_and_it_is_said():
    facts = replace(FACTS, contacts=(SILENT,))
    assert project(facts, TODAY)["contact_name"] == ""
    assert "Not public: 1 contact person who has not agreed to be shown" in withheld(facts)


def test_a_withheld_amount_takes_its_words_along():
    given = ContributionFacts(
        "Chamber", "Money", Decimal("98765"), "EUR", description="98,765 for rooms", withheld=True
    )
    assert contribution_line(given) == "Chamber: money, amount not public"
    facts = replace(FACTS, contributions=(given,))
    assert "Not public: the amount contributed by Chamber" in withheld(facts)
    assert "98" not in project(facts, TODAY)["funding"]


def test_an_open_amount_keeps_its_own_currency_and_period():
    given = ContributionFacts("College", "Money", Decimal("12000.00"), "EUR", period="2026", payment="At the start")
    assert contribution_line(given) == "College: EUR 12,000, 2026, at the start"


def test_a_target_beside_its_latest_result():
    objective = ObjectiveFacts(
        "Certificates", comparator_words="at least", target=Decimal("20"), unit="people", due="2027",
        result=ResultFacts("September 2026", Decimal("12"), estimate=True),
    )  # fmt: skip
    assert target_line(objective) == {
        "what": "Certificates", "target": "at least 20 people by 2027",
        "result": "12 people, September 2026, an estimate", "done": 12, "total": 20,
    }  # fmt: skip


@pytest.mark.parametrize(("unit", "comparator"), [("%", "at_least"), ("people", "at_most")])
def test_shares_and_upper_limits_are_not_drawn_as_blocks(unit, comparator):
    result = ResultFacts("2026", Decimal("52"))
    line = target_line(
        ObjectiveFacts("Share in work", comparator=comparator, target=Decimal("60"), unit=unit, result=result)
    )
    assert (line["done"], line["total"]) == (None, None)


PERIODS = [
    (PeriodFacts(in_force=True, open_ended=True), "running"),
    (PeriodFacts(in_force=True, ends=PartialDate(2025)), "period_over"),
    (PeriodFacts(commenced=PartialDate(2019)), "running"),
    (PeriodFacts(commenced=PartialDate(2028)), "not_known"),
    (PeriodFacts(in_force=True, ended_on=date(2026, 5, 1)), "ended"),
    (PeriodFacts(), "not_known"),
]


@pytest.mark.parametrize(("period", "status"), PERIODS)
def test_the_status_is_never_a_guess(period, status):
    assert running_status(period, TODAY) == status


def test_the_lead_is_two_whole_sentences():
    assert first_sentences("One. Two! Three.") == "One. Two!"
    assert first_sentences("No end at all") == "No end at all"
    assert project(FACTS, TODAY)["lead"] == "Few skills. Many jobs."
