"""What one person gets from an address, and what a form there would send; whatever it did is undone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.pages import forms_on
from tests.permissions.routes import Route

REFUSED = {403, 404}
SIGN_IN = ("/account/login/", "/admin/login/")
# neither who is signed in, nor that a form was sent, nor what is not saved yet, is a row of anybody's work
WRITES = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) \"(?!django_session|accounts_sentform|accounts_unsavedinput)")
SESSIONS: dict[int, str] = {}  # of the worlds that stand
HANDLER = Client().handler


@dataclass(frozen=True)
class Reply:
    """`wrote`: the statements that changed rows."""

    status: int
    location: str
    content: bytes = field(repr=False)
    wrote: tuple[str, ...] = field(compare=False, default=())
    response: HttpResponse | None = field(compare=False, repr=False, default=None)

    @property
    def admits(self) -> bool:
        return self.status not in REFUSED and not self.location.startswith(SIGN_IN)

    @property
    def refuses(self) -> bool:
        """An address without a form refuses to be sent to by everybody alike, whatever their role."""
        return (not self.admits or self.status == 405) and not self.wrote

    @property
    def is_page(self) -> bool:
        """Neither a file nor a way to another place."""
        return self.status < 300 and self.response.headers.get("Content-Type", "").startswith("text/html")


def path_of(route: Route, world: Any, **changes: Any) -> str:
    return reverse(route.name, kwargs={**(route.about(world) if route.about else {}), **changes})


def ask(user: Any, path: str, method: str = "get", data: dict[str, Any] | None = None) -> Reply:
    browser, wrote = browser_of(user), []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Django's own record of queries asks SQLite to spell out the values of each: as costly as the query."""
        if WRITES.match(sql):
            wrote.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        response = getattr(browser, method)(path, data or {})
        content = b"" if response.streaming else without_own_words(response.content, path)
        transaction.set_rollback(True)
    return Reply(response.status_code, response.headers.get("Location", ""), content, tuple(wrote), response)


def browser_of(user: Any) -> Client:
    """A new one, above the middleware of those before it: to put it up for each costs as much as three queries."""
    browser = Client(raise_request_exception=True)
    browser.handler = HANDLER
    if user is not None:
        browser.cookies["sessionid"] = SESSIONS[user.pk]
    return browser


def all_sign_in(people: Iterable[Any]) -> dict[int, str]:
    """Signing in costs more than most pages do: everybody signs in once."""
    sessions = {}
    for user in people:
        browser = Client()
        browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        sessions[user.pk] = browser.cookies["sessionid"].value
    return sessions


def without_own_words(content: bytes, path: str) -> bytes:
    """A page without what differs at every request: its own address and the masked token."""
    return re.sub(
        rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", content.replace(path.partition("?")[0].encode(), b"")
    )


def sent_from(page: Reply, path: str) -> list[dict[str, Any]]:
    """What each form of the page that goes to its own address would send, hidden fields and all."""
    if not page.is_page:
        return []
    own = urlsplit(path).path
    return [
        form.sent
        for form in forms_on(page.response)
        if form.method == "post" and urlsplit(urljoin(path, form.action)).path == own
    ]
