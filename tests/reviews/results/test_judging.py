"""O2: what a value says against its target, with the reason in words."""

from datetime import date
from decimal import Decimal

import pytest

from reviews.results.rules.judging import Standing, Step, judge

TODAY = date(2027, 11, 15)
REGISTER_DAY = date(2027, 10, 31)
SHARE = {
    "comparator": "at_least",
    "target": Decimal(65),
    "unit": "% of the leavers",
    "due": date(2029, 12, 31),
}


def verdict(**fields):
    return judge(Standing(**{"comparator": "at_least", "target": Decimal(100), "as_of": REGISTER_DAY, **fields}), TODAY)


def test_met_before_its_day():
    assert verdict(value=Decimal(118), unit="employers").code == "met"


def test_missed_with_the_gap_once_the_day_is_over():
    found = verdict(value=Decimal(90), unit="people", due=REGISTER_DAY)
    assert (found.code, found.gap) == ("missed", Decimal(10))
    assert found.reason == "90\u00a0people; the target was 100\u00a0people. It is 10\u00a0people off."


def test_behind_a_milestone_says_how_many_people_are_missing():
    found = verdict(
        **SHARE, value=Decimal(52), numerator=147, denominator=283,
        milestones=(Step(REGISTER_DAY, Decimal(57), "October 2027"),),
    )  # fmt: skip
    assert (found.code, found.gap, found.people) == ("behind", Decimal(5), 15)
    assert found.reason == (
        "52\u00a0%; the milestone of October 2027 was 57\u00a0%. It is 5 points off. 15 more people would have met it."
    )


def test_on_course_when_the_coming_milestone_is_met_already():
    found = verdict(**SHARE, value=Decimal(58), milestones=(Step(date(2028, 1, 1), Decimal(57), "2028"),))
    assert found.code == "on_course"


@pytest.mark.parametrize(("value", "code"), [(50, "on_course"), (40, "behind")])
def test_between_baseline_and_target_an_even_pace_is_expected(value, code):
    found = verdict(value=Decimal(value), baseline=Decimal(0), baseline_on=date(2026, 10, 31), due=date(2028, 10, 31))
    assert found.code == code
    assert "at an even pace it would be 50 by now" in found.reason


def test_an_even_pace_goes_from_the_latest_step_even_where_a_milestone_is_older_than_the_baseline():
    old = (Step(date(2020, 12, 31), Decimal(90), "2020"),)
    found = verdict(
        value=Decimal(95), baseline=Decimal(0), baseline_on=date(2026, 10, 31), due=date(2028, 10, 31), milestones=old
    )
    assert "at an even pace it would be 50 by now" in found.reason


def test_a_milestone_before_the_agreement_says_that_a_count_began_earlier():
    old = (Step(date(2026, 10, 31), Decimal(40), "2026"),)
    found = verdict(
        value=Decimal(60), counting="total", starts_on=date(2026, 10, 31), due=date(2028, 10, 31), milestones=old
    )
    assert found.code == "behind"
    assert "at an even pace it would be 70 by now" in found.reason


def test_a_ceiling_that_holds_is_on_course_until_its_day():
    ceiling = {"comparator": "at_most", "target": Decimal(7), "unit": "days", "value": Decimal(6)}
    assert verdict(**ceiling, due=date(2029, 1, 1)).code == "on_course"
    assert verdict(**ceiling, due=REGISTER_DAY).code == "met"


def test_an_exact_number_is_met_by_itself_alone():
    codes = [verdict(comparator="exactly", value=Decimal(n), due=REGISTER_DAY).code for n in (99, 100, 101)]
    assert codes == ["missed", "met", "missed"]


def test_a_milestone_that_was_met_is_on_course_where_no_day_was_agreed_for_the_whole():
    found = verdict(value=Decimal(60), milestones=(Step(REGISTER_DAY, Decimal(60), "October 2027"),))
    assert found.code == "on_course"
    assert found.reason.index("60") < found.reason.index("October 2027")


