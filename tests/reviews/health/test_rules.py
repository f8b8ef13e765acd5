"""R6: what may be shown of a health check, and the three sentences on what to talk about."""

from decimal import Decimal

import pytest

from reviews.health.rules.chart import draw
from reviews.health.rules.counting import Sheet, count, least_change, shown_groups, spread_of
from reviews.health.rules.ingredients import INGREDIENTS, PAGES
from reviews.health.rules.letters import letters
from reviews.health.rules.talking import points

NAMES = {"central_government": "Central government", "company": "Private companies", "education": "Education"}


def sheets(group: str, *answers: int, number: int = 7, others: int = 3) -> list[Sheet]:
    """One sheet for each answer to one ingredient; the same answer to all others."""
    return [Sheet(group, {**{each.number: others for each in INGREDIENTS}, number: answer}) for answer in answers]


def test_there_are_thirteen_ingredients_each_on_one_page():
    on_pages = [each.number for page in PAGES for each in page.ingredients]
    assert on_pages == [each.number for each in INGREDIENTS] == list(range(1, 14))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 3, "b": 4}, {"a", "b"}),
        ({"a": 3, "b": 4, "c": 3, "d": 1, "e": 2}, {"a", "b", "c"}),
        ({"a": 5, "b": 2}, set()),  # b could be worked out from the total and a
        ({"a": 3, "b": 4, "c": 2}, {"b"}),  # the smallest joins those that are not shown
        ({"a": 2, "b": 2}, set()),
        ({"a": 6}, {"a"}),
        ({}, set()),
    ],
)
def test_no_group_of_one_or_two_is_shown_or_can_be_worked_out(counts, shown):
    assert shown_groups(counts) == shown


def test_fewer_than_three_answers_are_no_result():
    two = count(sheets("company", 2, 3))
    assert (two.sheets, two.has_result, {line.mean for line in two.lines}) == (2, False, {None})
    three = count(sheets("company", 2, 3, 3))
    assert three.lines[6].mean == Decimal("2.7")


def test_an_ingredient_that_two_of_a_group_answered_hides_that_group_alone():
    given = sheets("company", 1, 1, 1) + sheets("education", 4, 4, 4, 4)
    del given[0].answers[7]
    outcome = count(given)
    assert dict(outcome.groups) == {"education": 4, "company": 3}
    assert set(outcome.lines[6].groups) == set(), "with education shown, the two companies could be worked out"
    assert set(outcome.lines[5].groups) == {"education", "company"}


@pytest.mark.parametrize(
    ("answers", "spread"), [([3, 3, 3], "0"), ([1, 2, 4, 4], "1.8"), ([2, 3, 3, 4], "1.0"), ([4], "0")]
)
def test_spread_is_how_far_two_answers_are_apart_on_average(answers, spread):
    assert spread_of(answers) == Decimal(spread)


def test_the_widest_disagreement_comes_first_and_what_too_few_answered_last():
    given = sheets("company", 1, 1, 4, 4)
    for sheet in given[:2]:
        del sheet.answers[1]
    ranked = count(given).by_spread
    assert (ranked[0].number, ranked[0].is_wide, ranked[-1].number) == (7, True, 1)


def test_a_change_that_one_answer_explains_is_about_the_same():
    """Five people: one of them a step higher is 0.2."""
    one_moved = count(sheets("company", 3, 3, 3, 3, 4), sheets("company", 3, 3, 3, 3, 3)).lines[6]
    assert (one_moved.change, one_moved.is_same) == (Decimal("0.2"), True)
    two_moved = count(sheets("company", 3, 3, 3, 4, 4), sheets("company", 3, 3, 3, 3, 3)).lines[6]
    assert (two_moved.change, two_moved.is_same) == (Decimal("0.4"), False)
    assert least_change(24) == Decimal("0.15")


def test_a_last_check_of_two_people_is_not_compared_with():
    assert count(sheets("company", 3, 3, 3), sheets("company", 1, 1)).lines[6].change is None


def test_three_sentences_name_the_groups_that_are_apart_the_lowest_and_the_change():
    now = sheets("central_government", 4, 4, 3) + sheets("company", 1, 2, 2)
    before = sheets("central_government", 3, 3, 3) + sheets("company", 3, 3, 3)
    apart, lowest, change = points(count(now, before), NAMES)
    assert apart.title == "Answers differ widely on “Sharing work and reward”."
    assert apart.detail == "Central government: 3.7, fully. Private companies: 1.7, partly."
    assert lowest.title == "“Sharing work and reward” has the lowest average."
    assert lowest.detail == "2.7: closest to “mostly”. Private companies: 1.7."
    assert (change.title, change.detail) == (
        "“Sharing work and reward” is worse than at the last check.",
        "From 3.0 to 2.7.",
    )


def test_without_groups_and_without_an_earlier_check_the_sentences_count_answers_and_name_the_strongest():
    apart, _lowest, strongest = points(count(sheets("company", 2, 3, 4, others=2)), {})
    assert apart.detail == "Not yet: 0. Partly: 1. Mostly: 1. Fully: 1."
    assert strongest.title == "“Sharing work and reward” has the highest average."


def test_what_shares_the_lowest_or_the_highest_average_is_not_called_alone():
    both = [Sheet("company", {7: answer, 9: answer}) for answer in (2, 3, 4)]
    _apart, lowest, strongest = points(count(both), {})
    assert lowest.detail == "3.0: closest to “mostly”. 1 other ingredient has the same average."
    assert strongest.detail.endswith("1 other ingredient has the same average.")


def test_what_hardly_changed_and_what_all_agree_on_is_said_so():
    same = sheets("company", 3, 3, 3)
    apart, _lowest, change = points(count(same, same), NAMES)
    assert (apart.title, change.title) == (
        "All agree on every ingredient.",
        "Little has changed since the last check.",
    )


def test_too_few_answers_have_nothing_to_say():
    assert points(count(sheets("company", 3, 3)), NAMES) == []


def test_every_group_has_a_letter_of_its_own():
    assert letters({"a": "Education", "b": "Employers", "c": "Ee"}) == {"a": "E", "b": "M", "c": "A"}


def test_dots_that_would_lie_on_each_other_go_a_row_lower_and_numbers_stand_in_boxes():
    line = count(sheets("central_government", 3, 3, 3) + sheets("company", 3, 3, 3)).lines[6]
    picture = draw(line, {"central_government": "C", "company": "P"})
    assert [(dot.letter, dot.x, dot.y) for dot in picture.dots] == [("C", "205.3", "10"), ("P", "205.3", "31")]
    assert [(box.middle, box.count) for box in picture.boxes] == [("205.3", 6)]
    assert picture.line == "", "no earlier check, no line"
    assert draw(count([]).lines[0], {}) is None
