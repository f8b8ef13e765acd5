"""Text folded for search, made safe for a page, made one line for a heading."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pes_partnerships.lib.text import fold, one_line, render_markdown, search_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ħal  Għaxaq", "hal ghaxaq"),
        ("Œuvre Straße", "oeuvre strasse"),
        ("ΑΠΑΣΧΌΛΗΣΗΣ", "απασχολησησ"),
        ("București ŁÓDŹ", "bucuresti lodz"),
        ("Работа Й", "работа и"),
        ("Sjælland Øst", "sjaelland ost"),
    ],
)
def test_search_ignores_case_and_accents(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_markdown_gives_lists_emphasis_and_links():
    html = render_markdown("# Aim\n\n**Jobs** for *us*\n\n- one\n- two\n\n[fiche](https://pes.example/a?b=1&c=2)")

    assert html == (
        "<h3>Aim</h3>\n<p><strong>Jobs</strong> for <em>us</em></p>\n"
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
        '<p><a href="https://pes.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">fiche</a></p>\n'
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://elsewhere.example/pixel.png)",
        "<img src=x onerror=alert(1)>", "[x](data:text/html,hi)",
        '[x](https://a.example "onmouseover=alert(1)")',
        "<a href='//elsewhere.example' style='x'>y</a>",
    ],
)  # fmt: skip
def test_markdown_lets_nothing_active_through(attack):
    html = render_markdown(attack)

    tags = re.findall(r"<(/?\w+)([^>]*)>", html)
    assert {tag.strip("/") for tag, _attributes in tags} <= {"p", "a"}
    links = {attributes for tag, attributes in tags if tag == "a"}
    assert links <= {
        ' rel="noopener noreferrer nofollow"',
        ' href="https://a.example" rel="noopener noreferrer nofollow"',
    }


@given(st.text())
def test_markdown_of_any_text_has_only_known_tags(text):
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", render_markdown(text)))

    assert tags <= {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "h3", "h4"}


def test_a_subject_cannot_hide_or_break_lines():
    assert one_line("Review due\r\nBcc: all@pes.example") == "Review due Bcc: all@pes.example"
    assert one_line("invoice\u202efdp.exe\u200b\u2066") == "invoicefdp.exe"
    assert one_line(" a\u2028b\x00\tc ") == "a b c"


@given(st.text(alphabet=st.characters()))
def test_one_line_is_one_visible_line(text):
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in line)
    assert line == line.strip()


def test_a_search_looks_for_a_dozen_folded_words_at_most():
    assert search_words("  Ūžupio   JAUNIMAS ") == ["uzupio", "jaunimas"]
    assert len(search_words("word " * 400)) == 12
