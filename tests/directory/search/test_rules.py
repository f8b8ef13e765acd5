"""Facets, changes and guide texts as plain values."""

from directory.guidance.rules.guides import Part, parts_of
from directory.projection.rules.changes import changed_fields
from directory.search.rules.facets import allowed, counts, filtered, shown_without

# sets of bits, where entry n is bit n
BITMAPS = {
    "country": {"LT": 0b0110, "EE": 0b1000},
    "model": {"agile": 0b1010, "supportive": 0b0100},
    "group": {"youth": 0b0110},
}
ALL = 0b1110


def counted(chosen) -> dict[str, dict[str, int]]:
    return counts(BITMAPS, ALL, chosen)


def test_a_count_stands_under_all_other_filters_and_without_its_own():
    chosen = {"country": frozenset({"LT"}), "model": frozenset({"agile"})}
    assert filtered(ALL, allowed(BITMAPS, chosen)) == 0b0010
    assert counted(chosen) == {
        "country": {"LT": 1, "EE": 1},
        "model": {"agile": 1, "supportive": 1},
        "group": {"youth": 1},
    }


def test_what_two_filters_keep_out_is_counted_beside_neither():
    chosen = {"country": frozenset({"LT"}), "model": frozenset({"supportive"})}
    assert filtered(ALL, allowed(BITMAPS, chosen)) == 0b0100
    assert counted(chosen)["country"] == {"LT": 1, "EE": 0}
    assert counted(chosen)["model"] == {"supportive": 1, "agile": 1}


def test_either_of_two_values_of_one_filter_will_do():
    chosen = {"country": frozenset({"LT", "EE"}), "model": frozenset({"agile"})}
    assert filtered(ALL, allowed(BITMAPS, chosen)) == 0b1010
    assert counted(chosen)["country"] == {"LT": 1, "EE": 1}


def test_a_chip_says_what_the_list_would_show_without_it():
    chosen = {"country": frozenset({"LT"}), "model": frozenset({"agile", "supportive"})}
    assert shown_without(BITMAPS, ALL, chosen, "model", "agile") == 1
    assert shown_without(BITMAPS, ALL, chosen, "country", "LT") == 3


def test_empty_values_are_no_change():
    assert changed_fields({"title": "A", "lead": ""}, {"title": "B", "lead": None}) == ["title"]


def test_a_guide_is_text_and_tables():
    parts = parts_of("First.\n\nSecond.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 |\n\nLast.")
    assert [part.is_table for part in parts] == [False, True, False]
    assert parts[0] == Part(text="First.\n\nSecond.")
    assert parts[1].rows == (("1", "2"), ("3", ""))
