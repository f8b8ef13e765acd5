"""O2: a pasted table is understood by its headings; what looks moved is asked about, never guessed."""

from decimal import Decimal

from reviews.grid.rules.cells import COMMA, POINT
from reviews.grid.rules.lines import Line
from reviews.grid.rules.tables import read_table, rows_in

CENTRES, YOUNG, WOMEN = Line("o1", "1", "Centres open"), Line("o2", "2", "Young people"), Line("q1", "2.1", "women")
AGREEMENTS = Line("o3", "3", "Local agreements")
LINES = (CENTRES, YOUNG, WOMEN, AGREEMENTS)


def read(text, style=POINT, answers=None, known=None):
    return read_table(rows_in(text), LINES, style=style, answers=answers or {}, known=known or {})


def understood(table):
    return [(cell.about.number, str(cell.period), cell.text) for cell in table.cells]


def faults(table):
    return [each.text for each in table.problems]


def test_objectives_down_and_periods_across():
    table = read("Objective\tMarch 2026\tApr 2026\nYoung people\t436\t429\n1\t13\t\n2.1 women\t203/436\t–\n")
    assert understood(table) == [
        ("2", "2026-03", "436"),
        ("2", "2026-04", "429"),
        ("1", "2026-03", "13"),
        ("2.1", "2026-03", "203/436"),
    ]
    assert (table.problems, table.questions, table.notes) == ([], [], [])


def test_periods_down_and_objectives_across():
    table = read("Month;1. Centres open;2\n2026-03;13;436\n2026-04;13;429\n")
    assert understood(table) == [
        ("1", "2026-03", "13"),
        ("2", "2026-03", "436"),
        ("1", "2026-04", "13"),
        ("2", "2026-04", "429"),
    ]


def test_number_and_name_in_two_columns_and_a_unit_after_them():
    table = read("Number\tObjective\tUnit\t2026\n2\tYoung people\tpeople\t1250\n2,1\twomen\t%\t46\n")
    assert understood(table) == [("2", "2026", "1250"), ("2.1", "2026", "46")]


def test_a_name_that_is_another_number_is_asked_about():
    table = read("Objective\t2026\n1. Young people\t436\nOther people\t5\n\t7\n")
    assert understood(table) == []
    wrong, unknown, nameless = faults(table)
    assert "number 1 is called “Centres open” here" in wrong
    assert "“Other people” is no objective of this agreement" in unknown
    assert "names no objective" in nameless


def test_a_name_that_two_lines_have_is_not_guessed():
    lines = (YOUNG, Line("o9", "9", "Young people"))
    table = read_table(rows_in("x\t2026\nyoung  PEOPLE\t4\n"), lines, style=POINT, answers={}, known={})
    assert faults(table) == [
        "“young  PEOPLE” is the name of several lines: 2, 9. Write the number in place of the name."
    ]


def test_a_column_that_is_no_period_is_named_and_not_read():
    table = read("Objective\tMarch 2026\tTotal\n2\t436\t436\n")
    assert understood(table) == [("2", "2026-03", "436")]
    assert table.notes == ["Column C, “Total”, is not a period and is not read."]


def test_a_figure_without_heading_is_refused():
    table = read("Objective\tMarch 2026\t\tMay 2026\n2\t436\t5\t429\n")
    assert faults(table) == ["The column of this figure has no heading, so that its period is not known."]


def test_first_days_of_months_are_read_as_months_and_it_is_said():
    table = read("Objective\t2026-03-01\t2026-04-01\n2\t436\t429\n")
    assert [cell[1] for cell in understood(table)] == ["2026-03", "2026-04"]
    assert table.notes == ["The periods are written as the first days of months, and are read as months."]


def test_two_figures_for_one_cell_are_refused():
    table = read("Objective\tMarch 2026\tMar-26\n2\t436\t437\n")
    assert faults(table) == ["2. Young people, March 2026: there is a figure in line 2 already. Remove one of the two."]


def test_without_headings_it_says_what_is_missing():
    assert faults(read("13\t436\n13\t429\n"))[0].startswith("The first line must name the periods")
    assert faults(read(" \n"))[0].startswith("There is nothing to read")


def test_a_line_with_a_cell_too_many_is_asked_about():
    text = "Objective\tMarch 2026\tApril 2026\n2\t\t436\t429\n"
    table = read(text)
    assert [(each.code, each.answer) for each in table.questions] == [("line-2", "")]
    moved = read(text, answers={"line-2": "back"})
    assert understood(moved) == [("2", "2026-03", "436"), ("2", "2026-04", "429")]
    left = read(text, answers={"line-2": "keep"})
    assert understood(left) == [("2", "2026-04", "436")]
    assert left.notes == ["Line 2: the figure without a heading is not read."]
    assert faults(read("Objective\tMarch 2026\n2\t4\t5\t6\n")) == [
        "There are 2 cells more than the first line has headings."
    ]


MONTHS = "Month\t1\t2\t2.1\t3\nMay 2026\t13\t498\t214\t399\nJune 2026\t13\t236\t112\t401\n"
MOVED = MONTHS + "August 2026\t\t13\t205\t99\n"


def test_figures_that_fit_the_column_before_them_are_asked_about():
    table = read(MOVED)
    (question,) = table.questions
    assert (question.code, question.line) == ("moved-2026-08", 4)
    assert question.text.startswith("August 2026 looks moved by one: “1. Centres open” is empty")
    assert ("2", "2026-08", "13") in understood(table)

    back = read(MOVED, answers={"moved-2026-08": "back"})
    assert [cell for cell in understood(back) if cell[1] == "2026-08"] == [
        ("1", "2026-08", "13"),
        ("2", "2026-08", "205"),
        ("2.1", "2026-08", "99"),
    ]
    kept = read(MOVED, answers={"moved-2026-08": "keep"})
    assert understood(kept) == understood(table)
    assert kept.questions[0].answer == "keep"


def test_stored_values_show_it_too_where_only_one_period_is_pasted():
    text = "Month\t1\t2\t2.1\t3\nAugust 2026\t\t13\t205\t99\n"
    known = {"o1": [Decimal(13)], "o2": [Decimal(430)], "q1": [Decimal(200)], "o3": [Decimal(399)]}
    assert [each.code for each in read(text, known=known).questions] == ["moved-2026-08"]
    assert read(text).questions == []


def test_a_month_that_is_not_full_yet_is_not_taken_for_a_moved_one():
    assert read(MONTHS + "August 2026\t\t240\t110\t400\n", style=COMMA).questions == []
