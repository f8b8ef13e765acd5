"""O2: a quota is measured against its own base, apart from its objective, and over all versions of the text."""

import importlib
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.drafting.services.copying import copy_text
from partnerships.models import Agreement, Quota
from partnerships.objectives.services import save_objective
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.reminders.services.facts import Facts
from reviews.results.services.measuring import correct_value, enter_value
from reviews.results.services.results import results_of
from tests.lending import lent_review
from tests.reviews.conftest import make_agreement, make_objective, make_partnership, make_running

rows = lent_review(make_running)

JUNE = PartialDate.parse("2027-06")
TODAY = date(2027, 11, 1)


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned):
    return planned.agreement.objectives.get()


@pytest.fixture
def women(objective) -> Quota:
    return objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")


def enter(objective, by, **fields) -> Measurement:
    return enter_value(objective=objective, by=by, **{"as_of": JUNE, "source": "register", **fields})


def one_result(objective):
    return next(each for each in results_of(objective.agreement, TODAY) if each.objective == objective)


def test_a_quota_is_judged_against_its_own_base_and_is_no_value_of_its_objective(objective, women, by):
    enter(objective, by, quota=women, numerator=203, denominator=436)

    result = one_result(objective)

    (quota,) = result.quotas
    assert (quota.number, quota.shown_value) == ("1.1", "46.6\u00a0% (203 of 436)")
    assert quota.verdict.code == "not_yet_met"
    assert "15 more people would have met it." in quota.verdict.reason
    assert (result.latest, result.verdict.code, result.shown_value) == (None, "cannot_be_judged", "")


def test_the_counts_of_a_quota_are_added_up_where_its_objective_adds_up(objective, women, by):
    objective.counting = "sum"
    objective.save()
    enter(objective, by, quota=women, numerator=10, denominator=40)
    enter(objective, by, quota=women, numerator=50, denominator=60, as_of=PartialDate.parse("2027-07"))

    (quota,) = one_result(objective).quotas

    assert (quota.shown_value, quota.verdict.code) == ("60\u00a0% (60 of 100)", "met")
    assert "adds up 2 periods" in quota.verdict.reason


def test_a_share_without_counts_is_never_added_up(objective, women, by):
    objective.counting = "sum"
    objective.save()
    enter(objective, by, quota=women, numerator=10, denominator=40)
    enter(objective, by, quota=women, value=Decimal(55), as_of=PartialDate.parse("2027-07"))

    assert one_result(objective).quotas[0].shown_value == "55\u00a0%"


def test_values_follow_a_quota_that_was_edited_in_the_next_version(objective, women, by, planned):
    enter(objective, by, quota=women, numerator=203, denominator=436)
    old = planned.agreement
    Agreement.objects.filter(pk=old.pk).update(status="superseded")
    new = Agreement(partnership=old.partnership, version=2, kind="amendment", title="Next", previous=old)
    copy_text(old, new)
    copied = new.objectives.get().quotas.get()
    lines = [{"id": copied.pk, "comparator": "at_least", "share": 45, "who": "women and girls", "base": "all placed"}]
    lines.append({"id": None, "comparator": "at_least", "share": 20, "who": "women", "base": "those placed"})

    save_objective(agreement=new, by=by, objective=new.objectives.get(), quotas=lines)

    first, second = one_result(new.objectives.get()).quotas
    assert (first.quota.who, first.shown_value, first.verdict.code) == (
        "women and girls", "46.6\u00a0% (203 of 436)", "met",
    )  # fmt: skip
    assert (second.quota.who, second.latest) == ("women", None)


def test_a_quota_above_its_base_is_refused_at_the_field(objective, women, in_scope, sign_in):
    url = f"{reverse('reviews:value_new', args=[objective.pk])}?quota={women.pk}"
    form = {"numerator": "612", "denominator": "498", "as_of_year": "2026", "source": "register"}

    answer = sign_in(in_scope.jonas).post(url, form)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "numerator": ["The count cannot be higher than the total: 612 is more than 498."]
    }
    page = answer.content.decode()
    assert "those placed" in page
    assert 'value="612"' in page
    assert not Measurement.objects.exists()


