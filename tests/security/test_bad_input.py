"""Whatever is typed, or put into an address, gets an answer below 500: every route, every form that a page shows.

Each route gets two of the bad addresses and one of the bad forms, drawn by its name; the rehearsals try them all.
"""

import random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.permissions.asking import browser_of
from tests.permissions.routes import Route
from tests.permissions.test_matrix import ROUTES

from .fields import forms_on

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "page=abc&sort=;drop&office=999999999999999999999&format=exe&view=%27&country=%00&status=%25",
    "page=99999999999999999999&sort=--name&office=-1&format=&q=%00&group=%00&review=zzz&number=x",
    "page=-1&sort=-&office=abc&q=" + "a%20" * 600,
    "q=%ED%A0%80%FF&model=%3Cscript%3E&next=//elsewhere.example&format=csv",
    "q=%E2%80%AE%01&only=1&without=x&sort=-due&format=xlsx",
]
TYPED = [
    "", " ", "abc", "-1", "0", "31", "99999", "2147483648", "9223372036854775808", "9" * 30, "1e30", "1e-400",
    "NaN", "Infinity", "1.234,5", "١٢", "\x00", "\x01\x0b", "\u202ebidi\u2028line", "a" * 10_001, "\r\nBcc: a@b.eu",
    "<script>alert(1)</script>", "=1+1", "{{ 1|add:2 }}", "%s %(x)s", "../../etc/passwd", "[]", "true", "yes", "other",
]  # fmt: skip
LEFT_ALONE = ("csrfmiddlewaretoken",)


def admitted(cast: Cast, route: Route) -> Client:
    """The browser of somebody whom the route admits."""
    role = min(route.may, key=lambda role: role != "manager", default=None)
    return browser_of(cast.of_role(role) if role else cast.lina)


def asked(client: Client, method: str, path: str, typed: dict[str, str] | None = None):
    """The answer; what it did is undone. The health page says 503 of a clock that is silent, as here."""
    with transaction.atomic():
        answer = getattr(client, method)(path, typed)
        transaction.set_rollback(True)
    assert answer.status_code < (504 if path.startswith("/healthz/") else 500), (method, path, typed)
    return answer


EVERY = pytest.param("every", marks=pytest.mark.rehearse)


@pytest.mark.parametrize("tries", ["some", EVERY])
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_address_breaks_a_page(route, tries, worlds):
    cast, rows = worlds.cast, worlds.alytus
    path = reverse(route.name, kwargs=route.about(rows) if route.about else {})
    client = admitted(cast, route)
    for query in ADDRESSES if tries == "every" else random.Random(route.name).sample(ADDRESSES, 2):
        asked(client, "get", f"{path}?{query}")
    for method in ("head", "options", "put", "delete"):
        asked(client, method, path)


@pytest.mark.parametrize("tries", ["some", EVERY])
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_no_words_break_a_form(route, tries, worlds):
    cast, rows = worlds.cast, worlds.alytus
    path = reverse(route.name, kwargs=route.about(rows) if route.about else {})
    client, chance = admitted(cast, route), random.Random(route.name)
    forms = [("post", path, ["membership", "next", "language"])] if route.method == "post" else []
    forms = forms or forms_on(asked(client, "get", path), path)
    for method, address, names in forms:
        names = [name for name in names if name not in LEFT_ALONE]
        asked(client, method, address, {})
        asked(client, method, address, dict.fromkeys(names, "a" * 10_001))
        for _round in range(3 if tries == "every" else 1):
            asked(client, method, address, {name: chance.choice(TYPED) for name in names})
