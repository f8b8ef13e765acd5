"""Templates: laid out by djade in lines one can read, compiling, within the strict CSP, every text translatable."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
TEMPLATES = TOP / "templates"

# Names that are the same in every language.
PRODUCT = re.compile(r"\bPES Partnerships\b")
FORMATS = {"API", "CSV", "HTML", "JSON", "PDF", "RSS", "SHA", "XLSX", "iCalendar"}
SAME_EVERYWHERE = FORMATS | {
    "EUR",
    "English",
    "FTE",
    "GUIDE",
    "PAPER",
    "PARES",
    "RECIPE",
    "Français",
    "NUTS",
    "PES",
    "SMART",
    "UTC",
}
TRANSLATED_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder"}
WORD = re.compile(r"[^\W\d_]{2,}")
# a tag of the template language may have an argument that begins with "on", as in {% query_string only=1 %}
INLINE_HANDLER = re.compile(r"<(?:[^<>{]|{{.*?}}|{%.*?%})*\son\w+\s*=", re.I)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)", re.I)
SCRIPT_ADDRESS = re.compile(r"""\b(?:href|action)\s*=\s*["']\s*javascript:""", re.I)
ELSEWHERE = re.compile(r"""<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)\s*=\s*["'](?:https?:)?//""", re.I)
RULES = [
    (INLINE_HANDLER, "an inline handler: use a script file in static/js"),
    (INLINE_SCRIPT, "an inline <script>: use a script file in static/js"),
    (SCRIPT_ADDRESS, "a javascript: address"),
    (ELSEWHERE, "loaded from another server: put it into static/"),
]
NO_STYLE = (re.compile(r"<[^<>]*\sstyle\s*=|<style\b", re.I), "an inline style: use a class in static/css")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S)
TRANSLATED = re.compile(r"{%-?\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
NAMED_BY_VARIABLE = re.compile(r"(</?)(?:{{|{%)")
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
LONGEST_LINE = 200


def blank(text: str, *patterns: re.Pattern[str]) -> str:
    """The text with each match replaced by spaces, so that line numbers stay."""
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r"\S", " ", match.group()), text)
    return text


class PlainWords(HTMLParser):
    """Collects words that stand in a template without passing through gettext."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.skipping = 0

    def note(self, text: str) -> None:
        words = [word for word in WORD.findall(text) if word not in SAME_EVERYWHERE]
        if words:
            line = self.getpos()[0] + text[: text.find(words[0])].count("\n")
            self.found.append((line, " ".join(words)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping += tag in {"script", "style", "code", "kbd"}
        for name, text in attrs:
            if name in TRANSLATED_ATTRIBUTES and text:
                self.note(text)

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in {"script", "style", "code", "kbd"}

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.note(data)


def plain_words(source: str) -> list[tuple[int, str]]:
    parser = PlainWords()
    source = blank(source, COMMENT, TRANSLATED, PRODUCT)
    # <{{ tag }} id=…> is an element too, whatever its name.
    source = NAMED_BY_VARIABLE.sub(lambda match: f"{match[1]}x{match[0][-2:]}", source)
    parser.feed(blank(source, TAG))
    parser.close()
    return parser.found


def line_of(source: str, match: re.Match[str]) -> int:
    return source.count("\n", 0, match.start()) + 1


def long_lines(source: str) -> Iterator[tuple[int, int]]:
    """Each line that is too long to be read: its number, and its length."""
    for number, line in enumerate(source.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            yield number, len(line)


def findings(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    name = path.relative_to(TOP)
    if "mail" not in path.parts:  # the text of a mail reaches its reader line by line
        for line, length in long_lines(source):
            yield (
                f"{name}:{line}: {length} characters, at most {LONGEST_LINE}: one element, branch or attribute a line;"
                " long texts on lines of their own in {% blocktranslate trimmed %}"
            )
    if path.suffix == ".html":
        without_comments = blank(source, COMMENT)
        # Mail programs read no style sheet, and a document or a file of a bundle is no web page: none is under the CSP.
        on_paper = {"mail", "pdf", "bundle"} & set(path.parts)
        for pattern, reason in RULES if on_paper else [*RULES, NO_STYLE]:
            for match in pattern.finditer(without_comments):
                yield f"{name}:{line_of(source, match)}: {reason}"
    if "showcase" in path.name:  # the developers' page of interface pieces, with example text
        return
    for line, words in plain_words(source):
        yield f"{name}:{line}: not translatable: {words!r}; use {{% translate %}} or {{% blocktranslate %}}"


def broken(paths: list[Path]) -> Iterator[str]:
    import django
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    django.setup()
    for path in paths:
        try:
            get_template(str(path.relative_to(TEMPLATES)))
        except TemplateSyntaxError as error:
            yield f"{path.relative_to(TOP)}: does not compile: {error}"


def main() -> int:
    sys.path.insert(0, str(TOP))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pes_partnerships.settings")
    paths = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"})
    if not paths:
        print("templates/ holds no template.")
        return 1
    problems = [problem for path in paths for problem in findings(path)]
    problems += broken(paths)
    pages = [str(path) for path in paths if path.suffix == ".html"]
    djade = Path(sys.executable).parent / "djade"
    layout = subprocess.run(
        [djade, "--check", "--target-version", "5.2", *pages], capture_output=True, text=True, check=False
    )
    if layout.returncode:
        named = (layout.stdout + layout.stderr).strip().replace(f"{TOP}/", "")
        problems.append(f"{named}\n`make format` lays them out.")
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
