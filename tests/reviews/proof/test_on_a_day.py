"""G5: what proof was there on that day, for each value as it counted then."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.proof.services.keeping import add_proof, replace_proof, withdraw_proof
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from tests.pages import words_on

from .conftest import MARCH, pdf


def noon(day: int, month: int = 4) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.fixture
def story(objective, by):
    """Entered on 2 April, proven on the 5th, replaced on the 10th, corrected on the 15th; no proof from the 20th."""
    value = enter_value(objective=objective, by=by, as_of=MARCH, source="register", value=Decimal(430), at=noon(2))
    proof = add_proof(measurement=value, by=by, title="First list", file=pdf(), at=noon(5))
    replace_proof(
        proof=proof, by=by, reason="Complete", follows=1, title="Full list", link="https://example.org/a", at=noon(10)
    )
    said = {"as_of": MARCH, "source": "register", "value": Decimal(431)}
    correct_value(measurement=value, by=by, reason="Typo", keeps_proof=True, at=noon(15), **said)
    withdraw_proof(proof=proof, by=by, reason="Wrong list", at=noon(20))
    return value


@pytest.fixture
def jonas(in_scope, sign_in):
    return sign_in(in_scope.jonas)


def url_of(objective, day: int = 0, **more) -> str:
    asked = f"?day_day={day}&day_month=4&day_year=2026" if day else "?"
    url = reverse("reviews:proof_on_day", args=[objective.agreement.partnership_id]) + asked
    return url + "".join(f"&{name}={value}" for name, value in more.items())


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (1, []),
        (2, [("430", "counted", "no proof", [])]),
        (5, [("430", "counted", "1 proof", ["First list"])]),
        (9, [("430", "counted", "1 proof", ["First list"])]),
        (10, [("430", "counted", "1 proof", ["Full list"])]),
        (
            15,
            [
                ("430", "corrected by then", "1 proof", ["Full list"]),
                ("431", "counted", "1 proof", ["Full list"]),
            ],
        ),
        (20, [("430", "corrected by then", "no proof", []), ("431", "counted", "no proof", [])]),
    ],
)
def test_each_day_has_its_own_answer(objective, story, jonas, day, shown):
    page = jonas.get(url_of(objective, day))

    assert [
        (f"{row['value'].value:.0f}", str(row["state"]), row["proof"], [each.title for each in row["revisions"]])
        for row in page.context["rows"]
    ] == shown


def test_a_value_withdrawn_later_still_counted_on_that_day(objective, story, by, jonas):
    withdraw_value(measurement=story.correction, by=by, reason="Of another objective", at=noon(25))

    states = [[str(row["state"]) for row in jonas.get(url_of(objective, day)).context["rows"]] for day in (24, 25)]

    assert states == [["corrected by then", "counted"], ["corrected by then", "withdrawn by then"]]


def test_the_list_is_a_file_too(objective, story, jonas):
    text = jonas.get(url_of(objective, 5, format="csv")).content.decode()
    assert all(each in text for each in ("First list", "1 proof", "2026-04-05"))
    assert "431" not in text
    assert jonas.get(url_of(objective, 5, format="xlsx")).status_code == 200


def test_no_day_and_a_day_to_come_are_said_and_today_is_shown(objective, story, jonas):
    future = jonas.get(url_of(objective) + "&day_day=1&day_month=1&day_year=2199")
    assert "This day is in the future." in words_on(future)
    nonsense = jonas.get(url_of(objective) + "&day_day=31&day_month=2&day_year=2026")
    assert "There is no 31 February." in words_on(nonsense)
    for page in (future, nonsense, jonas.get(url_of(objective))):
        assert [row["proof"] for row in page.context["rows"]] == ["no proof", "no proof"]


def test_nothing_entered_by_then_says_what_to_do(objective, jonas):
    assert "No value had been entered by that day." in words_on(jonas.get(url_of(objective)))


def test_the_page_asks_as_much_for_three_values(objective, story, by, jonas):
    jonas.get(url_of(objective))
    with CaptureQueriesContext(connection) as few:
        jonas.get(url_of(objective))
    for number in range(3):
        value = enter_value(objective=objective, by=by, as_of=MARCH, source=f"{number}", value=Decimal(1), at=noon(3))
        add_proof(measurement=value, by=by, title="Report", file=pdf(), at=noon(4))
    with CaptureQueriesContext(connection) as more:
        jonas.get(url_of(objective))
    assert len(more) == len(few)
