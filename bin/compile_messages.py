"""Make each .mo file that is missing or older than its .po, by Babel, so that no gettext tools are needed."""

import os
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def is_fresh(source: Path, target: Path) -> bool:
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime


def compile_all(folder: Path) -> list[Path]:
    """Compile what is out of date below folder, and return the files written."""
    sources = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    stale = [source for source in sources if not is_fresh(source, source.with_suffix(".mo"))]
    if not stale:
        return []
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in stale:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        half_written = source.with_suffix(".mo.new")
        with half_written.open("wb") as file:
            write_mo(file, catalogue)
        # A server that is running reads either the old file or the new one.
        os.replace(half_written, source.with_suffix(".mo"))
    return [source.with_suffix(".mo") for source in stale]


if __name__ == "__main__":
    for written in compile_all(TOP / "locale"):
        print(written.relative_to(TOP), file=sys.stderr)
