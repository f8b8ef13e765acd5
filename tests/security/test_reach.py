"""How far people reach: evaluators, people whose work has ended, rows of others in a form, the technical admin."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Responsibility
from pes_partnerships.accounts.models import User
from tests.factories.agreements import ready_agreement, signed_agreement
from tests.factories.forming import make_contact, make_organisation
from tests.pages import typed_in

pytestmark = pytest.mark.slow


def test_an_evaluator_meets_only_the_organisations_it_was_invited_to(in_scope, sign_in):
    invited = signed_agreement(in_scope).partnership
    partner = invited.participations.first().organisation
    stranger = make_organisation(in_scope.service, name="Stranger Foundation")
    make_contact(stranger, name="Private Person")
    invited.assignments.create(membership=in_scope.membership(in_scope.erik))
    erik = sign_in(in_scope.erik)
    assert erik.get(reverse("partnerships:organisation", args=[partner.pk])).status_code == 200
    assert erik.get(reverse("partnerships:organisation", args=[stranger.pk])).status_code == 404
    for query in ("", "?format=csv", "?q=stranger&format=csv"):
        assert b"Stranger" not in erik.get(reverse("partnerships:organisations") + query).content


def test_an_evaluation_that_has_ended_ends_the_reading(in_scope, sign_in):
    invited = signed_agreement(in_scope).partnership
    assignment = invited.assignments.create(membership=in_scope.membership(in_scope.erik))
    partner = reverse("partnerships:organisation", args=[invited.participations.first().organisation_id])
    page, erik = reverse("partnerships:partnership", args=[invited.pk]), sign_in(in_scope.erik)
    assert [erik.get(path).status_code for path in (page, partner)] == [200, 200]
    assignment.ended_on = timezone.localdate()
    assignment.save()
    assert [erik.get(path).status_code for path in (page, partner)] == [404, 404]


def test_a_deactivated_account_is_out_at_once(in_scope, sign_in):
    lina = sign_in(in_scope.lina)
    User.objects.filter(pk=in_scope.lina.pk).update(is_active=False)
    answer = lina.get(reverse("partnerships:portfolio"))
    assert answer.url.startswith("/account/login/")


def test_a_line_of_another_text_is_not_written_through_this_one(in_scope, sign_in):
    """The hidden key of a line is swapped for one of another version: that row stays as it was."""
    mine, other = ready_agreement(in_scope), ready_agreement(in_scope)
    foreign = other.responsibilities.first()
    page = reverse("partnerships:agreement_responsibilities", args=[mine.pk])
    lina = sign_in(in_scope.lina)
    form = typed_in(lina.get(page), "lines-0-text")
    form |= {"lines-0-id": foreign.pk, "lines-0-text": "Taken over"}
    lina.post(page, form)
    assert Responsibility.objects.get(pk=foreign.pk).text == foreign.text
    assert Responsibility.objects.get(pk=foreign.pk).agreement_id == other.pk


@pytest.fixture
def operator(in_scope, sign_in):
    signed_agreement(in_scope)
    return sign_in(User.objects.create_superuser(email="operator@example.org", name="Operator"))


def test_the_admin_answers_every_list_whatever_its_address_says(operator):
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        statuses = [operator.get(address + query).status_code for query in ("", "?q=%01", "?nothing=1", "?o=-9")]
        assert statuses == [200, 200, 302, 200], model


def test_no_account_gets_a_time_zone_that_there_is_not(operator, in_scope):
    address = reverse("admin:accounts_user_change", args=[in_scope.lina.pk])
    form = typed_in(operator.get(address), "time_zone", time_zone="Europe/Atlantis")
    answer = operator.post(address, form)
    assert list(answer.context["adminform"].form.errors) == ["time_zone"]
    in_scope.lina.refresh_from_db()
    assert in_scope.lina.time_zone == "Europe/Brussels"
