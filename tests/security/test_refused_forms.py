"""A refused form answers 422 on every page, with a summary of what is wrong and a title that begins with “Error:”."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.permissions.test_matrix import ROUTES

from .fields import forms_on
from .test_bad_input import LEFT_ALONE, asked, browser_of, world  # noqa: F401

pytestmark = pytest.mark.django_db
PAGES = [route for route in ROUTES if route.method == "get"]
# whatever is typed is fine here, or the page tells it in another way
NO_SUMMARY: set[str] = set()
# a lock (axes) or a repeated request answers 429; a thing that moved on 409; a link that is used up 410
REFUSALS = {403, 404, 409, 410, 422, 429}


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_a_refused_form_answers_422(route, world):  # noqa: F811
    cast, rows = world
    path = reverse(route.name, kwargs=route.about(rows) if route.about else {})
    client: Client = browser_of(cast, route)
    own = [
        (address, names) for method, address, names in forms_on(asked(client, "get", path), path) if method == "post"
    ]
    for address, names in own:
        for typed in ({}, {name: "\x00" * 3 for name in names if name not in (*LEFT_ALONE, "do")}):
            answer = asked(client, "post", address, typed)

            assert answer.status_code in {302, *REFUSALS}, (address, typed)
            if answer.status_code == 422:
                page = answer.content.decode()
                assert "<title>Error: " in page, address
                assert 'class="error-summary"' in page or route.name in NO_SUMMARY, address
