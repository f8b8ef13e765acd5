"""docs/requirements.md: every requirement has its row, and every test that a row names exists."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
TABLE = TOP / "docs" / "requirements.md"
GROUPS = {"F": 12, "A": 20, "S": 4, "O": 8, "R": 9, "D": 6, "N": 3, "X": 3, "G": 16}
ROW = re.compile(r"^\|\s*([A-Z]\d+)\s*\|(.*)\|(.*)\|\s*$", re.M)
TEST = re.compile(r"(tests/[\w/]+\.py)::(\w+)")


@cache
def tests_in(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef))


def problems_of(identity: str, requirement: str, shown_by: str) -> list[str]:
    problems = []
    if not requirement.strip():
        problems.append(f"{identity}: the row does not say what is required")
    tests = TEST.findall(shown_by)
    if not tests and not re.search(r"\bopen\b", shown_by):
        problems.append(f"{identity}: names no test (tests/file.py::test_name) and is not called open")
    for file, name in tests:
        if name not in tests_in(TOP / file):
            problems.append(f"{identity}: {file}::{name} does not exist")
    return problems


def main() -> int:
    if not TABLE.exists():
        print("docs/requirements.md is missing.")
        return 1
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))
    found = [identity for identity, _requirement, _shown_by in rows]
    wanted = [f"{letter}{number}" for letter, last in GROUPS.items() for number in range(1, last + 1)]
    problems = [f"{identity}: has no row" for identity in wanted if identity not in found]
    problems += [f"{identity}: is no requirement" for identity in found if identity not in wanted]
    repeated = sorted({identity for identity in found if found.count(identity) > 1})
    problems += [f"{identity}: has more than one row" for identity in repeated]
    problems += [problem for row in rows for problem in problems_of(*row)]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
