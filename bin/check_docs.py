"""Every file that the pages for engineers name in backticks or as a link is there."""

import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
PAGES = ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/production.md"]
ROOTS = ["", "partnerships", "docs"]  # architecture.md names the files of `partnerships/` by their short paths
NAMED = re.compile(r"`([\w./-]+/[\w.-]*\.(?:py|html|txt|md|toml|css|js|json))`|\]\((?!https?:)([\w./-]+)\)")
WRITTEN_LATER = ("var/", "/", "manage.py")


def missing(page: Path) -> list[str]:
    found = []
    for quoted, linked in NAMED.findall(page.read_text(encoding="utf-8")):
        name = quoted or linked
        bases = [page.parent] if linked else [TOP / root for root in ROOTS]
        if not name.startswith(WRITTEN_LATER) and not any((base / name).exists() for base in bases):
            found.append(f"{page.relative_to(TOP)}: {name} does not exist")
    return found


def main() -> int:
    problems = [problem for page in PAGES for problem in missing(TOP / page)]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
