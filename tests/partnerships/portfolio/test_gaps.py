"""A16: days on which no agreement governed, as a rule and on the time line."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from partnerships.drafting.services.writing import draft_agreement, save_terms
from partnerships.models import Agreement
from partnerships.portfolio.rules.gaps import Gap, Period, gaps
from pes_partnerships.lib.dates import PartialDate
from tests.factories.agreements import ready_agreement, send_out, sign_all
from tests.factories.forming import BY
from tests.pages import words_on

TODAY = datetime.date(2026, 6, 1)
Day = datetime.date


@pytest.mark.parametrize(
    ("periods", "found"),
    [
        ([], []),
        ([Period(Day(2020, 1, 1))], []),
        ([Period(Day(2020, 1, 1), Day(2030, 1, 1))], []),
        ([Period(Day(2020, 1, 1), Day(2022, 12, 31)), Period(Day(2023, 1, 1))], []),
        (
            [Period(Day(2020, 1, 1), Day(2022, 12, 31)), Period(Day(2023, 3, 1))],
            [Gap(Day(2023, 1, 1), Day(2023, 2, 28))],
        ),
        ([Period(Day(2020, 1, 1), Day(2022, 12, 31))], [Gap(Day(2023, 1, 1))]),
        ([Period(Day(2021, 1, 1), Day(2021, 6, 1)), Period(Day(2020, 1, 1), Day(2022, 1, 1))], [Gap(Day(2022, 1, 2))]),
    ],
    ids=["none", "open end", "runs", "next day", "two months", "lapsed", "one inside another"],
)
def test_gaps_lie_between_periods(periods, found):
    assert list(gaps(periods, today=TODAY)) == found


def test_after_the_end_of_the_partnership_nothing_is_missing():
    periods = [Period(Day(2020, 1, 1), Day(2022, 12, 31))]

    assert list(gaps(periods, today=TODAY, ended_on=Day(2023, 2, 1))) == []


def test_the_time_line_shows_the_gap_and_the_lapse(in_scope, sign_in):
    with time_machine.travel(Day(2026, 12, 1), tick=False):
        ready = ready_agreement(in_scope, ends=PartialDate(2027, 12, 31))
        ready.objectives.update(due=PartialDate(2027, 12, 31))
        send_out(ready, in_scope)
        sign_all(ready)
        signed = Agreement.objects.get(pk=ready.pk)
    with time_machine.travel(Day(2028, 3, 1), tick=False):
        page = sign_in(in_scope.lina).get(reverse("partnerships:partnership", args=[signed.partnership_id]))
        assert "1 January 2028 Lapsed: no agreement has governed since" in words_on(page)
        draft = draft_agreement(partnership=signed.partnership, by=BY, kind="renewal", previous=signed, title="Next")
        dates = {"ends": PartialDate(2030, 12, 31), "first_review_on": Day(2028, 12, 1), "beyond": []}
        save_terms(agreement=draft, by=BY, **dates)
        draft.objectives.update(due=PartialDate(2029, 12, 31))
        send_out(draft, in_scope)
        sign_all(draft)

        page = sign_in(in_scope.lina).get(reverse("partnerships:partnership", args=[signed.partnership_id]))

    assert "Gap: no agreement governed until 29 February 2028" in words_on(page)
    assert "Lapsed: no agreement" not in words_on(page)
