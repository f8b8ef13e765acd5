"""docs/requirements.md, docs/reality.md: each line that there must be is there, and every test that it names exists."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
REQUIREMENTS, REALITY = TOP / "docs" / "requirements.md", TOP / "docs" / "reality.md"
GROUPS = {"F": 12, "A": 20, "S": 4, "O": 8, "R": 9, "D": 6, "N": 3, "X": 3, "G": 16}
REAL_LINES = 52
ROW = re.compile(r"^\|\s*([A-Z]\d+)\s*\|(.*)\|(.*)\|\s*$", re.M)
REAL_ROW = re.compile(r"^\|\s*(\d+)\s*\|([^|]*)\|([^|]*)\|([^|]*)\|\s*$", re.M)
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")


@cache
def tests_in(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))


def missing_tests(identity: str, shown_by: str) -> list[str]:
    tests = TEST.findall(shown_by)
    return [f"{identity}: {file}::{name} does not exist" for file, name in tests if name not in tests_in(TOP / file)]


def problems_of(identity: str, requirement: str, shown_by: str) -> list[str]:
    problems = []
    if not requirement.strip():
        problems.append(f"{identity}: the row does not say what is required")
    if not TEST.search(shown_by) and not re.search(r"\bopen\b", shown_by):
        problems.append(f"{identity}: names no test (tests/file.py::test_name) and is not called open")
    return problems + missing_tests(identity, shown_by)


def problems_of_real(number: str, what: str, where: str, shown_by: str) -> list[str]:
    identity, problems = f"reality {number}", []
    if not what.strip() or not where.strip():
        problems.append(f"{identity}: the row says not what is real, or not where it is held")
    if not TEST.search(shown_by):
        problems.append(f"{identity}: names no test (tests/file.py::test_name)")
    return problems + missing_tests(identity, shown_by)


def rows_missing(found: list[str], wanted: list[str]) -> list[str]:
    problems = [f"{identity}: has no row" for identity in wanted if identity not in found]
    problems += [f"{identity}: is none of the rows that are asked for" for identity in found if identity not in wanted]
    repeated = sorted({identity for identity in found if found.count(identity) > 1})
    return problems + [f"{identity}: has more than one row" for identity in repeated]


def problems_in_requirements(text: str) -> list[str]:
    rows = ROW.findall(text)
    wanted = [f"{letter}{number}" for letter, last in GROUPS.items() for number in range(1, last + 1)]
    problems = rows_missing([row[0] for row in rows], wanted)
    return problems + [problem for row in rows for problem in problems_of(*row)]


def problems_in_reality(text: str) -> list[str]:
    rows = REAL_ROW.findall(text)
    problems = rows_missing([row[0] for row in rows], [str(number) for number in range(1, REAL_LINES + 1)])
    return problems + [problem for row in rows for problem in problems_of_real(*row)]


def main() -> int:
    problems = []
    for page, check in ((REQUIREMENTS, problems_in_requirements), (REALITY, problems_in_reality)):
        problems += check(page.read_text(encoding="utf-8")) if page.exists() else [f"docs/{page.name} is missing."]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
