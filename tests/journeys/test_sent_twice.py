"""A real browser that sends a form twice: by a double click, and by Back and send again (decision 0018)."""

import pytest
from django_scopes import scopes_disabled

from partnerships.models import Partnership
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def titles() -> list[str]:
    with scopes_disabled():
        return sorted(Partnership.objects.values_list("title", flat=True))


def started(walk, people, *, scripts: bool = True):
    page = walk(scripts=scripts).sign_in(people.lina, PASSWORD).goto("/partnerships/new/").page
    page.locator("[name=title]").fill("Evening advice")
    return page


def send(page, click: str = "click") -> None:
    getattr(page.locator("main form .btn-primary"), click)()
    page.wait_for_url("**/examination/")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_makes_one_partnership(walk, people, scripts):
    send(started(walk, people, scripts=scripts), "dblclick")

    assert titles() == ["Evening advice"]


def test_back_and_send_again_leads_to_the_first(walk, people):
    page = started(walk, people)
    send(page)
    first = page.url

    page.go_back()
    send(page)

    assert (titles(), page.url) == (["Evening advice"], first)
    assert "This form was sent twice. It was processed only once." in page.locator("body").inner_text()


def test_a_form_that_is_opened_again_is_a_new_one(walk, people):
    page = started(walk, people)
    send(page)

    page.goto("/partnerships/new/")
    page.locator("[name=title]").fill("Evening advice")
    send(page)

    assert titles() == ["Evening advice", "Evening advice"]
