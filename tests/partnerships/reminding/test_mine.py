"""N3: “My reminders” says what comes, how and why, and lets a person choose how."""

import pytest
from django.urls import reverse

from partnerships.models import GivenReminder, ReminderChoice
from partnerships.portfolio.services import ready
from tests.pages import words_on
from tests.partnerships.reminding.conftest import before_end, ends_soon, remind_and_send
from tests.reviews.conftest import make_partnership

PATH = "/reminders/mine/"


@pytest.fixture
def at(ending, time_machine_at):
    """Forty days before the end, after the first reminder."""
    remind_and_send(before_end(90))
    with time_machine_at(before_end(40, 12)):
        yield ending


def words(browser) -> str:
    return words_on(browser.get(PATH))


def test_it_says_what_comes_how_and_why(at, in_scope, sign_in):
    said = words(sign_in(in_scope.lina))
    assert "Each reminder comes in an e-mail of its own." in said
    assert "1 July 2027 Decide on renewal or termination One Stop Career Support" in said
    assert "An e-mail of its own, Tuesday, 1 June 2027 You manage it." in said


def test_a_choice_holds_from_now_on(at, in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    answer = browser.post(PATH, {"way": "weekly", "weekday": "1", "hour": "9", "soon_alone": "on"})
    assert (answer.status_code, answer.url) == (302, PATH)
    assert ReminderChoice.objects.values_list("user", "way", "weekday", "hour").get() == (
        in_scope.lina.pk, "weekly", 1, 9,
    )  # fmt: skip
    said = words(browser)
    assert "With the e-mail of Tuesday, 1 June 2027" in said
    assert "The next one: 1 June 2027, 09:00." in said


@pytest.mark.parametrize("typed", [{"way": "monthly"}, {"weekday": "6"}, {"hour": "3"}, {}])
def test_what_cannot_be_chosen_is_refused_and_kept(at, in_scope, sign_in, typed):
    usual = {"way": "weekly", "weekday": "1", "hour": "9"} if typed else {}
    answer = sign_in(in_scope.lina).post(PATH, usual | typed)
    assert answer.status_code == 422
    assert not ReminderChoice.objects.exists()


def test_what_was_sent_is_listed_with_its_state(at, in_scope, sign_in, time_machine_at):
    with time_machine_at(before_end(80, 12)):
        said = words(sign_in(in_scope.lina))
    assert "Agreements that end, with nothing to follow One Stop Career Support due on 1 July 2027 Delivered" in said


def test_what_was_not_needed_says_why(ending, in_scope, sign_in, time_machine_at):
    remind_and_send(before_end(90))
    GivenReminder.objects.update(state="withdrawn", why="moved")
    with time_machine_at(before_end(80, 12)):
        assert "Not needed it was moved to another day" in words(sign_in(in_scope.lina))


def test_without_anything_it_says_what_appears_there(in_scope, sign_in):
    said = words(sign_in(in_scope.dora))
    assert "Nothing is overdue, and nothing is due within three months" in said


def test_the_list_is_a_file_too(at, in_scope, sign_in):
    answer = sign_in(in_scope.lina).get(PATH + "?format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Due,What is due,Partnership,How you hear of it,Why you"
    assert lines[1].startswith("2027-07-01,Decide on renewal or termination,One Stop Career Support,")


def test_of_other_offices_and_services_nothing_is_listed(at, in_scope, sign_in):
    for user in (in_scope.liis, in_scope.maarja, in_scope.jonas):
        assert "Decide on renewal" not in words(sign_in(user))


def test_more_lines_take_no_more_queries(at, in_scope, sign_in, count_queries):
    browser = sign_in(in_scope.lina)
    of_one = count_queries(lambda: browser.get(PATH))
    for number in range(2):
        ends_soon(make_partnership(in_scope, f"Other {number}"))
    ready.sweep(before_end(40, 13))
    assert count_queries(lambda: browser.get(PATH)) == of_one
    assert words(browser).count("An e-mail of its own, Tuesday, 1 June 2027") == 3


def test_it_is_found_from_the_account(at, in_scope, sign_in):
    assert PATH in sign_in(in_scope.lina).get(reverse("accounts:account")).content.decode()
