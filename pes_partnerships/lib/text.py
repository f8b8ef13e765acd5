"""Text: folded for search, Markdown made safe, one-line values for headings and mail subjects."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MARKDOWN_TAGS = {
    "p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "h3", "h4",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# letters that Unicode does not take apart, so removing accents leaves them
_LETTERS = {
    "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ŋ": "n",
    "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ",
}  # fmt: skip
# what people, keyboards and word processors write for an apostrophe and for a hyphen (´ and ΄ fall apart by themselves)
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\u2035\ua78c\u05f3\u0060"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\u058a\u05be"
_PLAIN = str.maketrans({**_LETTERS, **dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_HYPHENS, "-")})
_KEPT = 0x3000  # the letters of Europe and their marks: what is read once is known, in a table that stays small


class _Bare(dict[int, int | None]):
    """For str.translate(): drops accents, and what stands inside words unseen (Cf: soft hyphens, joiners, marks)."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        kept = None if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf" else code
        if code < _KEPT:
            self[code] = kept
        return kept


_BARE = _Bare()
_MARKS = str.maketrans("'-", "  ")
_INSIDE = re.compile(r"(?<=\w)[.\u00b7](?=\w)")  # e.V., p.e.s., col·lectiu
_WORD = re.compile(r"[^\W_]+")

SEARCHED_WORDS = 12


def fold(text: str) -> str:
    """To compare and to search: without case and accents, ligatures apart, and an apostrophe, a hyphen or any kind of
    space one space, whichever way it is written (“L’Œuvre‑d’Été” -> "l oeuvre d ete")."""
    return " ".join(fold_letters(text).translate(_MARKS).split())


def fold_letters(text: str) -> str:
    """The same with apostrophes and hyphens, each in its one form: for rules that read them (Int'l, croix-rouge)."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    bare = taken_apart if taken_apart.isascii() else taken_apart.translate(_BARE)
    return " ".join(bare.casefold().translate(_PLAIN).split())


def search_form(text: str) -> str:
    """Folded words with single spaces between them: how text is kept for search, and how what is asked is read."""
    return " ".join(_WORD.findall(_INSIDE.sub("", fold(text))))


def search_lines(texts: Iterable[str]) -> str:
    """Texts as one column that is searched: each on a line of its own, a space before and after each word."""
    forms = dict.fromkeys(form for form in map(search_form, texts) if form)
    return "".join(f"\n {form} " for form in forms) + "\n" if forms else ""


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # imported here: it reads tables that few pages need

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def render_markdown(text: str) -> SafeString:
    """CommonMark as safe HTML: paragraphs, lists, tables, emphasis, quotations, links; headings below the page."""
    import nh3

    markdown = _markdown()
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h3") else "h4"
    clean = nh3.clean(
        markdown.renderer.render(tokens, markdown.options, {}),
        tags=_MARKDOWN_TAGS,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean.replace("<th>", '<th scope="col">'))  # a table of Markdown has its heads in the first row


def escape_markdown(words: str) -> str:
    """A plain value inside a Markdown sentence: nothing in it is markup, its lines stay lines."""
    lines = [re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(line.split())) for line in words.splitlines()]
    return "\\\n".join(line for line in lines if line)


def in_groups(hexadecimal: str) -> str:
    """A fingerprint in groups of four, as it is printed."""
    return " ".join(hexadecimal[i : i + 4] for i in range(0, len(hexadecimal), 4))


def one_line(text: str) -> str:
    """One visible line: breaks and tabs become spaces; control and direction marks, which can deceive, go."""
    spaced = "".join(" " if char.isspace() else char for char in text)
    # Cc control, Cf format (bidi marks and zero-width), Cs lone surrogates, Zl/Zp are whitespace already
    seen = "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    return " ".join(seen.split())


def search_words(text: str) -> list[str]:
    """The words to look for, folded; more than a dozen narrow nothing and only cost the database time."""
    return search_form(text).split()[:SEARCHED_WORDS]