def test_people_are_counted_for_a_share_that_should_be_reached_and_never_for_a_ceiling():
    share = {"value": Decimal(20), "unit": "%", "target": Decimal(10), "numerator": 20, "denominator": 100}
    assert verdict(**share, comparator="at_most", due=REGISTER_DAY).people is None
    assert verdict(**share | {"target": Decimal(30)}, due=REGISTER_DAY).people == 10


def test_about_leaves_a_twentieth_of_room():
    assert verdict(comparator="about", value=Decimal(95), due=REGISTER_DAY).code == "met"
    assert verdict(comparator="about", value=Decimal(94), due=REGISTER_DAY).code == "missed"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "No value has been entered."),
        ({"target": None, "value": Decimal(3)}, "The agreement names no target."),
        ({"value_text": "Draft ready"}, "The latest value is in words: “Draft ready”."),
        (
            {"value": Decimal(3), "due": date(2027, 11, 10)},
            "It was due on 10 November 2027, and the latest value is dated 31 October 2027. Enter the final value.",
        ),
    ],
)
def test_what_cannot_be_judged_says_why(fields, reason):
    found = verdict(**fields)
    assert (found.code, found.reason) == ("cannot_be_judged", reason)


@pytest.mark.parametrize(
    ("fields", "code", "reason"),
    [
        # a share, a count and a number of a year that nothing leads up to: not yet what was agreed
        (
            {"value": Decimal(81), "target": Decimal(85), "unit": "% of answers"},
            "not_yet_met",
            "81\u00a0%; the target is 85\u00a0%. It is 4 points off.",
        ),
        (
            {"value": Decimal(74), "unit": "people", "due": date(2029, 12, 31)},
            "not_yet_met",
            "74\u00a0people; the target is 100\u00a0people, by 31 December 2029. It is 26\u00a0people off.",
        ),
        # above a limit: that is so today, whatever the day of the target
        (
            {
                "value": Decimal("2.6"),
                "target": Decimal(2),
                "unit": "%",
                "comparator": "at_most",
                "due": date(2029, 1, 1),
            },
            "behind",
            "2.6\u00a0%; the limit is 2\u00a0%. It is 0.6 points off.",
        ),
        (
            {"value": Decimal(8), "comparator": "between", "target": Decimal(3), "target_to": Decimal(5)},
            "not_yet_met",
            "8; the target is 3 to 5. It is 3 off.",
        ),
        # a count that grows from nothing is expected at an even pace from the first day of the agreement
        (
            {
                "value": Decimal(40),
                "unit": "people",
                "counting": "total",
                "starts_on": date(2026, 10, 31),
                "due": date(2028, 10, 31),
            },
            "behind",
            "40\u00a0people; at an even pace it would be 50\u00a0people by now. It is 10\u00a0people off.",
        ),
        (
            {
                "value": Decimal(60),
                "unit": "people",
                "counting": "sum",
                "periods": 3,
                "starts_on": date(2026, 10, 31),
                "due": date(2028, 10, 31),
            },
            "on_course",
            "60\u00a0people; at an even pace it would be 50\u00a0people by now. The value adds up 3 periods.",
        ),
        ({"kind": "judged"}, "judged_by_people", "The agreement states that it is not measured."),
        ({"kind": "reported", "target": None}, "reported", "No value has been entered."),
        (
            {"kind": "reported", "target": None, "value": Decimal(812), "unit": "people", "baseline": Decimal(900)},
            "reported",
            "812\u00a0people: −88\u00a0people since the baseline.",
        ),
        (
            {"value": Decimal(52), "target": Decimal(47), "unit": "%", "kind": "control", "control": Decimal(42)},
            "met",
            "52\u00a0%, and the target is 47\u00a0%. The control group is at 42\u00a0%: a difference of +10 points.",
        ),
    ],
)
def test_every_kind_of_target_is_judged(fields, code, reason):
    found = verdict(**fields)
    assert (found.code, found.reason) == (code, reason)


def test_an_estimate_says_so():
    assert verdict(value=Decimal(118), is_estimate=True).reason.endswith("The value is an estimate.")