def test_a_quota_is_entered_and_corrected_on_its_pages(objective, women, in_scope, sign_in):
    jonas = sign_in(in_scope.jonas)
    url = f"{reverse('reviews:value_new', args=[objective.pk])}?quota={women.pk}"
    form = {"numerator": "203", "denominator": "436", "as_of_year": "2026", "source": "register"}
    assert jonas.post(url, form).status_code == 302
    again = jonas.post(url, form)
    assert again.context["form"].errors.keys() == {"as_of"}
    value = Measurement.objects.get()
    assert (value.quota, value.value) == (women, Decimal("46.56"))

    form = {**form, "numerator": "230", "value": "46.56", "reason": "Counted again"}
    assert jonas.post(reverse("reviews:value_correct", args=[value.pk]), form).status_code == 302

    corrected = Measurement.objects.standing().get()
    assert (corrected.quota, corrected.value) == (women, Decimal("52.75"))
    page = jonas.get(reverse("reviews:values", args=[objective.pk])).content.decode()
    assert "52.8\u00a0% (230 of 436)" in page
    assert "<del>46.6\u00a0% (203 of 436)</del>" in page
    listed = jonas.get(reverse("reviews:values", args=[objective.pk]) + "?format=csv").content.decode()
    assert "at least 50\u00a0% women" in listed
    panel = jonas.get(reverse("partnerships:partnership", args=[objective.agreement.partnership_id])).content.decode()
    assert "1.1 at least 50\u00a0% women: 52.8\u00a0% (230 of 436). Met." in panel


def test_a_quota_of_another_objective_is_not_found(objective, women, in_scope, sign_in):
    other = make_objective(objective.agreement, "Another")
    jonas = sign_in(in_scope.jonas)
    for named in (women.pk, "x", "9" * 40):
        assert jonas.get(f"{reverse('reviews:value_new', args=[other.pk])}?quota={named}").status_code == 404


def test_a_share_above_100_is_refused_for_a_quota_of_an_objective_that_counts(objective, women, in_scope, sign_in):
    url = f"{reverse('reviews:value_new', args=[objective.pk])}?quota={women.pk}"
    form = {"value": "140", "as_of_year": str(timezone.localdate().year), "source": "register"}
    answer = sign_in(in_scope.jonas).post(url, form)
    assert answer.context["form"].errors == {"value": ["A share lies between 0 and 100 per cent."]}


def test_the_share_is_calculated_from_counts_when_it_is_corrected(objective, women, by):
    first = enter(objective, by, quota=women, numerator=203, denominator=436)
    second = correct_value(
        measurement=first, by=by, reason="Twice", as_of=JUNE, source="register", numerator=218, denominator=436
    )
    assert (second.quota, second.value) == (women, Decimal(50))


def test_results_cost_the_same_for_one_quota_and_for_three(objective, women, by):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            results_of(Agreement.objects.get(pk=objective.agreement_id), TODAY)
        return len(caught)

    enter(objective, by, quota=women, numerator=1, denominator=2)
    one = cost()
    for who in ("young people", "people with disabilities"):
        more = objective.quotas.create(share=10, who=who, base="those placed")
        enter(objective, by, quota=more, numerator=1, denominator=2)
    assert cost() == one


def test_quotas_from_before_there_were_lineages_are_joined_by_their_words(objective, women, in_scope):
    newer = make_agreement(make_partnership(in_scope, "Other"), status="superseded")
    same = make_objective(newer, lineage=objective.lineage).quotas.create(share=55, who="Women ", base="those placed")
    twin = objective.quotas.create(share=20, who="women", base="those placed")
    Quota.objects.update(lineage=women.lineage)
    migration = importlib.import_module("partnerships.migrations.0023_quotas_of_all_versions")

    migration.one_lineage(apps, None)

    first, second, third = (Quota.objects.get(pk=each.pk).lineage for each in (women, same, twin))
    assert (first == second, first == third) == (True, False)


def test_the_partnership_page_costs_the_same_for_many_values_and_quotas(
    objective, women, by, planned, in_scope, sign_in
):
    jonas, url = sign_in(in_scope.jonas), reverse("partnerships:partnership", args=[planned.partnership.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert jonas.get(url).status_code == 200
        return len(caught)

    enter(objective, by, value=Decimal(5))
    cost()
    one = cost()
    for number in range(3):
        more = make_objective(objective.agreement, f"More {number}")
        quota = more.quotas.create(share=10, who="women", base="all")
        for month in range(1, 13):
            enter(more, by, value=Decimal(month), as_of=PartialDate(2026, month))
            enter(more, by, quota=quota, numerator=month, denominator=20, as_of=PartialDate(2026, month))
    assert cost() == one


def test_a_reminder_counts_no_quota_among_the_objectives_that_have_a_value(objective, women, by, planned):
    enter(objective, by, quota=women, numerator=203, denominator=436)
    assert Facts([planned]).of(planned, []).with_value == 0
    enter(objective, by, value=Decimal(5))
    assert Facts([planned]).of(planned, []).with_value == 1
