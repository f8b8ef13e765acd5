"""Somebody types, and the browser, the session or the network goes: nothing typed is lost (decision 0025)."""

import pytest
from django_scopes import scopes_disabled

from partnerships.models import Partnership
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "/partnerships/new/"
WORDS = "Evening advice for parents who work"
KEPT = "Kept automatically at"


def typing(walk, people, words: str = WORDS):
    walker = walk().sign_in(people.lina, PASSWORD).goto(NEW)
    walker.page.locator("[name=title]").press_sequentially(words)
    return walker


def line(walker):
    return walker.page.locator(".kept-line")


def test_it_is_kept_a_second_after_the_last_key_and_is_there_again(walk, people):
    walker = typing(walk, people)
    line(walker).get_by_text(KEPT).wait_for()

    walker.goto(NEW)  # no question is asked: nothing is lost by leaving

    assert walker.page.locator("[name=title]").input_value() == WORDS
    assert "Your unsaved changes of" in walker.text
    walker.button("Discard unsaved changes")
    assert walker.page.locator("[name=title]").input_value() == ""
    walker.button("Restore unsaved changes")
    assert walker.page.locator("[name=title]").input_value() == WORDS


def test_the_session_ends_while_somebody_writes(walk, people):
    walker = typing(walk, people)
    walker.page.context.clear_cookies(name="sessionid")

    walker.page.locator("main form .btn-primary").last.click()
    walker.check()
    assert "You have been signed out, so nothing was saved yet." in walker.text
    walker.fill("Email", people.lina.email).fill("Password", PASSWORD).button("Sign in")

    assert "You were signed out. What you wrote on" in walker.text
    walker.button("Create the partnership")
    with scopes_disabled():
        assert [row.title for row in Partnership.objects.all()] == [WORDS]


def test_without_a_connection_it_says_so_and_asks_who_leaves(walk, people):
    walker = typing(walk, people, "E")
    asked = []
    walker.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    walker.page.context.set_offline(True)

    walker.page.locator("[name=title]").press_sequentially("vening")
    line(walker).get_by_text("Your input could not be kept: no connection.").wait_for()
    walker.page.context.set_offline(False)
    walker.page.reload()

    assert asked == ["beforeunload"]


def test_saving_leaves_nothing_behind(walk, people):
    walker = typing(walk, people)
    line(walker).get_by_text(KEPT).wait_for()
    walker.button("Create the partnership")

    walker.goto(NEW)

    assert walker.page.locator("[name=title]").input_value() == ""
