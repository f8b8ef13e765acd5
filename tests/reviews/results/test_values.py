"""O2, O4, R4: values and their corrections, activities, corrective actions, lead times."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Activity, Measurement
from reviews.results.services.measuring import correct_value, enter_value
from reviews.results.services.results import results_of
from reviews.shared.services import AlreadyCorrected
from tests.lending import lent_review
from tests.reviews.conftest import make_agreement, make_objective, make_running

rows = lent_review(make_running)

OCTOBER = PartialDate.parse("2027-10-31")


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned):
    return planned.agreement.objectives.get()


def enter(objective, by, value=683, **fields) -> Measurement:
    fields = {"as_of": OCTOBER, "source": "client register", "value": Decimal(value), **fields}
    return enter_value(objective=objective, by=by, **fields)


def test_a_correction_keeps_the_earlier_value(objective, by):
    first = enter(objective, by)
    second = correct_value(
        measurement=first, by=by, reason="Five counted twice", value=Decimal(688), as_of=OCTOBER, source="register"
    )
    first.refresh_from_db()
    assert (first.value, first.correction) == (Decimal(683), second)
    assert list(Measurement.objects.standing()) == [second]
    entry = LedgerEntry.objects.about(second).first()
    assert (entry.act, entry.before["value"], entry.after["value"]) == ("measurement.corrected", "683", "688")


def test_a_corrected_value_is_not_corrected_twice(objective, by):
    first = enter(objective, by)
    correction = {"by": by, "reason": "Counted twice", "as_of": OCTOBER, "source": "register"}
    correct_value(measurement=first, value=Decimal(688), **correction)
    with pytest.raises(AlreadyCorrected):
        correct_value(measurement=first, value=Decimal(690), **correction)


def test_words_that_may_name_a_person_stand_in_the_ledger_in_private(objective, by):
    first = enter_value(objective=objective, by=by, as_of=OCTOBER, source="talks", text="Ona says that it works")
    second = correct_value(
        measurement=first, by=by, reason="Ona asked for it", as_of=OCTOBER, source="talks", text="Rasa says so"
    )
    entered, corrected = (
        LedgerEntry.objects.about(row).get(act=act)
        for row, act in ((first, "measurement.entered"), (second, "measurement.corrected"))
    )
    assert entered.private("text") == "Ona says that it works"
    assert (corrected.private("text"), corrected.private("reason")) == ("Rasa says so", "Ona asked for it")
    for entry in (entered, corrected):
        assert not any(name in f"{entry.before} {entry.after}" for name in ("Ona", "Rasa"))


def test_a_share_is_reckoned_from_its_counts(planned, by):
    share = make_objective(planned.agreement, "After six months", unit="% of the leavers")
    counts = {"value": None, "numerator": 147, "denominator": 283, "as_of": OCTOBER, "source": "register"}
    assert enter_value(objective=share, by=by, **counts).value == Decimal("51.94")


def test_values_follow_the_objective_into_the_next_version(planned, objective, by):
    enter(objective, by, 688)
    planned.agreement.status = "superseded"
    planned.agreement.save()
    newer = make_agreement(planned.partnership, version=2)
    make_objective(newer, lineage=objective.lineage)
    assert [result.shown_value for result in results_of(newer, date(2027, 11, 1))] == ["688\u00a0people"]


def test_the_table_beside_the_chart_shows_each_value_with_its_source(planned, objective, by):
    enter(objective, by, 683, is_estimate=True)
    enter(objective, by, 650, as_of=PartialDate.parse("2026-12"), source="survey")

    (result,) = results_of(planned.agreement, date(2027, 11, 1))

    assert result.shown_values == [
        {"day": "December 2026", "value": "650\u00a0people", "source": "survey", "is_estimate": False},
        {"day": "31 October 2027", "value": "683\u00a0people", "source": "client register", "is_estimate": True},
    ]
    assert result.verdict.reason.endswith("The value is an estimate.")
    assert (len(result.chart.dots), result.chart.dots[-1].is_estimate) == (2, True)


@pytest.mark.parametrize(("value", "ratio"), [(350, "350"), (900, "700"), (0, "0"), (-5, None)])
def test_the_bar_of_one_value_is_never_longer_than_its_target(planned, objective, by, value, ratio):
    enter(objective, by, value)

    (result,) = results_of(planned.agreement, date(2027, 11, 1))

    shown = result.ratio and {name: Decimal(number) for name, number in result.ratio.items()}
    assert shown == (None if ratio is None else {"value": Decimal(ratio), "max": Decimal(700)})


def test_a_share_behind_its_milestone_says_how_many_people_are_missing(planned, by):
    share = make_objective(planned.agreement, "After six months", unit="% of the leavers", target=Decimal(65))
    share.milestones.create(due="2027-10-31", value=Decimal(57))
    enter_value(objective=share, by=by, value=None, numerator=147, denominator=283, as_of=OCTOBER, source="register")

    _first, result = results_of(planned.agreement, date(2027, 11, 1))

    assert (result.verdict.code, result.verdict.people) == ("behind", 15)


def test_the_page_shows_the_corrected_value_with_its_reason(objective, by, in_scope, sign_in):
    first = enter(objective, by)
    jonas = sign_in(in_scope.jonas)
    form = {
        "value": "688", "as_of_day": "31", "as_of_month": "10", "as_of_year": "2026", "source": "register",
        "reason": "Five counted twice",
    }  # fmt: skip
    assert jonas.post(reverse("reviews:value_correct", args=[first.pk]), form).status_code == 302
    page = jonas.get(reverse("reviews:values", args=[objective.pk])).content.decode()
    assert "<del>683\u00a0people</del>" in page
    assert "Corrected to 688\u00a0people by Jonas" in page
    assert "Five counted twice" in page


def test_a_correction_needs_a_reason(objective, by, in_scope, sign_in):
    first = enter(objective, by)
    form = {"value": "688", "as_of_year": "2026", "source": "register"}
    answer = sign_in(in_scope.jonas).post(reverse("reviews:value_correct", args=[first.pk]), form)
    assert answer.context["form"].errors.keys() == {"reason"}
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"value", "as_of", "source"}),
        ({"value": "1", "as_of_year": "2026"}, {"source"}),
        ({"numerator": "5", "denominator": "3", "as_of_year": "2026", "source": "x"}, {"numerator"}),
        ({"value": "a lot", "as_of_year": "2026", "source": "x"}, {"value"}),
    ],
)
def test_a_value_that_cannot_stand_says_which_field(objective, in_scope, sign_in, given, wrong):
    answer = sign_in(in_scope.jonas).post(reverse("reviews:value_new", args=[objective.pk]), given)
    assert answer.context["form"].errors.keys() == wrong
    assert not Measurement.objects.exists()


def test_an_activity_is_logged_with_the_objectives_it_serves(planned, objective, partner, in_scope, sign_in):
    form = {"title": "Open day", "on_year": "2027", "objectives": [objective.pk], "partners": [partner.pk]}
    sign_in(in_scope.jonas).post(reverse("reviews:activity_new", args=[planned.partnership.pk]), form)
    activity = Activity.objects.get()
    assert list(activity.objectives.all()) == [objective]
    assert list(activity.partners.all()) == [partner]
    page = sign_in(in_scope.vytas).get(reverse("reviews:values", args=[objective.pk])).content.decode()
    assert "Open day" in page


def test_the_manager_sets_the_lead_times(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    lina.post(reverse("reviews:settings"), {"lead_days": "0, 90, 28, 7, -7"})
    in_scope.service.refresh_from_db()
    assert in_scope.service.reminder_lead_days == [90, 28, 7, 0, -7]
    entry = LedgerEntry.objects.about(in_scope.service).get()
    assert (entry.act, entry.before["reminder_lead_days"]) == ("settings.changed", [60, 30, 7, 0, -7])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sixty, 30", "sixty is not a whole number of days."),
        ("30, 30", "Each lead time can be used only once."),
        ("400", "400: a lead time lies between 365 days before and 60 days after the due date."),
        (",", "Enter at least one lead time"),
        ("1,2,3,4,5,6,7,8,9,10,11", "Name 10 lead times at most."),
    ],
)
def test_lead_times_that_cannot_be_kept_say_why(in_scope, sign_in, typed, said):
    answer = sign_in(in_scope.lina).post(reverse("reviews:settings"), {"lead_days": typed})
    assert said in answer.content.decode()
    in_scope.service.refresh_from_db()
    assert in_scope.service.reminder_lead_days == [60, 30, 7, 0, -7]


def test_activities_and_actions_go_out_as_files(cast, sign_in, planned):
    running, browser = planned.series.partnership, sign_in(cast.lina)
    for name in ("activities", "actions"):
        page = reverse(f"reviews:{name}", args=[running.pk])
        assert browser.get(page, {"format": "csv"}).headers["Content-Type"].startswith("text/csv")
        assert browser.get(page, {"format": "xlsx"}).content[:2] == b"PK"
