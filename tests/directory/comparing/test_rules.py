"""D1: what a comparison says and draws, as plain values."""

from itertools import pairwise

import pytest

from directory.comparing.rules.parting import parted, shared
from directory.comparing.rules.rows import Cell, Line, grouped
from directory.comparing.rules.spans import LENGTH, Run, bar_of, run_of, ticks_for
from directory.likeness.rules.facts import Facts

TODAY = 2026.9
NAMES = {"young": "Young people", "advice": "Counselling", "agile": "Agile", "supportive": "Supportive"}


def run(commenced: str, period: str = "", *, others="", over=False, running=False) -> Run:
    return run_of(commenced, period, others=others, over=over, running=running, today=TODAY)


def test_what_runs_is_full_until_today():
    assert run("2013-07", running=True) == Run((2013.5, TODAY))


def test_a_period_that_is_over_ends_with_its_last_year():
    assert run("2019", "2019–2021. A roll-out follows.", over=True) == Run((2019, 2022), (), None, 2021)


def test_an_end_that_no_source_states_is_doubtful():
    assert run("2018", "One year, another later.", over=True) == Run((2018, 2019), ((2019, TODAY),))
    assert run("1996") == Run((1996, 1997), ((1997, TODAY),))


def test_a_beginning_about_which_sources_disagree_is_doubtful_between_both():
    said = "The fiche says 2014; section 6.2 says 2017."
    assert run("2014", said, running=True, others=said) == Run((2017, TODAY), ((2014, 2017),), 2017)
    assert run("1999", running=True, others="One source says 1998.") == Run((1999, TODAY), ((1998, 1999),), 1998)


def test_an_imprecise_beginning_is_doubtful_as_far_as_it_goes():
    assert run("2018/2019", running=True) == Run((2019, TODAY), ((2018, 2019),))


def test_what_is_planned_is_on_the_axis_as_well():
    planned = run("2030", running=True)
    assert planned == Run((2030, 2031))
    ticks = ticks_for([planned, run("2020", running=True)], TODAY)
    assert (ticks[0], ticks[-1]) == (2019, 2031)
    assert bar_of(planned, ticks).full == (917, 83)


@pytest.mark.parametrize("commenced", ["", "soon"])
def test_without_a_beginning_there_is_no_bar(commenced):
    assert run(commenced, running=True) == Run()
    assert bar_of(Run(), [2012, 2027]).full is None
    assert ticks_for([Run()], TODAY) == []


def test_years_of_the_axis_lie_at_the_same_distance_and_hold_every_bar():
    runs = [run("2013", running=True), run("1999", running=True)]
    ticks = ticks_for(runs, TODAY)
    assert len({b - a for a, b in pairwise(ticks)}) == 1
    assert ticks[0] <= 1999
    assert ticks[-1] >= TODAY
    assert len(ticks) <= 6
    left, width = bar_of(runs[1], ticks).full
    assert 0 <= left < left + width <= LENGTH


def test_stripes_fill_what_is_doubtful_and_no_more():
    bar = bar_of(Run((2020, 2026), ((2018, 2020),)), [2016, 2018, 2020, 2022, 2024, 2026])
    assert bar.full == (400, 600)
    assert bar.stripes[0] == (200, 4)
    assert max(left + width for left, width in bar.stripes) <= 400


def test_sentences_say_what_is_shared_and_whose_is_which():
    one = Facts(
        pk=1, countries=frozenset({"HR"}), groups=frozenset({"young"}), services=frozenset({"advice"}), model="agile"
    )
    two = Facts(pk=2, countries=frozenset({"LT"}), groups=frozenset({"young"}), model="supportive", has_figures=True)
    three = Facts(pk=3, countries=frozenset({"EE"}), groups=frozenset({"young"}))
    called = {1: "Croatia", 2: "Lithuania", 3: "Estonia"}
    assert shared([one, two, three], NAMES) == ["Same target group: Young people."]
    assert parted([one, two, three], NAMES, called) == [
        "Different models: Agile (Croatia); Supportive (Lithuania); not stated in the source (Estonia).",
        "No country is common to all.",
        "No service is common to all. Not stated for: Lithuania; Estonia.",
        "A target in figures is given only for: Lithuania.",
    ]


def test_what_only_some_share_is_said_with_whose_it_is():
    facts = [Facts(pk=pk, partners=frozenset(kinds)) for pk, kinds in enumerate([{"a", "b"}, {"b"}, {"c"}])]
    called = {0: "Croatia", 1: "Lithuania", 2: "Estonia"}
    assert parted(facts, {"b": "NGOs"}, called) == [
        "No kind of partner is common to all. Shared by some: NGOs (Croatia, Lithuania)."
    ]


def test_rows_that_are_alike_stand_apart_and_can_be_left_out():
    lines = [
        Line("model", "Model", (Cell(("Agile",)), Cell(("Supportive",)))),
        Line("service_areas", "Services", (Cell(("Advice; Training",)), Cell(("training; advice",)))),
        Line("funding", "Funding", (Cell(), Cell())),
        Line("strengths", "Strengths", (Cell(("Clear roles",)), Cell())),
        Line("new_row", "New", (Cell(("A",)), Cell(("B",)))),
    ]
    found = {title: [line.name for line in group] for title, group in grouped(lines, only_differences=False)}
    assert list(found.values()) == [["model"], ["strengths"], ["new_row"], ["service_areas"]]
    found = [line.name for _title, group in grouped(lines, only_differences=True) for line in group]
    assert found == ["model", "strengths", "new_row"]
