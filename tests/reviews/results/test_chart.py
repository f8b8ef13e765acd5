"""O2: the lines, dots and labels of the small chart of an objective's values."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from reviews.results.rules.chart import LABEL_GAP, NARROW, SMALL, WIDE, ChartFacts, Point, draw


def point(year: int, value: int, *, is_estimate: bool = False) -> Point:
    return Point(date(year, 1, 1), Decimal(value), str(year), is_estimate)


def chart(*points: Point, **facts):
    return draw(ChartFacts("People reached", "people", points, **facts))


def label(drawn, beginning: str):
    return next(text for text in drawn.texts if text.x == str(SMALL.right + 8) and text.text.startswith(beginning))


def test_one_value_alone_has_no_chart():
    assert chart(point(2026, 5)) is None


def test_the_line_goes_from_the_first_day_at_the_left_to_the_last_at_the_right():
    drawn = chart(point(2025, 0), point(2026, 50), point(2027, 100))

    assert [dot.x for dot in drawn.dots] == [
        f"{SMALL.left}.0",
        f"{(SMALL.left + SMALL.right) / 2:.1f}",
        f"{SMALL.right}.0",
    ]
    heights = [float(dot.y) for dot in drawn.dots]
    assert SMALL.bottom > heights[0] > heights[1] > heights[2] > SMALL.top
    assert heights[0] + heights[2] == SMALL.bottom + SMALL.top
    assert drawn.line == "M" + "L".join(f"{dot.x} {dot.y}" for dot in drawn.dots)


def test_values_that_stay_the_same_lie_in_the_middle_even_at_nothing():
    for value in (0, 40, -40):
        drawn = chart(point(2025, value), point(2026, value))
        assert {float(dot.y) for dot in drawn.dots} == {(SMALL.top + SMALL.bottom) / 2}


def test_values_of_one_day_lie_above_each_other():
    assert {dot.x for dot in chart(point(2026, 1), point(2026, 2)).dots} == {f"{(SMALL.left + SMALL.right) / 2:.1f}"}


def test_the_way_to_an_estimate_is_drawn_apart():
    drawn = chart(point(2025, 1), point(2026, 2), point(2027, 3, is_estimate=True))

    first, second, third = (f"{dot.x} {dot.y}" for dot in drawn.dots)
    assert (drawn.line, drawn.estimate_line) == (f"M{first}L{second}", f"M{second}L{third}")
    assert chart(point(2025, 1), point(2026, 2)).estimate_line == ""


def test_one_measured_value_and_one_of_the_others_make_no_line():
    drawn = chart(point(2025, 1), point(2026, 2, is_estimate=True), control=(point(2026, 3),))

    assert (drawn.line, drawn.control_line, len(drawn.control_dots)) == ("", "", 1)


def test_target_and_baseline_are_levels_with_their_names():
    drawn = chart(point(2025, 10), point(2026, 20), target=Decimal(40), baseline=Decimal(0))

    assert drawn.target_line.endswith(f"H{SMALL.right}")
    assert drawn.target_line.startswith(f"M{SMALL.left} ")
    assert float(label(drawn, "target 40").y) < float(label(drawn, "20").y) < float(label(drawn, "baseline 0").y)
    assert chart(point(2025, 10), point(2026, 20)).target_line == ""
    assert chart(point(2025, 10), point(2026, 20)).baseline_line == ""


def test_labels_that_would_lie_on_each_other_move_apart_and_stay_in_the_picture():
    drawn = chart(point(2025, 10), point(2026, 10), target=Decimal(10), baseline=Decimal(10))

    heights = sorted(float(text.y) for text in drawn.texts if text.x == str(SMALL.right + 8))
    assert [below - above for above, below in pairwise(heights)] == [LABEL_GAP, LABEL_GAP]
    low = chart(point(2025, 100), point(2026, 0), target=Decimal(0), baseline=Decimal(0))
    assert max(float(text.y) for text in low.texts) <= SMALL.height - 4


def test_what_the_picture_shows_is_said_in_words():
    drawn = chart(point(2025, 10), point(2026, 20), target=Decimal(40))

    said = drawn.description
    places = [
        said.index(words)
        for words in ("People reached", "10\u00a0people", "2025", "20\u00a0people", "2026", "40\u00a0people")
    ]
    assert places == sorted(places)


def test_the_control_group_has_its_own_label_and_is_said_in_words():
    drawn = chart(point(2025, 10), point(2026, 20), control=(point(2026, 5),))

    assert label(drawn, "control 5")
    assert drawn.description.endswith("The control group is at 5\u00a0people in 2026.")


def test_a_range_has_both_of_its_ends():
    drawn = chart(point(2025, 10), point(2026, 20), target=Decimal(15), target_to=Decimal(30))

    assert label(drawn, "target 15")
    assert label(drawn, "target 30")
    assert drawn.target_line.count("M") == 2
    assert drawn.description.endswith("The target is 15 to 30\u00a0people.")


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_a_page_of_its_own_has_a_scale_and_what_is_to_be_reached_on_which_day(frame):
    facts = ChartFacts(
        "People", "people", (point(2025, 10), point(2026, 47)), target=Decimal(95), steps=(point(2028, 95),)
    )
    drawn = draw(facts, frame)

    levels = [text.text for text in drawn.texts if text.x == str(frame.left - 8)]
    assert levels == ["0", "20", "40", "60", "80", "100"]
    assert drawn.grid.count("M") == len(levels)
    (step,) = drawn.steps
    assert (step.x, f"{frame.left} {step.y}") == (f"{frame.right}.0", drawn.target_line.removeprefix("M").split("H")[0])
    assert float(drawn.dots[-1].x) < frame.right
    assert [text.text for text in drawn.texts if text.y == str(frame.height - 6)] == ["2025", "2028"]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 1, 31), date(2026, 10, 31), ["Jan 2026", "Oct 2026"]),
        (date(2026, 5, 4), date(2026, 5, 28), ["4 May 2026", "28 May 2026"]),
        (date(2026, 5, 4), date(2026, 5, 4), ["2026", "2026"]),
    ],
)
def test_values_of_one_year_are_told_apart_by_their_months_or_days(first, last, said):
    drawn = chart(Point(first, Decimal(1), "2026"), Point(last, Decimal(2), "2026"))
    assert [text.text for text in drawn.texts if text.y == str(SMALL.height - 6)] == said
    assert f"in {said[0]} to" in drawn.description


def test_the_small_one_has_no_scale():
    drawn = chart(point(2025, 10), point(2026, 20))
    assert (drawn.grid, drawn.steps) == ("", ())


def test_a_share_of_almost_nothing_has_a_scale_of_its_size():
    drawn = draw(ChartFacts("Share", "%", (point(2025, 0), Point(date(2026, 1, 1), Decimal("0.4"), "2026"))), WIDE)
    assert [text.text for text in drawn.texts if text.x == str(WIDE.left - 8)] == ["0", "0.1", "0.2", "0.3", "0.4"]
