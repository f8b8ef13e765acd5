"""Rules of what may be public, as plain values (D3, D4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from directory.projection.rules.facts import (
    ContactFacts,
    ContributionFacts,
    ObjectiveFacts,
    PartnerFacts,
    PartnershipFacts,
    PeriodFacts,
    ResultFacts,
)
from directory.projection.rules.projection import (
    PUBLIC_FIELDS,
    completed,
    contribution_line,
    first_sentences,
    period_words,
    project,
    running_status,
    target_line,
    withheld,
)
from directory.projection.services import changes_between
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
        "Certificates", target_words="at least 20 people", target=Decimal("20"), unit="people", due="2027",
        result=ResultFacts("September 2026", Decimal("12"), estimate=True),
    )  # fmt: skip
    assert target_line(objective) == {
        "what": "Certificates", "target": "at least 20 people by 2027",
        "result": "12 people, September 2026, an estimate", "note": "", "done": 12, "total": 20,
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
    (PeriodFacts(commenced=PartialDate(2019)), "not_known"),  # that it began is no text in force
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


WAYS_TO_END = [
    (PeriodFacts(in_force=True, open_ended=True, ends=PartialDate(2020)), "running"),
    (PeriodFacts(commenced=PartialDate(2019), ends=PartialDate(2030)), "not_known"),
    (PeriodFacts(begins=PartialDate(2019)), "not_known"),
    (PeriodFacts(in_force=True, ends=PartialDate(2026, 11, 21)), "running"),
    (PeriodFacts(in_force=True, ends=PartialDate(2026, 11, 20)), "period_over"),
]


@pytest.mark.parametrize(("period", "status"), WAYS_TO_END)
def test_the_last_day_still_belongs_to_the_period(period, status):
    assert running_status(period, TODAY) == status


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (PeriodFacts(begins=PartialDate(2024), ends=PartialDate(2026)), "2024 to 2026"),
        (PeriodFacts(begins=PartialDate(2024)), ""),
        (PeriodFacts(ends=PartialDate(2026)), "Until 2026"),
        (PeriodFacts(begins=PartialDate(2024), open_ended=True), "Open-ended, since 2024"),
        (PeriodFacts(open_ended=True), "Open-ended"),
        (PeriodFacts(), ""),
        (PeriodFacts(begins=PartialDate(2024), note="Two school years"), "Two school years"),
    ],
)
def test_the_period_is_said_in_words(period, words):
    assert period_words(period) == words


def test_a_partnership_commenced_when_it_is_said_to_have_else_when_its_text_began():
    begun = PeriodFacts(begins=PartialDate(2024))
    assert project(replace(FACTS, period=begun), TODAY)["commenced"] == "2024"
    assert project(replace(FACTS, period=replace(begun, commenced=PartialDate(2019))), TODAY)["commenced"] == "2019"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (ContributionFacts("College", "Rooms", description="two in the evening"), "College: Rooms, two in the evening"),
        (
            ContributionFacts("College", "Staff", Decimal("1.50"), unit="full-time posts"),
            "College: 1.5 full-time posts",
        ),
        (ContributionFacts("", "Money", Decimal("0"), "EUR"), "EUR 0"),
        (ContributionFacts("", "Money", Decimal("1200000"), "EUR"), "EUR 1,200,000"),
    ],
)
def test_a_contribution_is_one_line(given, line):
    assert contribution_line(given) == line


def test_a_share_says_how_many_of_how_many():
    result = ResultFacts("2026", Decimal("52"), numerator=147, denominator=283)
    objective = ObjectiveFacts(
        "Share", indicator="In work", target_words="60 %", target=Decimal(60), unit="%", result=result
    )
    assert target_line(objective) == {
        "what": "In work", "target": "60 %", "result": "52 % (147 of 283), 2026", "note": "",
        "done": None, "total": None,
    }  # fmt: skip
    bare = replace(objective, target_words="", target=None, result=ResultFacts("", text="Nearly all"))
    assert (target_line(bare)["target"], target_line(bare)["result"]) == ("", "Nearly all")
    none_there = replace(objective, result=replace(result, denominator=0))
    assert target_line(none_there)["result"] == "52 %, 2026"


@pytest.mark.parametrize(
    ("result", "target", "drawn"),
    [
        ("12", "20", (12, 20)),
        ("25", "20", (25, 20)),
        ("0", "20", (0, 20)),
        ("12.5", "20", (None, None)),
        ("12", "20.5", (None, None)),
        ("-1", "20", (None, None)),
        ("0", "0", (None, None)),
        ("12", "9999999999999", (None, None)),
        ("9999999999999", "12", (None, None)),
    ],
)
def test_blocks_are_drawn_for_whole_numbers_that_a_page_can_hold(result, target, drawn):
    objective = ObjectiveFacts("People", target=Decimal(target), result=ResultFacts("2026", Decimal(result)))
    line = target_line(objective)
    assert (line["done"], line["total"]) == drawn


def test_an_objective_without_result_has_no_numbers():
    line = target_line(ObjectiveFacts("People", target=Decimal(20)))
    assert (line["result"], line["done"], line["total"]) == ("", None, None)


def test_partners_reviews_and_quotas_are_lines_without_doubles():
    facts = replace(
        FACTS,
        purpose="Work for all. Soon.  And more.",
        selection_method="Open call",
        selection_note="two rounds",
        partners=(
            PartnerFacts("College", role="Delivers", category="education"),
            PartnerFacts("Schools", counted="12", category="education"),
            PartnerFacts("Town"),
        ),
        reviewed=("Annual review 2026", "Annual review 2026"),
        objectives=(ObjectiveFacts("A", quotas=("half are women", "")), ObjectiveFacts("B", statement="B, in full")),
    )
    public = project(facts, TODAY)

    assert public["lead"] == "Work for all. Soon."
    assert public["partners"] == "College: Delivers\nSchools (12)\nTown"
    assert public["partner_categories"] == ["education"]
    assert public["selection"] == "Open call. two rounds"
    assert (public["reviewed"], public["targets_note"]) == ("Annual review 2026", "half are women")
    assert public["objective"] == "A\nB, in full"


def test_the_manager_reads_what_stays_private():
    facts = replace(FACTS, contacts=(SHOWN, SHOWN, SILENT, SILENT), not_members=2, has_draft=True, has_signatories=True)
    kept = withheld(facts)

    assert [number for line in kept for number in line.split() if number.isdigit()] == ["2", "2"]
    assert len(set(kept)) == 6
    assert len(withheld(replace(FACTS, contacts=(SHOWN,)))) == 1
    assert len(withheld(replace(FACTS, contacts=(SHOWN, SHOWN)))) == 2
    without_address = ContactFacts("Ona", "", agreed=True)
    assert len(withheld(replace(FACTS, contacts=(without_address,)))) == 2


def test_an_incomplete_projection_is_filled_with_nothing():
    whole = completed({"title": "Pilot", "targets": [{"what": "People"}]})

    assert set(whole) == set(PUBLIC_FIELDS)
    assert (whole["title"], whole["regions"], whole["marks"], whole["running"]) == ("Pilot", [], {}, "not_known")
    nothing = dict.fromkeys(("target", "result", "note", "done", "total"))
    assert whole["targets"] == [{"what": "People", **nothing}]
    assert (whole["notes"], whole["dates"], whole["sums"], whole["read_in_part"]) == ({}, [], [], False)


def test_what_changed_is_named_as_a_reader_calls_it():
    proposed = {"regions": ["LT021"], "partner_categories": ["ngo"], "marks": {"model": "our_reading"}}
    names = {"regions": {"LT021": "Alytus county"}, "target_groups": {}, "service_areas": {}}

    changes = {change.label: change.proposed for change in changes_between({}, proposed, names)}

    assert changes["Regions"] == ("Alytus county",)
    assert changes["Categories of partners"] == ("NGOs and non-profit organisations",)
    assert "Marks" in changes
