"""G5: a confirmed period in the grid, in a paste and in a file: shown as locked, a change refused with its line."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from reviews.grid.services.saving import Entry, save_values
from reviews.grid.services.sheet import targets_of
from reviews.models import Measurement, PeriodConfirmation
from reviews.results.services.measuring import enter_value
from reviews.rules.periods import quarter
from reviews.shared.rules import Stated
from reviews.shared.services import PeriodLocked
from tests.pages import typed_in, words_on

from .conftest import MARCH, cell, filled

LOCKED = "The values of quarter 1 of 2026 are confirmed and locked."


@pytest.fixture
def value(objective, by) -> Measurement:
    return enter_value(objective=objective, by=by, as_of=MARCH, source="register", value=Decimal(430))


def confirm(objective) -> PeriodConfirmation:
    return PeriodConfirmation.objects.create(
        objective=objective, lineage=objective.lineage, period=quarter(2026, 1), confirmed_at=timezone.now()
    )


def test_locked_cells_have_no_field_and_lead_to_the_correction(objective, women, value, jonas, grid_url):
    confirm(objective)

    page = jonas.get(grid_url)

    form, words = page.context["form"], page.content.decode()
    assert cell(objective) not in form.fields
    assert cell(objective, "2026-04") in form.fields
    assert reverse("reviews:value_correct", args=[value.pk]) in words
    assert f"{reverse('reviews:value_new', args=[objective.pk])}?quota={women.pk}" in words
    assert "confirmed and locked" in words


def test_what_was_typed_before_the_period_was_confirmed_is_refused_and_kept(objective, value, jonas, grid_url):
    typed = {cell(objective): "431", cell(objective, "2026-04"): "9", "source": "register", "reason": "Typo"}
    sent = filled(jonas, grid_url, **typed)
    confirm(objective)

    refused = jonas.post(grid_url, sent)

    assert refused.status_code == 422
    words = f"{LOCKED} Correct the value, or add one with a reason, on the objective’s page of values."
    assert refused.context["form"].errors == {cell(objective): [words]}
    assert refused.context["form"][cell(objective)].value() == "431"
    assert Measurement.objects.count() == 1


def test_an_untouched_cell_of_a_locked_period_bars_nothing(objective, value, jonas, grid_url):
    sent = filled(jonas, grid_url, **{cell(objective, "2026-04"): "9", "source": "register"})
    confirm(objective)

    assert jonas.post(grid_url, sent).status_code == 302
    assert Measurement.objects.count() == 2


@pytest.mark.parametrize("how", ["cells", "file"])
def test_a_pasted_or_filed_change_is_refused_with_its_line(objective, women, value, jonas, how):
    confirm(objective)
    url = reverse("reviews:values_paste", args=[objective.agreement.partnership_id])
    cells = "Objective\tMarch 2026\tApril 2026\n1\t431\t9\n1.1\t50\t51\n"
    file = SimpleUploadedFile("values.csv", cells.replace("\t", ";").encode())
    sent = {"cells": cells} if how == "cells" else {"file": file}

    page = jonas.post(url, {**sent, "source": "register"})

    faults = {each["text"].partition(": ")[0]: each for each in page.context["faults"]}
    assert [each["target"] for each in faults.values()] == ["line-2", "line-3"]
    assert all(LOCKED in each["text"] for each in faults.values())
    again = jonas.post(url, typed_in(page, "cells") | {"save": "1", "reason": "Typo"})
    assert (again.status_code, "Save 2 values" in words_on(again)) == (422, False)
    assert Measurement.objects.count() == 1


def test_the_same_value_pasted_again_is_no_change(objective, value, jonas):
    confirm(objective)
    url = reverse("reviews:values_paste", args=[objective.agreement.partnership_id])

    page = jonas.post(url, {"cells": "Objective\tMarch 2026\n1\t430\n", "source": "register"})

    assert page.context["faults"] == []
    assert "saved already, stays as it is" in words_on(page)


def test_the_service_refuses_even_a_correction_with_a_reason(objective, value, by):
    confirm(objective)
    (target,) = targets_of(objective.agreement)
    said = Stated(as_of=MARCH, source="register", value=Decimal(431))
    entry = Entry(target, said, known=frozenset({value.pk}), corrects=value)

    with pytest.raises(PeriodLocked):
        save_values(agreement=objective.agreement, entries=[entry], by=by, reason="Typo")


@pytest.mark.parametrize("periods", [1, 3])
def test_the_grid_asks_as_much_for_three_confirmed_periods(
    objective, jonas, grid_url, periods, django_assert_num_queries
):
    for number in range(1, periods + 1):
        PeriodConfirmation.objects.create(
            objective=objective, lineage=objective.lineage, period=quarter(2025, number), confirmed_at=timezone.now()
        )
    jonas.get(grid_url)
    with django_assert_num_queries(11):
        jonas.get(grid_url)
