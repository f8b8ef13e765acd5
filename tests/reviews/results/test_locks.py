"""G5: every path that writes a measured value passes one gate; a confirmed period takes corrections alone."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Objective
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from reviews.hooks import Stated
from reviews.logging.forms.questions import AssessmentForm
from reviews.models import Measurement, PeriodConfirmation
from reviews.results.services.locks import locks_of
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from reviews.rules.periods import quarter
from reviews.shared.services import PeriodLocked
from tests.lending import lent_review
from tests.reviews.conftest import make_agreement, make_objective, make_running

rows = lent_review(make_running)

QUARTER, MARCH, APRIL = quarter(2026, 1), PartialDate(2026, 3), PartialDate(2026, 4)
ROOTS = ("pes_partnerships", "partnerships", "reviews", "directory")
MAKES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update"}
GATE = "reviews/results/services/measuring.py"
WRITERS = {f"{GATE}::{act}" for act in ("enter_value", "correct_value", "withdraw_value", "bring_values")}
# who calls the writers, and the test that shows what a confirmed period answers there
CALLERS = {
    "reviews/results/views.py::value_new": "test_a_form_asks_for_the_reason",
    "reviews/results/views.py::value_correct": "test_a_correction_and_a_withdrawal_have_their_reason",
    "reviews/results/views.py::value_withdraw": "test_a_correction_and_a_withdrawal_have_their_reason",
    "reviews/grid/services/saving.py::_write": "tests/reviews/grid/test_locked.py",
    "reviews/logging/services/logging.py::save_assessment": "test_a_review_refuses_typed_and_stated_values",
    "reviews/results/services/sheet.py::write": "tests/partnerships/workbooks/test_values.py",
    "directory/demo/follow_up.py::measure": "tells the demonstration through the same gate",
}


@pytest.fixture
def by(in_scope) -> Actor:
    return Actor.user(in_scope.jonas)


@pytest.fixture
def objective(planned) -> Objective:
    return planned.agreement.objectives.get()


@pytest.fixture
def confirmed(objective, in_scope) -> PeriodConfirmation:
    said = {"confirmed_by": in_scope.lina, "confirmed_at": timezone.now()}
    return PeriodConfirmation.objects.create(objective=objective, lineage=objective.lineage, period=QUARTER, **said)


def enter(objective, by, as_of=MARCH, **fields) -> Measurement:
    return enter_value(
        objective=objective, by=by, as_of=as_of, **{"source": "register", "value": Decimal(430), **fields}
    )


def _functions(*words: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Those of the files that have one of the words."""
    top = Path(settings.BASE_DIR)
    for path in sorted(path for root in ROOTS for path in (top / root).rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        if "migrations" not in path.parts and any(word in code for word in words):
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.FunctionDef):
                    yield f"{path.relative_to(top)}::{node.name}", node


def _calls(function: ast.FunctionDef) -> set[str]:
    """The names of what is called in a function, without those of the functions within it."""
    found = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in found}


