"""R2: whether the rhythms are kept: late, of what was due, by month; each number opens exactly that many."""

from datetime import date

import pytest
from django_scopes import scopes_disabled

from partnerships.models import PortfolioCount, PortfolioLine
from partnerships.portfolio.rules.counting import PICTURES
from partnerships.portfolio.services.ready import write
from reviews.glance.rules.rhythm import shade, was_late
from reviews.glance.views.rhythm import rhythm_panels
from reviews.models import Review
from tests.pages import words_on

TODAY = date(2027, 12, 20)


@pytest.mark.parametrize(
    ("due_on", "held_on", "late"),
    [
        (date(2027, 12, 19), None, True),
        (TODAY, None, False),  # on the day itself it is not late
        (date(2027, 12, 1), date(2027, 12, 1), False),
        (date(2027, 12, 1), date(2027, 12, 2), True),
    ],
)
def test_what_was_late(due_on, held_on, late):
    assert was_late(due_on, held_on, TODAY) is late


def test_few_never_shout():
    assert [shade(late, due) for late, due in ((0, 9), (1, 1), (4, 4), (1, 41), (5, 41), (9, 41))] == [0, 1, 1, 1, 2, 3]


def test_a_month_counts_what_was_due_and_its_number_opens_the_list(planned, in_scope, sign_in, time_machine_at):
    series, partnership = planned.series, planned.series.partnership
    Review.objects.filter(pk=planned.pk).update(due_on=date(2027, 11, 10))
    values = {"series": series, "agreement": planned.agreement, "planned_at": planned.planned_at, "status": "confirmed"}
    values |= {"decision": "continue", "reason": "Good"}
    Review.objects.create(number=8, due_on=date(2027, 11, 2), held_on=date(2027, 11, 1), **values)
    Review.objects.create(number=9, due_on=date(2024, 11, 2), held_on=date(2024, 12, 1), **values)
    with time_machine_at("2027-12-20T12:00:00+00:00"), scopes_disabled():
        write(partnership.service, [partnership.pk], TODAY)
        line = PortfolioLine.objects.get(pk=partnership.pk)
        assert line.wakes_on <= date(2029, 1, 1)  # then last year's are in no picture any more
        rows = PortfolioCount.objects.filter(place=0, person=PICTURES, name__startswith="rhythm:", number__gt=0)
        counts = dict(rows.values_list("name", "number"))
        (panel,) = rhythm_panels(membership=None, counts=counts, today=TODAY)
        (row,) = panel.context["rows"]
        november = row["cells"][-2]

        assert (november["late"], november["due"], november["of"]) == (1, 2, "of 2")
        assert sum(cell["due"] for cell in row["cells"]) == 2  # that of three years ago is not counted
        assert panel.context["words"] == "1 of 2 were late or are missing."
        page = sign_in(in_scope.lina).get(november["url"])
        assert len(page.context["rows"]) == 1
        assert "10 November 2027" in words_on(page)
        assert not sign_in(in_scope.lina).get(november["url"].replace("2027-11", "2027-10")).context["rows"]
