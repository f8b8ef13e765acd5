"""A refused form answers 422 on every page, with a summary of what is wrong and a title that begins with “Error:”."""

import pytest

from tests.permissions.tables import ROUTES
from tests.security.fields import forms_on
from tests.security.test_bad_input import LEFT_ALONE, asked

from .asking import page_of

pytestmark = pytest.mark.django_db
PAGES = [route for route in ROUTES if route.method == "get"]
# nobody may, it moved on, the link is used up, too many tries: these are pages of their own
OTHER_ANSWERS = {302, 403, 404, 409, 410, 429}


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_a_refused_form_answers_422(route, worlds):
    client, path = page_of(worlds, route)
    for method, address, names in forms_on(asked(client, "get", path), path):
        garbage = {name: "\x00" * 3 for name in names if name not in (*LEFT_ALONE, "do")}
        for typed in ({}, garbage) if method == "post" else ():
            answer = asked(client, "post", address, typed)

            assert answer.status_code in {422, *OTHER_ANSWERS}, (address, typed)
            if answer.status_code == 422:
                assert "<title>Error: " in answer.content.decode(), (address, typed)
                assert "error-summary" in answer.content.decode(), (address, typed)
