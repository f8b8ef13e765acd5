"""Every form of a page with all the names that it would send, ticked or not."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.http import HttpResponse


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, list[str]]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("method", "get").lower(), given.get("action", ""), []))
            self._is_open = True
        elif self._is_open and tag in ("input", "select", "textarea", "button") and given.get("name"):
            names = self.forms[-1][2]
            if given["name"] not in names:
                names.append(given["name"])

    def handle_endtag(self, tag: str) -> None:
        self._is_open = self._is_open and tag != "form"


def forms_on(page: HttpResponse, path: str) -> list[tuple[str, str, list[str]]]:
    """(method, address, names) of each form of an HTML page; those of a file or of a way elsewhere are none."""
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return []
    parser = _Forms()
    parser.feed(page.content.decode())
    return [(method, urlsplit(action).path or path, names) for method, action, names in parser.forms]