def _writes(function: ast.FunctionDef) -> bool:
    """Whether it makes or changes measured values: by the model's manager, by the relation, or one that it locked."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        chain = ast.unparse(node.func)
        if chain == "Measurement" or (("Measurement.objects" in chain or ".measurements." in chain) and (
            chain.rpartition(".")[2] in MAKES
        )):  # fmt: skip
            return True
    text = ast.unparse(function)
    return "Measurement.objects.select_for_update" in text and ".save(" in text


def test_every_writer_of_a_value_passes_the_gate():
    writers = {name: function for name, function in _functions("Measurement", "measurements") if _writes(function)}

    assert set(writers) == WRITERS
    gates = {"refuse_locked", "refuse_locked_many"}
    assert [name for name, function in writers.items() if not gates & _calls(function)] == []


def test_every_caller_of_a_writer_is_known_with_its_test():
    acts = {name.partition("::")[2] for name in WRITERS}
    callers = {name for name, function in _functions(*acts) if _calls(function) & acts and name not in WRITERS}

    assert callers == set(CALLERS)


def test_a_new_value_needs_a_reason_and_keeps_it(objective, by, confirmed):
    with pytest.raises(PeriodLocked):
        enter(objective, by)
    assert not Measurement.objects.exists()

    late = enter(objective, by, late_reason="The survey came in late")

    assert (late.corrects, late.correction_reason) == (None, "The survey came in late")
    assert LedgerEntry.objects.about(late).get().private("reason") == "The survey came in late"


@pytest.mark.parametrize("open_to", [APRIL, PartialDate(2026), PartialDate(2025, 12, 31), quarter(2026, 2)])
def test_other_and_longer_periods_stay_open(objective, by, confirmed, open_to):
    assert enter(objective, by, open_to, late_reason="Not needed").correction_reason == ""


def test_quotas_and_partners_of_the_objective_are_locked_with_it(objective, by, confirmed):
    women = objective.quotas.create(comparator="at_least", share=50, who="women", base="those placed")
    with pytest.raises(PeriodLocked):
        enter(objective, by, quota=women)


def test_the_lock_follows_the_objective_into_the_next_version(planned, objective, by, confirmed):
    newer = make_objective(make_agreement(planned.partnership, version=2, status="draft"), lineage=objective.lineage)
    with pytest.raises(PeriodLocked):
        enter(newer, by)


def test_a_correction_and_a_withdrawal_have_their_reason(objective, by, in_scope, sign_in):
    value = enter(objective, by)
    PeriodConfirmation.objects.create(
        objective=objective, lineage=objective.lineage, period=MARCH, confirmed_at=timezone.now()
    )
    said = {"by": by, "as_of": MARCH, "source": "register", "value": Decimal(431)}
    for refused in (
        lambda: correct_value(measurement=value, reason="", **said),
        lambda: withdraw_value(measurement=value, by=by, reason=""),
    ):
        with pytest.raises(PeriodLocked):
            refused()
    jonas = sign_in(in_scope.jonas)
    form = {"value": "431", "as_of_month": "3", "as_of_year": "2026", "source": "register", "reason": ""}
    assert jonas.post(reverse("reviews:value_correct", args=[value.pk]), form).status_code == 422
    assert jonas.post(reverse("reviews:value_withdraw", args=[value.pk]), {"reason": ""}).status_code == 422

    assert jonas.post(reverse("reviews:value_correct", args=[value.pk]), form | {"reason": "Typo"}).status_code == 302
    latest = Measurement.objects.standing().get()
    assert jonas.post(reverse("reviews:value_withdraw", args=[latest.pk]), {"reason": "Wrong"}).status_code == 302
    assert not Measurement.objects.standing().exists()


def test_a_form_asks_for_the_reason(objective, by, confirmed, in_scope, sign_in):
    jonas, url = sign_in(in_scope.jonas), reverse("reviews:value_new", args=[objective.pk])
    form = {"value": "430", "as_of_month": "3", "as_of_year": "2026", "source": "register"}

    refused = jonas.post(url, form)

    assert refused.status_code == 422
    assert refused.context["form"].errors == {
        "late_reason": [
            "The values of quarter 1 of 2026 are confirmed. Give the reason why a value is added after that."
        ]
    }
    assert jonas.post(url, form | {"late_reason": "The survey came late"}).status_code == 302
    assert Measurement.objects.get().correction_reason == "The survey came late"


def test_without_a_confirmed_period_no_reason_is_asked_for(objective, in_scope, sign_in):
    page = sign_in(in_scope.jonas).get(reverse("reviews:value_new", args=[objective.pk]))
    assert "late_reason" not in page.context["form"].fields


def test_a_review_refuses_typed_and_stated_values(objective, confirmed):
    stated = Stated("7", "The municipality says 420", {"as_of": MARCH, "value": Decimal(420), "source": "Municipality"})
    typed = {"take": "other", "value": "430", "as_of_month": "3", "as_of_year": "2026", "source": "register"}
    for field, sent in (("as_of", typed), ("take", {"take": "stated-7"})):
        form = AssessmentForm(sent, objective=objective, latest=None, may_enter=True, stated=[stated])
        assert not form.is_valid()
        assert "quarter 1 of 2026 are confirmed and locked" in form.errors[field][0]
    form = AssessmentForm(
        typed | {"as_of_month": "4"}, objective=objective, latest=None, may_enter=True, stated=[stated]
    )
    assert form.is_valid()


def test_a_withdrawn_confirmation_locks_nothing(objective, by, confirmed):
    confirmed.withdrawn_at, confirmed.withdrawal_reason = timezone.now() + timedelta(hours=1), "Wrong register"
    confirmed.save()

    assert locks_of([objective]).on(objective, MARCH) is None
    assert enter(objective, by).correction_reason == ""
