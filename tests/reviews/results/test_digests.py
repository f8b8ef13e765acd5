"""O2, G16: what the values of an objective come to is kept ready, and says the same as the values themselves."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships import hooks
from partnerships.portfolio.tasks import rebuild_portfolio
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement, ObjectiveDigest
from reviews.results.rules.chart import MOST_DOTS, ChartFacts, Point, draw
from reviews.results.rules.digest import MOST_POINTS, Digest, Latest, Reached, from_row, thinned, to_row
from reviews.results.services.digests import write_digests
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from reviews.results.services.reading import measured_by
from reviews.results.services.results import lines_for, objectives_of, results_of
from tests.lending import lent_review
from tests.pages import words_on
from tests.reviews.conftest import make_objective, make_running

rows = lent_review(make_running)

TODAY = datetime.date(2027, 11, 1)
SHOWN = ("number", "shown_value", "shown_target", "ratio", "verdict", "chart", "judged_words", "differs")


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned):
    return planned.agreement.objectives.get()


def shown(results):
    return [
        {name: getattr(each, name) for name in SHOWN}
        | {"day": each.latest and each.latest.as_of.display()}
        | {"quotas": [(quota.shown_value, quota.verdict) for quota in each.quotas]}
        for each in results
    ]


def both(agreement):
    """What the ready rows say, and what the values say."""
    return shown(lines_for(objectives_of(agreement), TODAY)), shown(results_of(agreement, TODAY))


def enter(objective, by, **fields) -> Measurement:
    return enter_value(objective=objective, by=by, **{"as_of": PartialDate(2027), "source": "register", **fields})


def entered(objective, by) -> None:
    enter(objective, by, value=Decimal("52.5"))


def in_words(objective, by) -> None:
    enter(objective, by, text="Most of them")


def by_counts(objective, by) -> None:
    enter(objective, by, numerator=147, denominator=283)


def estimated(objective, by) -> None:
    enter(objective, by, value=40, as_of=PartialDate(2026))
    enter(objective, by, value=55, is_estimate=True)


def with_control(objective, by) -> None:
    entered(objective, by)
    enter(objective, by, value=44, is_control_group=True, as_of=PartialDate(2026))
    enter(objective, by, value=45, is_control_group=True)


def of_a_quota(objective, by) -> None:
    women = objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")
    enter(objective, by, quota=women, numerator=203, denominator=436)


def added_up(objective, by) -> None:
    type(objective).objects.filter(pk=objective.pk).update(counting="sum")
    objective.refresh_from_db()
    for month in ("2027-05", "2027-06", "2027-06"):
        enter(objective, by, value=300, as_of=PartialDate.parse(month))


def corrected(objective, by) -> None:
    wrong = enter(objective, by, value=520)
    correct_value(measurement=wrong, by=by, reason="Typed wrongly", as_of=wrong.as_of, source="register", value=52)


def withdrawn(objective, by) -> None:
    enter(objective, by, value=40, as_of=PartialDate(2026))
    withdraw_value(measurement=enter(objective, by, value=520), by=by, reason="Of another objective")


STORIES = [entered, in_words, by_counts, estimated, with_control, of_a_quota, added_up, corrected, withdrawn]


@pytest.mark.parametrize("story", STORIES)
def test_the_ready_row_says_what_the_values_say_after_each_act(objective, by, story):
    story(objective, by)
    assert ObjectiveDigest.objects.filter(objective=objective).exists()
    ready, measured = both(objective.agreement)
    assert ready == measured


def test_a_missing_row_is_made_up_from_the_values_and_written_by_the_next_rebuild(objective, by):
    entered(objective, by)
    ObjectiveDigest.objects.all().delete()
    ready, measured = both(objective.agreement)
    assert ready == measured
    rebuild_portfolio()
    assert ObjectiveDigest.objects.filter(objective=objective).exists()


def test_a_row_whose_values_changed_without_an_act_is_found_by_its_stamp(objective, by):
    entered(objective, by)
    Measurement.objects.create(
        objective=objective, value=99, as_of=PartialDate(2028), source="register", entered_at="2027-01-01T00:00Z"
    )
    assert write_digests([objective.agreement.partnership_id]) == 1
    ready, measured = both(objective.agreement)
    assert ready == measured
    assert write_digests([objective.agreement.partnership_id]) == 0


def test_a_text_that_counts_otherwise_has_its_row_made_again(objective, by):
    """A recorded text was corrected: its values add up now."""
    for month in ("2027-05", "2027-06"):
        enter(objective, by, value=300, as_of=PartialDate.parse(month))
    type(objective).objects.filter(pk=objective.pk).update(counting="sum")
    assert write_digests([objective.agreement.partnership_id]) == 1
    ready, measured = both(objective.agreement)
    assert ready == measured


def test_a_target_is_judged_by_the_day_on_which_it_was_due_and_what_came_later_is_said(objective, by):
    """It was met in time; a later, lower value does not undo that."""
    type(objective).objects.filter(pk=objective.pk).update(
        due="2026", target=60, unit="%", comparator="at_least", baseline_value=None
    )
    for as_of, value in (("2025", 50), ("2026", Decimal("61.5")), ("2027-05", 55)):
        enter(objective, by, value=value, as_of=PartialDate.parse(as_of))
    write_digests([objective.agreement.partnership_id])
    ready, measured = both(objective.agreement)

    assert ready == measured
    [result] = results_of(objective.agreement, TODAY)
    assert result.verdict.code == "met"
    assert result.verdict.reason.replace("\u00a0", " ") == (
        "61.5 %, and the target is 60 %. Measured after the due date: 55 % on 31 May 2027."
    )


def test_without_a_value_of_that_day_the_latest_one_is_judged(objective, by):
    type(objective).objects.filter(pk=objective.pk).update(
        due="2026", target=60, unit="%", comparator="at_least", baseline_value=None
    )
    for as_of, value in (("2025", 70), ("2027-05", 55)):
        enter(objective, by, value=value, as_of=PartialDate.parse(as_of))

    [result] = results_of(objective.agreement, TODAY)
    assert result.verdict.code == "missed"
    assert "after the due date" not in result.verdict.reason


@pytest.mark.parametrize(
    ("due", "values", "counts"),
    [
        ("2026", [("2026-12-01", 1), ("2027-05", 2)], 1),  # a month before the day at most
        ("2026", [("2026-11-30", 1), ("2027-05", 2)], 0),
        ("2026", [("2026-06", 1), ("2027-05", 2)], 0),
        ("2026", [("2026", 1)], 0),  # nothing came after it
        ("2026", [("2026", None), ("2027-05", 2)], 0),  # in words: it cannot be compared
        ("2026", [("2026", 1), ("2027-05", None)], 0),
        ("2026-06", [("2026-06", 1), ("2026", 2), ("2027", 3)], 1),  # half of that year came after the day
        ("2026-06", [("2026", 2), ("2027", 3)], 0),
        ("", [("2026", 1), ("2027-05", 2)], 0),
    ],
)
def test_which_values_tell_of_the_day_on_which_a_target_was_due(due, values, counts):
    rows = [Measurement(as_of=PartialDate.parse(as_of), value=value) for as_of, value in values]
    assert measured_by(rows, PartialDate.parse(due)) == rows[:counts]


def test_a_text_with_another_due_date_has_its_row_made_again(objective, by):
    """A recorded text was corrected: which value counts is another one."""
    for as_of, value in (("2026", 61), ("2027-05", 55)):
        enter(objective, by, value=value, as_of=PartialDate.parse(as_of))
    type(objective).objects.filter(pk=objective.pk).update(due="2026")
    assert write_digests([objective.agreement.partnership_id]) == 1
    ready, measured = both(objective.agreement)
    assert ready == measured
    assert "Measured after the due date" in ready[0]["verdict"].reason


def test_a_sum_with_an_estimate_in_it_is_an_estimate(objective, by):
    type(objective).objects.filter(pk=objective.pk).update(counting="sum")
    for month, is_estimate in (("2027-05", True), ("2027-06", False)):
        enter(objective, by, value=300, as_of=PartialDate.parse(month), is_estimate=is_estimate)

    for result in (*results_of(objective.agreement, TODAY), *lines_for(objectives_of(objective.agreement), TODAY)):
        assert "The value is an estimate." in result.verdict.reason


def test_the_control_group_is_compared_by_its_value_of_the_same_day(objective, by):
    type(objective).objects.filter(pk=objective.pk).update(
        due="2026", target=60, unit="%", comparator="at_least", baseline_value=None
    )
    for as_of, value, control in (("2026", 61, 44), ("2027-05", 55, 50)):
        enter(objective, by, value=value, as_of=PartialDate.parse(as_of))
        enter(objective, by, value=control, as_of=PartialDate.parse(as_of), is_control_group=True)

    for result in (*results_of(objective.agreement, TODAY), *lines_for(objectives_of(objective.agreement), TODAY)):
        reason = result.verdict.reason.replace("\u00a0", " ")
        assert "The control group is at 44 %: a difference of +17 points." in reason


def test_what_is_read_back_is_what_was_kept():
    latest = Latest(Decimal("52.10"), "", 147, 283, "%", PartialDate.parse("2027-05"), "register", True)
    digest = Digest(
        own=Reached(latest, Decimal("52.10"), 1, 147, 283, True),
        control=Decimal(44),
        at_due=Reached(latest, Decimal("52.10"), 1, 147, 283, True),
        control_at_due=Decimal(40),
        is_split=True,
        points=(Point(TODAY, Decimal("52.10"), "2027", True),),
        quotas={"a": Reached(), "b": Reached(latest, None, 0)},
    )
    assert from_row(to_row(digest)) == digest


def test_a_small_chart_keeps_its_ends_and_marks_the_last_value():
    points = [Point(TODAY + datetime.timedelta(days=30 * number), Decimal(number), "") for number in range(60)]
    few = thinned(points)
    assert len(few) == MOST_POINTS
    assert (few[0], few[-2:]) == (points[0], points[-2:])
    assert few == sorted(few, key=lambda point: point.on)
    assert thinned(points[:5]) == points[:5]
    drawn = draw(ChartFacts("People", "people", tuple(few)))
    assert len(drawn.dots) == 1
    assert len(draw(ChartFacts("People", "people", tuple(few[:MOST_DOTS]))).dots) == MOST_DOTS


def test_of_very_many_objectives_the_page_shows_the_first_and_the_list_all(planned, by, in_scope, sign_in):
    for number in range(25):
        make_objective(planned.agreement, f"Further {number}")
    lina, partnership = sign_in(in_scope.lina), planned.agreement.partnership
    page = words_on(lina.get(reverse("partnerships:partnership", args=[partnership.pk])))
    assert "20 of 26 objectives are shown." in page
    address = reverse("reviews:results", args=[partnership.pk])
    assert "Further 23" in words_on(lina.get(address))
    second = words_on(lina.get(address, {"page": 2}))
    assert "26. Further 24" in second
    lines = lina.get(address, {"format": "csv"}).content.decode().splitlines()
    assert len(lines) == 27


def test_the_hook_is_called_with_the_rows_of_the_portfolio():
    assert any(each.__module__ == "reviews.results.services.digests" for each in hooks.ready_rows.functions)
