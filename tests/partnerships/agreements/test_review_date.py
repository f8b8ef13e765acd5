"""At least one review a year: the rule, the page and the guard before signature (A7, R1)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from partnerships.agreements.rules.review_date import latest_review_date, review_date_findings
from partnerships.drafting.services.writing import save_terms
from partnerships.signing.services.signing import NotReady, send_for_signature
from tests.factories import ready_agreement
from tests.factories.forming import BY
from tests.pages import typed_in, words_on

TODAY = date(2026, 12, 1)
NOW = "2026-12-01T09:00:00+00:00"


@pytest.mark.parametrize(
    ("review", "starts", "found"),
    [
        (None, TODAY, ["review_date_missing"]),
        (date(2027, 12, 1), TODAY, []),
        (date(2027, 12, 2), TODAY, ["review_too_late"]),
        (date(2028, 1, 1), TODAY, ["review_too_late"]),
        (date(2026, 12, 1), TODAY, []),
        (date(2026, 11, 30), TODAY, ["review_in_the_past"]),
        # counted from the day that the text takes effect
        (date(2028, 3, 1), date(2027, 3, 1), []),
        (date(2028, 3, 2), date(2027, 3, 1), ["review_too_late"]),
        # from a leap day the year ends on 28 February
        (date(2029, 2, 28), date(2028, 2, 29), []),
        (date(2029, 3, 1), date(2028, 2, 29), ["review_too_late"]),
        (date(2028, 2, 29), date(2027, 2, 28), ["review_too_late"]),
        (date(2028, 2, 29), date(2027, 3, 1), []),
    ],
)
def test_the_first_review_is_within_twelve_months(review, starts, found):
    findings = review_date_findings(review, starts=starts, today=TODAY)

    assert [(finding.code, finding.field) for finding in findings] == [(code, "first_review_on") for code in found]


def test_the_refusal_names_the_last_day_that_is_possible():
    (finding,) = review_date_findings(date(2028, 1, 1), starts=TODAY, today=TODAY)

    assert latest_review_date(TODAY) == date(2027, 12, 1)
    assert finding.detail == "At least one review a year is required. Choose 1 December 2027 or an earlier date."


@pytest.fixture
def draft(in_scope):
    with time_machine.travel(NOW, tick=False):
        yield ready_agreement(in_scope)


def review_on(day: date) -> dict[str, str]:
    names = ("day", "month", "year")
    return {f"first_review_on_{name}": str(getattr(day, name)) for name in names}


def save_term(draft, browser, **typed):
    url = reverse("partnerships:agreement_term", args=[draft.pk])
    return browser.post(url, typed_in(browser.get(url), "first_review_on_day", **typed))


def test_the_page_refuses_thirteen_months_at_the_field_and_keeps_what_was_typed(draft, cast, sign_in):
    before = draft.first_review_on

    answer = save_term(draft, sign_in(cast.lina), **review_on(date(2028, 1, 1)), ending_conditions="Its aim is met.")

    draft.refresh_from_db()
    said = "The first review is more than twelve months away. At least one review a year is required."
    assert (answer.status_code, draft.first_review_on) == (422, before)
    assert answer.context["form"].errors["first_review_on"] == [f"{said} Choose 1 December 2027 or an earlier date."]
    kept = typed_in(answer, "first_review_on_day")
    assert (kept["first_review_on_year"], kept["ending_conditions"]) == (["2028"], ["Its aim is met."])
    assert 'href="#id_first_review_on"' in answer.content.decode()


def test_the_page_accepts_twelve_months_to_the_day(draft, cast, sign_in):
    answer = save_term(draft, sign_in(cast.lina), **review_on(date(2027, 12, 1)))

    draft.refresh_from_db()
    assert (answer.status_code, draft.first_review_on) == (302, date(2027, 12, 1))


@pytest.mark.parametrize(("months", "status"), [("0", 422), ("1", 302), ("12", 302), ("13", 422)])
def test_the_rhythm_of_reviews_is_one_to_twelve_months(draft, cast, sign_in, months, status):
    answer = save_term(draft, sign_in(cast.lina), **review_on(date(2027, 6, 1)), review_every_months=months)

    assert answer.status_code == status
    assert ("review_every_months" in answer.context["form"].errors if status == 422 else True) is True


def test_a_text_that_became_too_late_while_it_lay_there_is_not_sent(draft):
    """The page accepted it; the guard counts again on the day of sending."""
    save_terms(agreement=draft, by=BY, first_review_on=TODAY + timedelta(days=5))

    with time_machine.travel("2026-12-10T09:00:00+00:00", tick=False), pytest.raises(NotReady) as refused:
        send_for_signature(agreement=draft, by=BY)

    assert [finding.code for finding in refused.value.findings] == ["review_in_the_past"]


def test_the_task_list_says_where_to_mend_it(draft, cast, sign_in):
    save_terms(agreement=draft, by=BY, first_review_on=date(2028, 1, 1))

    page = sign_in(cast.lina).get(reverse("partnerships:agreement", args=[draft.pk]))

    assert "The first review is more than twelve months away." in words_on(page)
    assert f'href="{reverse("partnerships:agreement_term", args=[draft.pk])}"' in page.content.decode()
