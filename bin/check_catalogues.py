"""Each catalogue says every text of the source, none is left empty, guessed or stale, and placeholders agree.

It reads the source by Django's and Babel's own extraction, so that it needs no gettext tools.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po

TOP = Path(__file__).resolve().parent.parent
SOURCES = ["pes_partnerships", "partnerships", "reviews", "directory", "templates"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Key = tuple[str, str]  # context, text


def python_of(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source
    from django.utils.translation.template import templatize

    # Template text has no Python indentation: each line starts at the margin.
    return "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())


def keys_in(path: Path) -> Iterator[Key]:
    file = io.BytesIO(python_of(path).encode())
    for _line, function, texts, _comments in extract_python(file, list(KEYWORDS), [], {"encoding": "utf-8"}):
        texts = texts if isinstance(texts, tuple) else (texts,)
        places = KEYWORDS[function] or (1,)
        context, first = (texts[0], texts[1]) if isinstance(places[0], tuple) else ("", texts[0])
        # A text that is no literal cannot be collected; ruff's INT rules name the place.
        if first and context is not None:
            yield context, first


def source_keys() -> dict[Key, Path]:
    found: dict[Key, Path] = {}
    for folder in SOURCES:
        for path in sorted((TOP / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"}:
                for key in keys_in(path):
                    found.setdefault(key, path.relative_to(TOP))
    return found


def key_of(message: Message) -> Key:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", text


def faults_of(message: Message) -> Iterator[str]:
    said = [message.string] if isinstance(message.string, str) else list(message.string)
    if not all(said):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is marked fuzzy: check the translation and take the mark away"
    asked = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = {name for text in asked for name in PLACEHOLDER.findall(text)}
    # A singular may leave the number out ("one day"); no form may invent a placeholder.
    used = {name for text in said for name in PLACEHOLDER.findall(text)}
    if used - wanted or (len(said) == 1 and wanted - used):
        yield f"has other placeholders: {sorted(wanted)} became {sorted(used)}"


def problems_of(path: Path, wanted: dict[Key, Path]) -> Iterator[str]:
    name = path.relative_to(TOP)
    with path.open("rb") as file:
        catalogue: Catalog = read_po(file, locale=path.parent.parent.name)
    held = {key_of(message): message for message in catalogue if message.id}
    for key, source in wanted.items():
        if key not in held:
            yield f"{name}: misses {key[1]!r} of {source}"
    for key, message in held.items():
        if key not in wanted:
            yield f"{name}: {key[1]!r} is no longer in the source"
            continue
        for fault in faults_of(message):
            yield f"{name}: {key[1]!r} {fault}"


def main() -> int:
    catalogues = sorted((TOP / "locale").glob("*/LC_MESSAGES/django.po"))
    if not catalogues:
        print("locale/ holds no catalogue; `mkdir -p locale/fr && make messages` begins one.")
        return 1
    wanted = source_keys()
    problems = [problem for path in catalogues for problem in problems_of(path, wanted)]
    print(*problems[:40], sep="\n", end="\n" if problems else "")
    if problems:
        print(f"{len(problems)} in all; `make messages` brings the catalogues in step with the source.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
