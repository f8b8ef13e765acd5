"""`make mutate`: changes a line of a rule, a service or an access check, and asks whether a test notices.

Of all such changes a sample is drawn by SEED and tried in copies of the tree, each against tests that run the changed
line. Prints every change that no test noticed. docs/decisions/0020-mutation.md says why it is made this way.
"""

import argparse
import json
import os
import queue
import re
import shutil
import signal
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from mutation.covering import WORKERS, Covered, file_of
from mutation.mutants import Mutant, mutants_of
from mutation.tree import PACKAGES, Tree

TOP = Path(__file__).resolve().parent.parent
CACHE = TOP / "var" / "cache" / "mutate"
SURVIVORS = CACHE / "survivors.json"
MUTATED = re.compile(r"/(rules|services)(/|\.py$)|/access\.py$|/accounts/(guards|middleware)\.py$")
EQUIVALENT = "tests/mutate/equivalent.toml"
WARMING_UP = "tests/accounts"
ENOUGH = 0.85


class Survivor(NamedTuple):
    mutant: Mutant
    why: str


def every_mutant(tree: Tree, under: list[str]) -> list[Mutant]:
    files = [file for file in tree.python_files(*PACKAGES) if MUTATED.search(file)]
    files = [file for file in files if not under or file.startswith(tuple(under))]
    with ProcessPoolExecutor(WORKERS) as pool:
        return [mutant for found in pool.map(mutants_of, files, map(tree.read, files)) for mutant in found]


def without_equivalent(mutants: list[Mutant], tree: Tree, under: list[str]) -> list[Mutant]:
    listed = tomllib.loads(tree.read(EQUIVALENT)).get("mutant", [])
    known = {(entry["file"], entry["line"], entry["mutation"], entry.get("nth", 0)) for entry in listed}
    for file, line, *_ in sorted(known - {mutant.key for mutant in mutants}):
        if not under or file.startswith(tuple(under)):
            print(f"{EQUIVALENT} lists what is no longer there: {file}: {line}")
    return [mutant for mutant in mutants if mutant.key not in known]


def survivors_of(sample: list[Mutant], covered: Covered, trees: list[Tree], patience: float) -> Iterator[Survivor]:
    chosen = {mutant: covered.tests_for(mutant) for mutant in sample}
    files = {file_of(test) for tests in chosen.values() for test in tests}
    free: queue.SimpleQueue[Tree] = queue.SimpleQueue()

    def make_ready(tree: Tree) -> None:
        tree.hold_ready(files)
        free.put(tree)

    def attempt(mutant: Mutant) -> Survivor | None:
        tests = chosen[mutant]
        if not tests:
            return Survivor(mutant, "no test runs it")
        tree = free.get()
        try:
            text, limit = mutant.applied(tree.read(mutant.file)), patience + 10 * covered.seconds(tests)
            anew = not covered.runs_in_tests(mutant)
            survives = tree.passes(mutant.file, text, tests, limit, anew=anew)
        finally:
            free.put(tree)
        print("S" if survives else ".", end="", flush=True)
        return Survivor(mutant, f"{len(tests)} tests run it") if survives else None

    pool = ThreadPoolExecutor(len(trees))
    try:
        list(pool.map(make_ready, trees))
        yield from filter(None, pool.map(attempt, sample))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for tree in trees:
            tree.stop()
    print()


def seconds_to_start(tree: Tree) -> float:
    """How long a few tests take; the first time they also write the bytecode and make the tables."""
    started = time.monotonic()
    for _ in range(2):
        started = time.monotonic()
        code, printed = tree.pytest(WARMING_UP)
        if code:
            sys.exit(f"{WARMING_UP} does not pass as it is\n{printed}")
    return time.monotonic() - started


def own_folder() -> Path:
    """A folder of this run; those of runs that were killed outright go."""
    for folder in CACHE.glob("run-*"):
        if not Path("/proc", folder.name.removeprefix("run-")).exists():
            shutil.rmtree(folder, ignore_errors=True)
    folder = CACHE / f"run-{os.getpid()}"
    folder.mkdir(parents=True)
    return folder


def mutate(options: argparse.Namespace, folder: Path) -> int:
    tree = Tree(TOP, folder / "0")
    patience = 4 * seconds_to_start(tree)
    covered = Covered(tree, CACHE / "map.json")
    mutants = every_mutant(tree, options.under)
    counted = without_equivalent(mutants, tree, options.under)
    sample = sorted(counted, key=lambda mutant: mutant.rank(options.seed))[: options.sample]
    if options.again:
        survived = json.loads(SURVIVORS.read_text(encoding="utf-8"))
        sample = [mutant for mutant in counted if [*mutant.key] in survived]
    print(
        f"seed {options.seed}: {len(sample)} of {len(mutants)} mutants "
        f"({len(mutants) - len(counted)} are listed as equivalent)",
        flush=True,
    )
    trees = [tree, *(Tree(tree.folder, folder / str(number)) for number in range(1, WORKERS))]
    survivors = list(survivors_of(sample, covered, trees, patience))
    for mutant, why in sorted(survivors, key=lambda survivor: (survivor.mutant.file, survivor.mutant.line)):
        print(f"\n{mutant.file}:{mutant.line}: {why}\n{mutant.diff(tree.read(mutant.file))}")
    SURVIVORS.write_text(json.dumps([survivor.mutant.key for survivor in survivors]), encoding="utf-8")
    killed = len(sample) - len(survivors)
    print(f"\n{killed} of {len(sample)} killed, {killed / max(len(sample), 1):.1%}; seed {options.seed}")
    return 0 if killed >= ENOUGH * len(sample) else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="draws the sample")
    parser.add_argument("--sample", type=int, default=200, help="how many mutants")
    parser.add_argument("--again", action="store_true", help="the survivors of the last run only")
    parser.add_argument("under", nargs="*", help="only in these folders or files")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = own_folder()
    try:
        return mutate(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
