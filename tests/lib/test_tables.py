"""Rows of a list drawn in one go: what is typed is shown as typed, and nothing is lost on the way."""

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from pes_partnerships.lib.tables import table_rows

COLUMNS = [{"label": "Name"}, {"label": "Jobs & places", "num": True}]


def drawn(first, second) -> str:
    return table_rows(COLUMNS, [[first, second]], {"late": "error"})


@pytest.mark.parametrize(
    ("cell", "html"),
    [
        ("<b>", "&lt;b&gt;"),
        ("", ""),
        (SafeString("<b>3</b>"), "<b>3</b>"),
        ({"text": 7}, "7"),
        ({"text": 0}, "0"),
        ({"text": "A", "note": gettext_lazy("Cancel")}, 'A <span class="sub">Cancel</span>'),
        ({"text": "A", "url": "?a=1&b=2"}, '<a href="?a=1&amp;b=2">A</a>'),
        ({"text": "7", "url": "/m/", "hidden": "members"},
         '<a href="/m/">7<span class="visually-hidden"> members</span></a>'),
        ({"unknown": "not stated"}, '<span class="unknown">not stated</span>'),
        ({"text": "A", "note": "in O'Hara"}, 'A <span class="sub">in O&#x27;Hara</span>'),
        ({"text": "A", "note": ["b", "c"]}, 'A <span class="sub">b</span> <span class="sub">c</span>'),
        ({"text": "A", "note": "2 days late", "is_late": True}, 'A <span class="sub late">2 days late</span>'),
        ({"tag": "Overdue", "kind": "late", "text": ""}, '<span class="tag tag-error">Overdue</span>'),
        ({"tag": "Odd", "kind": "nobody knows"}, '<span class="tag tag-neutral">Odd</span>'),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_cell_is_a_text_or_says_more(cell, html):
    assert drawn("First", cell) == (
        f'<tr><th scope="row">First</th><td class="num" data-label="Jobs &amp; places">{html}</td></tr>'
    )


def test_a_row_of_another_length_is_a_mistake_of_the_view():
    with pytest.raises(ValueError, match="argument"):
        table_rows(COLUMNS, [["First"]], {})
