"""Speed, side by side in one run: every ratio with its budget; ends with 1 where one of them is not held.

`make bench`, or with ARGS: `--postgres` for a cluster that it starts itself, `--rounds 40` to measure longer,
`--only pages` for one part. Each part is a process of its own, since a database is named before Django starts.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.measuring import Figure, told  # noqa: E402

SIZES = (15, 1_000, 10_000, 50_000)
MOST_GROWTH = 1.2
PARTS = ("starting", "portfolio", "pages", "search", "everyday", "imports")


def run_part(part: str, size: int, rounds: int, *, postgres: bool) -> None:
    from bench import everyday, imports, pages, portfolio, search, starting

    if part == "starting":
        starting.run()
    elif part == "portfolio":
        portfolio.run(size, rounds, postgres=postgres)
    else:
        {"pages": pages, "search": search, "everyday": everyday, "imports": imports}[part].run(
            rounds, postgres=postgres
        )


def figures_of(part: str, options: argparse.Namespace, size: int = 0) -> list[Figure]:
    """Runs the part in a process of its own; prints what it says as it says it."""
    command = [sys.executable, __file__, "--part", part, "--size", str(size), "--rounds", str(options.rounds)]
    found = []
    with subprocess.Popen(
        [*command, *(["--postgres"] if options.postgres else [])], stdout=subprocess.PIPE, text=True
    ) as running:
        for line in running.stdout:
            if not line.startswith("figure "):
                print(line, end="", flush=True)
                continue
            found.append(told(line))
            print(found[-1], flush=True)
    if running.returncode:
        raise SystemExit(f"The part “{part}” failed: nothing can be said about it.")
    return found


def growth_of(sizes: dict[int, list[Figure]]) -> Figure:
    first, last = min(sizes), max(sizes)
    grown = sizes[last][0].value / sizes[first][0].value
    return Figure(f"Portfolio, from {first:,} to {last:,}", grown, "× as many hellos", most=MOST_GROWTH)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        run_part(options.part, options.size, options.rounds, postgres=options.postgres)
        return 0
    print(f"On {'PostgreSQL' if options.postgres else 'SQLite'}, {options.rounds} rounds; a hello is a bare view.\n")
    found: list[Figure] = []
    for part in [options.only] if options.only else PARTS:
        if part == "portfolio":
            sizes = {size: figures_of(part, options, size) for size in SIZES}
            found += [figure for figures in sizes.values() for figure in figures] + [growth_of(sizes)]
            print(found[-1], flush=True)
        else:
            found += figures_of(part, options)
    over = [figure.name for figure in found if not figure.holds]
    print("\nAll budgets hold." if not over else f"\nNot held: {', '.join(over)}.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
