"""What people may type or do at an unlucky moment, each with its clear answer."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.ending.services.finishing import end_partnership
from partnerships.models import Participation
from partnerships.participants.services.participants import add_participant
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Measurement
from reviews.schedule.services.planning import move_review
from tests.factories.agreements import ready_agreement, signed_agreement
from tests.factories.forming import BY, make_organisation, make_partnership

pytestmark = pytest.mark.slow


@pytest.fixture
def signed(in_scope):
    return signed_agreement(in_scope)


def errors_of(answer) -> dict:
    return dict(answer.context["form"].errors)


def test_a_share_is_compared_with_its_counts(signed, in_scope, sign_in):
    objective = signed.objectives.first()
    objective.unit = "%"
    type(objective).objects.filter(pk=objective.pk).update(unit="%")
    typed = {"value": "52", "numerator": "147", "denominator": "283", "as_of_year": "2026", "source": "register"}
    new = reverse("reviews:value_new", args=[objective.pk])
    apart = sign_in(in_scope.jonas).post(new, {**typed, "value": "70"})
    assert errors_of(apart) == {"value": ["The share and the counts do not agree. Leave one of them empty."]}
    assert sign_in(in_scope.jonas).post(new, typed).status_code == 302
    assert Measurement.objects.get().numerator == 147


def test_counts_that_no_database_holds_are_refused(signed, in_scope, sign_in):
    objective = signed.objectives.first()
    typed = {"numerator": "1", "denominator": "9" * 30, "as_of_year": "2026", "source": "register"}
    answer = sign_in(in_scope.jonas).post(reverse("reviews:value_new", args=[objective.pk]), typed)
    assert "denominator" in errors_of(answer)
    many = {"title": "Open day", "on_year": "2026", "participants": "9" * 30}
    activity = reverse("reviews:activity_new", args=[signed.partnership_id])
    assert "participants" in errors_of(sign_in(in_scope.jonas).post(activity, many))


def test_a_value_waits_for_the_signature(in_scope, sign_in):
    """An objective of a draft may be taken out: nothing may rest on it yet."""
    draft = ready_agreement(in_scope)
    objective = draft.objectives.first()
    new = reverse("reviews:value_new", args=[objective.pk])
    typed = {"value": "52", "as_of_year": "2026", "source": "register"}
    assert sign_in(in_scope.jonas).post(new, typed).url == reverse("reviews:values", args=[objective.pk])
    assert not Measurement.objects.exists()
    assert sign_in(in_scope.lina).post(reverse("partnerships:objective_remove", args=[objective.pk])).status_code == 302
    assert not draft.objectives.filter(pk=objective.pk).exists()


@pytest.mark.parametrize("asked", ["", "abc", "-1", "9" * 40, "\x00", "١"])
def test_a_membership_that_is_none_is_missing(in_scope, sign_in, asked):
    answer = sign_in(in_scope.lina).post(reverse("accounts:membership"), {"membership": asked})
    assert answer.status_code == 404


def test_no_version_is_started_for_a_partnership_that_has_ended(in_scope, sign_in):
    partnership = make_partnership(in_scope.service)
    end_partnership(
        partnership=partnership, by=Actor.user(in_scope.lina), ended_on=timezone.localdate(), reason="goals_met"
    )
    answer = sign_in(in_scope.lina).post(
        reverse("partnerships:agreement_new", args=[partnership.pk]), {"title": "Too late"}
    )
    assert answer.url == reverse("partnerships:partnership", args=[partnership.pk])
    assert not partnership.agreements.exists()


def test_one_organisation_joins_once_whatever_is_clicked(in_scope):
    partnership, organisation = make_partnership(in_scope.service), make_organisation(in_scope.service)
    add_participant(partnership=partnership, by=BY, organisation=organisation)
    with pytest.raises(MoveRefused):
        add_participant(partnership=partnership, by=BY, organisation=organisation)
    assert Participation.objects.filter(organisation=organisation).count() == 1


def test_a_review_that_waits_for_the_manager_is_not_moved(signed, in_scope):
    review = signed.reviews.get()
    type(review).objects.filter(pk=review.pk).update(status="proposed")
    day = review.due_on - datetime.timedelta(days=7)
    with pytest.raises(MoveRefused):
        move_review(review=review, by=Actor.user(in_scope.lina), due_on=day, reason="Holidays")
    review.refresh_from_db()
    assert review.due_on == day + datetime.timedelta(days=7)


@pytest.mark.parametrize("typed", ["９", "garbage", "99999999999", "-1", ""])
def test_a_tampered_number_of_lines_is_told(in_scope, sign_in, typed):
    draft = ready_agreement(in_scope)
    before = list(draft.responsibilities.values_list("text", flat=True))
    page = reverse("partnerships:agreement_responsibilities", args=[draft.pk])
    sign_in(in_scope.lina).post(page, {"lines-TOTAL_FORMS": typed, "lines-INITIAL_FORMS": typed})
    assert list(draft.responsibilities.values_list("text", flat=True)) == before
