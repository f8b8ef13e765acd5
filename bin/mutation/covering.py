"""Which test runs which line, measured once and kept; only what may have changed is measured anew."""

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from .mutants import Mutant
from .tree import NO_TESTS, PACKAGES, Tree

# of the tests that run a line, so many and so long at most
MOST_TESTS, MOST_SECONDS = 300, 20.0
WORKERS = os.cpu_count() or 1


class Covering(NamedTuple):
    seconds: float
    lines: dict[str, list[int]]  # by file


class Covered:
    def __init__(self, tree: Tree, kept: Path) -> None:
        self.tree = tree
        before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {"files": {}, "tests": {}}
        tests = {test: Covering(*covering) for test, covering in before["tests"].items()}
        now = {file: _digest(tree.folder / file) for file in tree.python_files("tests", *PACKAGES)}
        changed = {file for file in before["files"].keys() | now.keys() if before["files"].get(file) != now.get(file)}
        files = {file for file in now if Path(file).name.startswith("test_")}
        stale = files & (changed | {file_of(test) for test, one in tests.items() if changed & one.lines.keys()})
        if any(file.startswith("tests/") and not Path(file).name.startswith("test_") for file in changed):
            stale = files  # the cast or a factory: it may run anywhere
        self.tests = {test: one for test, one in tests.items() if file_of(test) in files - stale}
        if stale:
            print(f"measuring the tests of {len(stale)} files", flush=True)
            self.tests |= self._measured(sorted(stale))
            kept.write_text(json.dumps({"files": now, "tests": self.tests}), encoding="utf-8")

    def _measured(self, files: list[str]) -> dict[str, Covering]:
        folder = self.tree.folder / "var" / "map"
        folder.mkdir()
        spread = ["-n", str(WORKERS), "--dist", "worksteal", "-m", "not browser and not servers and not rehearse"]
        code, printed = self.tree.pytest(*spread, *files, MUTATE_MAP=folder)
        if code not in (0, 1, NO_TESTS):
            sys.exit(f"the tests could not be measured\n{printed}")
        measured: dict[str, Covering] = {}
        for path in folder.iterdir():
            written = json.loads(path.read_text(encoding="utf-8"))
            measured |= {test: Covering(*covering) for test, covering in written["tests"].items()}
            for test in written["failed"]:
                print(f"left out, it does not pass as it is: {test}")
        return measured

    @cached_property
    def by_line(self) -> dict[str, dict[int, list[str]]]:
        found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for test, covering in self.tests.items():
            for file, lines in covering.lines.items():
                for line in lines:
                    found[file][line].append(test)
        return found

    @cached_property
    def texts(self) -> dict[str, str]:
        return {file: self.tree.read(file) for file in self.tree.python_files("tests", *PACKAGES)}

    def tests_for(self, mutant: Mutant) -> list[str]:
        """The tests of its own subject first, then the fastest."""
        tests, importing = self._at(mutant.file, mutant.lines), set[str]()
        if mutant.at_import:
            # it runs under no test: its tests are those that import its file, and those of lines with its name
            importing = self._files_importing(mutant.file)
            tests = tests.union({test for test in self.tests if file_of(test) in importing}, self._using(mutant.names))
        tests = tests or self._at(mutant.file, self.by_line[mutant.file])
        own = _own_tests(mutant.file)

        def nearest(test: str) -> tuple[bool, bool, float]:
            return file_of(test) not in importing, not test.startswith(own), self.tests[test].seconds

        chosen: list[str] = []
        spent = 0.0
        for test in sorted(tests, key=nearest)[:MOST_TESTS]:
            spent += self.tests[test].seconds
            if chosen and spent > MOST_SECONDS:
                break
            chosen.append(test)
        return chosen

    def runs_in_tests(self, mutant: Mutant) -> bool:
        """False for what runs at import, also for a function that is called there."""
        return not mutant.at_import and bool(self._at(mutant.file, mutant.lines))

    def seconds(self, tests: list[str]) -> float:
        return sum(self.tests[test].seconds for test in tests)

    def _at(self, file: str, lines: Iterable[int]) -> set[str]:
        measured = self.by_line.get(file, {})
        return {test for line in lines for test in measured.get(line, ())}

    def _using(self, names: tuple[str, ...]) -> set[str]:
        word = re.compile(rf"\b({'|'.join(names)})\b" if names else "(?!)")
        found: set[str] = set()
        for file in list(self.by_line):
            lines = enumerate(self.texts[file].splitlines(), start=1)
            found |= self._at(file, [number for number, line in lines if word.search(line)])
        return found

    def _files_importing(self, file: str) -> set[str]:
        module = re.compile(rf"\b{re.escape(file.removesuffix('.py').replace('/', '.'))}\b")
        return {test for test in {file_of(test) for test in self.tests} if module.search(self.texts[test])}


def file_of(test: str) -> str:
    return test.partition("::")[0]


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _own_tests(file: str) -> str:
    """partnerships/signing/services/x.py -> tests/partnerships/signing/"""
    folders = [part for part in Path(file).parent.parts if part not in ("pes_partnerships", "rules", "services")]
    return "/".join(["tests", *folders, ""])
