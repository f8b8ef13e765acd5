"""Pages as a browser without JavaScript sees them: what a form would post, and the words on a page."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse

from pes_partnerships.outbox.models import OutboxMail

UNSENT = {"submit", "button", "file", "image", "reset"}
CHECKED = {"checkbox", "radio"}


@dataclass
class PageForm:
    """A form of a page: where it goes, what it would send as it stands, and its fields to choose from."""

    method: str
    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Each form of a page as what it would post: name -> values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[PageForm] = []
        self._area = self._select = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.found.append(PageForm(given.get("method", "get").lower(), given.get("action", "")))
        elif tag == "input" and name and given.get("type", "text") not in UNSENT:
            if given.get("type") in CHECKED:
                self._offer(name, given.get("value", "on"))
            if given.get("type") not in CHECKED or "checked" in given:
                self._put(name, given.get("value", "on" if given.get("type") == "checkbox" else ""))
        elif tag == "textarea":
            self._area, self._words = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._offer(self._select, given.get("value", ""))
            if "selected" in given:
                self._put(self._select, given.get("value", ""))

    def handle_data(self, words: str) -> None:
        self._words.append(words)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._put(self._area, "".join(self._words).removeprefix("\n"))
        elif tag == "select":
            self._offer(self._select)
            if self.found and self._select not in self.found[-1].sent:
                self._put(self._select, "")
            self._select = ""

    def _put(self, name: str, value: str) -> None:
        if self.found:
            self.found[-1].sent.setdefault(name, []).append(value)

    def _offer(self, name: str, *values: str) -> None:
        if self.found:
            self.found[-1].choices.setdefault(name, []).extend(values)


def forms_on(response: HttpResponse) -> list[PageForm]:
    parser = _Forms()
    parser.feed(response.content.decode())
    return parser.found


def typed_in(response: HttpResponse, holding: str, **typed: Any) -> dict[str, Any]:
    """What the page's form that has the field `holding` would post after `typed` was put into it."""
    form = next(form.sent for form in forms_on(response) if holding in form.sent)
    return {**form, **typed}


def words_on(response: HttpResponse) -> str:
    """The page's words on one line, without marks."""
    bare = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def link_of(address: str) -> str:
    """The path of the newest link to sign that waits in the outbox for this address."""
    letter = OutboxMail.objects.filter(kind="signature_requested", to_address=address).latest("created_at")
    return urlsplit(letter.secrets["link"]).path
