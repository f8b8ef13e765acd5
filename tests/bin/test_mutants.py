"""What `make mutate` changes, and what it leaves alone."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bin"))

from mutation.mutants import mutants_of
from mutation.plugin import exchange_code


def changes(source: str) -> list[tuple[str, str]]:
    return [(mutant.before, mutant.after) for mutant in mutants_of("rules.py", source)]


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = a is not b", ["x = a is b"]),
        ("x = a and not b", ["x = a or not b", "x = a and b"]),
        ("x = n + 1", ["x = n - 1", "x = n + 2"]),
        ("x = rows.filter(a=True)", ["x = rows.exclude(a=True)", "x = rows.filter(a=False)"]),
        ("x = any(rows)", ["x = all(rows)"]),
        ("x = 'code'", ["x = 'XXcode'"]),
        ("x = a if b else c", ["x = a if (not (b)) else c"]),
        ("row.save()", ["pass"]),
        ("row.name = name", ["row.name = None"]),
        ("return rows", ["return None"]),
    ],
)
def test_each_line_is_changed_in_small_ways(line, changed):
    found = [after for before, after in changes(f"def act(row):\n    {line}\n") if before == line]

    assert [" ".join(after.split()) for after in found] == changed


@pytest.mark.parametrize(
    "line",
    [
        '"""Says 1 < 2."""',
        'x: "Literal[1]"',
        "import a.b",
        'x = _("%(n)s of 10") % {"n": n}',
        'logger.info("1 of %s", n)',
        'x = f"{n} of 10"',
        'x = """a 1 < 2"""',
    ],
)
def test_messages_annotations_and_logging_are_left_alone(line):
    assert changes(f"def act():\n    {line}\n") == []


def test_decorators_and_the_text_of_a_row_are_left_alone():
    assert changes("@cache(1)\nclass A:\n    def __str__(self):\n        return 'a' + 'b'\n") == []


def test_what_runs_at_import_is_known_by_what_it_defines():
    (number, default) = mutants_of("rules.py", "class A:\n    size = 3\n\ndef act(n=1):\n    pass\n")

    assert (number.names, number.at_import, number.line) == (("size", "A"), True, 2)
    assert (default.names, default.at_import, default.lines) == ((), True, frozenset([5]))


def test_an_edit_keeps_its_place_in_the_draw_where_the_code_around_it_changes():
    (first,) = mutants_of("rules.py", "x = 1\n")
    moved = mutants_of("rules.py", "y = 2\n\nx = 1\n")[-1]

    assert (first.rank(7), first.line, moved.line) == (moved.rank(7), 1, 3)
    assert first.rank(7) != first.rank(8)
    assert moved.diff("y = 2\n\nx = 1\n").splitlines() == [" ", "-x = 1", "+x = 2"]


def test_functions_get_the_code_of_the_changed_text(tmp_path):
    source = "def outer(n):\n    def inner():\n        return n + 1\n    return inner\n\nmade = outer(1)\n"
    path = tmp_path / "rules.py"
    path.write_text(source)
    names: dict = {}
    exec(compile(source, str(path), "exec"), names)  # noqa: S102

    exchange_code(str(path), source.replace("n + 1", "n - 1"))

    assert (names["outer"](1)(), names["made"]()) == (0, 0)
