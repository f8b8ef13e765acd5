"""O2: the lines, dots and labels of the small chart of an objective's values."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from reviews.results.rules.chart import BOTTOM, HEIGHT, LABEL_GAP, LEFT, RIGHT, TOP, ChartFacts, Point, draw


def point(year: int, value: int, *, is_estimate: bool = False) -> Point:
    return Point(date(year, 1, 1), Decimal(value), str(year), is_estimate)


def chart(*points: Point, **facts):
    return draw(ChartFacts("People reached", "people", points, **facts))


def label(drawn, beginning: str):
    return next(text for text in drawn.texts if text.x == str(RIGHT + 8) and text.text.startswith(beginning))


def test_one_value_alone_has_no_chart():
    assert chart(point(2026, 5)) is None


def test_the_line_goes_from_the_first_day_at_the_left_to_the_last_at_the_right():
    drawn = chart(point(2025, 0), point(2026, 50), point(2027, 100))

    assert [dot.x for dot in drawn.dots] == [f"{LEFT}.0", f"{(LEFT + RIGHT) / 2:.1f}", f"{RIGHT}.0"]
    heights = [float(dot.y) for dot in drawn.dots]
    assert BOTTOM > heights[0] > heights[1] > heights[2] > TOP
    assert heights[0] + heights[2] == BOTTOM + TOP
    assert drawn.line == "M" + "L".join(f"{dot.x} {dot.y}" for dot in drawn.dots)


def test_values_that_stay_the_same_lie_in_the_middle_even_at_nothing():
    for value in (0, 40, -40):
        drawn = chart(point(2025, value), point(2026, value))
        assert {float(dot.y) for dot in drawn.dots} == {(TOP + BOTTOM) / 2}


def test_values_of_one_day_lie_above_each_other():
    assert {dot.x for dot in chart(point(2026, 1), point(2026, 2)).dots} == {f"{(LEFT + RIGHT) / 2:.1f}"}


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

    assert drawn.target_line.endswith(f"H{RIGHT}")
    assert drawn.target_line.startswith(f"M{LEFT} ")
    assert float(label(drawn, "target 40").y) < float(label(drawn, "20").y) < float(label(drawn, "baseline 0").y)
    assert chart(point(2025, 10), point(2026, 20)).target_line == ""
    assert chart(point(2025, 10), point(2026, 20)).baseline_line == ""


def test_labels_that_would_lie_on_each_other_move_apart_and_stay_in_the_picture():
    drawn = chart(point(2025, 10), point(2026, 10), target=Decimal(10), baseline=Decimal(10))

    heights = sorted(float(text.y) for text in drawn.texts if text.x == str(RIGHT + 8))
    assert [below - above for above, below in pairwise(heights)] == [LABEL_GAP, LABEL_GAP]
    low = chart(point(2025, 100), point(2026, 0), target=Decimal(0), baseline=Decimal(0))
    assert max(float(text.y) for text in low.texts) <= HEIGHT - 4


def test_what_the_picture_shows_is_said_in_words():
    drawn = chart(point(2025, 10), point(2026, 20), target=Decimal(40))

    said = drawn.description
    places = [
        said.index(words)
        for words in ("People reached", "10\u00a0people", "2025", "20\u00a0people", "2026", "40\u00a0people")
    ]
    assert places == sorted(places)
