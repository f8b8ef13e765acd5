"""Text: folded for search, Markdown made safe, one-line values for headings and mail subjects."""

import re
import unicodedata
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
_LETTERS = str.maketrans({
    "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ŋ": "n",
    "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ",
})  # fmt: skip

SEARCHED_WORDS = 12


def fold(text: str) -> str:
    """For search: without case and accents, spaces made single ("Ħal  Għaxaq" -> "hal ghaxaq")."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in taken_apart if not unicodedata.combining(char))
    return " ".join(bare.casefold().translate(_LETTERS).split())


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
    return fold(text).split()[:SEARCHED_WORDS]
