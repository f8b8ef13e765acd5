"""Words that a style sheet sets apart are apart in the page itself: copied, spoken, and in a text browser."""

import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.urls import reverse

from pes_partnerships.accounts.rules.roles import Role
from tests.permissions.asking import browser_of
from tests.permissions.tables import ROUTES

INLINE = frozenset("a abbr b button cite code del dfn em i ins label output q s small span strong time u var".split())
WITHIN_A_WORD = frozenset("mark sub sup wbr".split())
UNSPOKEN = frozenset("script style svg title template".split())
ENDS, BEGINS = re.compile(r"[\w.,:;!?%)”’…]$"), re.compile(r"[\w(“„‘+]")
PAGES = [route for route in ROUTES if route.method == "get"]


class _Runs(HTMLParser):
    """Looks at each place where a tag stands directly between two words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._before, self._tags, self._skipped = "", "", 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._skipped += tag in UNSPOKEN
        self._cross(tag, self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self._cross(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in UNSPOKEN
        self._cross(tag, f"</{tag}>")

    def _cross(self, tag: str, written: str) -> None:
        if tag in INLINE:
            self._tags += written
        elif tag not in WITHIN_A_WORD:
            self._before = self._tags = ""

    def handle_data(self, words: str) -> None:
        if self._skipped:
            return
        if self._tags and ENDS.search(self._before) and BEGINS.match(words):
            self.found.append(f"{self._before[-30:]}{self._tags}{words[:30]}")
        self._before, self._tags = words, ""


def run_together(html: str) -> list[str]:
    runs = _Runs()
    runs.feed(html)
    return runs.found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<th>Ona<span class="sub">Director</span></th>', 1),
        ('<th>Ona <span class="sub">Director</span></th>', 0),
        ('<label><span>Lithuania</span><span class="count">3</span></label>', 1),
        ('<a>Change<span class="visually-hidden">: the title</span></a>', 0),
        ("<dt>Model</dt><dd>Agile</dd>", 0),
        ("<p>un<mark>employ</mark>ment</p>", 0),
        ("<td>Yes.<b>No</b></td>", 1),
        ("<p>(<b>key actor</b>)</p>", 0),
    ],
)
def test_what_is_found(html, found):
    assert len(run_together(html)) == found


@pytest.mark.django_db
@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_no_words_run_together_on_a_page(route, worlds):
    own = worlds.alytus
    role = next(iter(sorted(route.may, key=list(Role).index)), Role.MANAGER)
    browser = browser_of(worlds.cast.of_role(role))
    with transaction.atomic():
        answer = browser.get(reverse(route.name, kwargs=route.about(own) if route.about else {}))
        transaction.set_rollback(True)
    if answer.streaming or not answer.headers["Content-Type"].startswith("text/html"):
        pytest.skip("no page")

    assert run_together(answer.content.decode()) == []
