"""A term as people have it: a date with its bound, a month, a length, open with a reason, or not stated (A7, A20)."""

import datetime

import pytest
from django.urls import reverse

from partnerships.agreements.rules.chapters_of_time import in_force_words
from partnerships.agreements.rules.duration import bounded, ends_words, length_words, when_words
from partnerships.agreements.rules.term_findings import term_findings
from partnerships.drafting.rules.text import AgreementText, Choice
from partnerships.drafting.services.wording import agreement_text
from partnerships.rules.term import end_of_length, first_day, last_day, may_take_force
from pes_partnerships.lib.dates import PartialDate
from tests.factories import ready_agreement
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

TODAY = datetime.date(2026, 11, 29)
rows = lent_agreement(ready_agreement)


def text(**values) -> AgreementText:
    given = {"number": "1", "version": 1, "kind": Choice(), "title": "T", "partnership": "P", "service": "S"}
    return AgreementText(**given, language="en", **values)


@pytest.mark.parametrize(
    ("values", "sentence", "cover"),
    [
        (
            {"ends": PartialDate(2027, 5)},
            "The agreement ends in May 2027, unless it is renewed.",
            "From the last signature to May 2027",
        ),
        (
            {"ends": PartialDate(2027, 12, 31)},
            "The agreement ends on 31 December 2027, unless it is renewed.",
            "From the last signature to 31 December 2027",
        ),
        (
            {"ends": PartialDate(2027), "ends_bound": Choice("not_later")},
            "The agreement ends no later than 2027, unless it is renewed.",
            "From the last signature to no later than 2027",
        ),
        (
            {"ends": PartialDate(2027), "ends_bound": Choice("not_before"), "effective": PartialDate(2026, 1)},
            "The agreement does not end before 2027.",
            "January 2026 to not before 2027",
        ),
        (
            {"term_months": 36},
            "The agreement lasts 3 years from its entry into force, unless it is renewed.",
            "3 years from entry into force",
        ),
        (
            {"is_open_ended": True, "open_reason": "The law sets up the body.", "effective": PartialDate(2026)},
            "The agreement is open-ended. The law sets up the body\\.",
            "From 2026, open-ended",
        ),
        ({"term_is_unstated": True}, "The parties do not state how long the agreement lasts.", ""),
    ],
)
def test_each_way_to_state_a_term_is_printed_as_it_is_meant(values, sentence, cover):
    assert ends_words(text(**values)) == sentence
    assert in_force_words(text(**values)) == cover


def test_months_that_are_no_whole_years_stay_months_and_bounds_are_said():
    assert (length_words(18), length_words(1), length_words(12)) == ("18 months", "1 month", "1 year")
    assert when_words(PartialDate(2027, 3), "") == "in March 2027"
    assert bounded(PartialDate(2027, 3, 1), "after") == "after 1 March 2027"
    assert bounded(PartialDate(), "after") == ""


def test_the_days_that_follow_from_a_term():
    assert last_day(ends=PartialDate(2027, 2)) == datetime.date(2027, 2, 28)
    assert last_day(ends=PartialDate(2027), bound="not_before") is None
    assert last_day(ends=PartialDate(2027), is_open_ended=True) is None
    assert end_of_length(datetime.date(2026, 12, 1), 36) == datetime.date(2029, 11, 30)
    assert first_day(PartialDate(2027, 1, 1), "not_later") is None
    assert first_day(PartialDate(2027, 1), "after") == datetime.date(2027, 2, 1)
    assert first_day(PartialDate(2027), "") == datetime.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("rule", "met", "effective", "comes"),
    [
        ("all_signed", None, PartialDate(), True),
        ("all_signed", None, PartialDate(2027), False),
        ("condition", None, PartialDate(), False),
        ("condition", TODAY, PartialDate(), True),
        ("condition", TODAY + datetime.timedelta(days=1), PartialDate(), False),
        ("condition", TODAY, PartialDate(2027), False),
    ],
)
def test_a_condition_and_a_day_must_both_have_come(rule, met, effective, comes):
    assert may_take_force(force_rule=rule, condition_met_on=met, effective=effective, bound="", today=TODAY) is comes


def codes(**values) -> list[str]:
    return [finding.code for finding in term_findings(text(first_review_on=datetime.date(2027, 5, 1), **values), TODAY)]


def test_what_is_still_open_in_a_term_is_named():
    assert "term_missing" in codes()
    assert codes(term_months=24) == []
    assert codes(term_is_unstated=True) == ["term_unstated"]
    assert codes(term_is_unstated=True, formality=Choice("binding")) == ["term_unstated", "binding_unstated"]
    assert codes(is_open_ended=True, ending_conditions="No funds") == ["open_end_without_reason"]
    assert codes(term_months=24, force_rule=Choice("condition")) == ["force_condition_missing"]


@pytest.fixture
def draft(in_scope, rows):
    return rows.agreement()


def sent(lina, draft, **fields):
    url = reverse("partnerships:agreement_term", args=[draft.pk])
    return lina.post(url, typed_in(lina.get(url), "ends_year", **fields))


NO_END = {"ends_day": "", "ends_month": "", "ends_year": ""}


def test_a_length_is_saved_and_printed(draft, lina):
    assert sent(lina, draft, **NO_END, term_months="36").status_code == 302

    draft.refresh_from_db()
    assert (draft.term_months, draft.ends_latest) == (36, None)
    assert ends_words(agreement_text(draft)).startswith("The agreement lasts 3 years from its entry into force")


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"term_months": "36"}, "Enter an end date or a length, not both."),
        ({**NO_END, "term_months": "36", "is_open_ended": "1"}, "An open-ended agreement has no length."),
        ({"term_is_unstated": "on"}, "The term is stated above."),
        ({**NO_END, "ends_bound": "after", "term_months": "12"}, "Enter the end date that this is about"),
        (
            {"effective_bound": "after", "effective_year": "", "effective_month": "", "effective_day": ""},
            "this is about",
        ),
    ],
)
def test_a_term_that_contradicts_itself_is_refused(draft, lina, fields, answer):
    page = sent(lina, draft, **fields)
    assert page.status_code == 422
    assert answer in words_on(page)
