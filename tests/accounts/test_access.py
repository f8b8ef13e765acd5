"""Who is here and what opens: membership, scope, sign-in, language (X1)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django_scopes.exceptions import ScopeError

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership, Office
from pes_partnerships.accounts.rules.roles import MAY, Role, role_may
from tests.factories import make_partnership

pytestmark = pytest.mark.django_db


def test_without_a_scope_rows_of_a_service_cannot_be_asked_for(cast):
    make_partnership(cast.service)

    with pytest.raises(ScopeError):
        Partnership.objects.count()


def test_an_account_without_membership_reaches_no_workspace(cast, sign_in):
    assert sign_in(cast.nobody).get("/portfolio/").status_code == 403


def test_an_ended_membership_closes_the_door_at_once(cast, sign_in):
    browser = sign_in(cast.lina)
    assert browser.get("/portfolio/").status_code == 200

    cast.lina.memberships.update(ended_on="2026-01-01")

    assert browser.get("/portfolio/").status_code == 403


def test_a_person_with_two_roles_chooses_and_nobody_elses(cast, sign_in):
    other = Membership.objects.create(user=cast.lina, service=cast.other_service, role=Role.READER)
    browser = sign_in(cast.lina)
    make_partnership(cast.other_service, "Next door")

    browser.post("/account/membership/", {"membership": other.pk})
    assert "Next door" in browser.get("/portfolio/").content.decode()
    foreign = cast.maarja.memberships.get()
    assert browser.post("/account/membership/", {"membership": foreign.pk}).status_code == 404


def test_an_office_of_another_service_cannot_be_given(cast):
    office = Office.objects.create(service=cast.other_service, name="Narva")

    with pytest.raises(ValidationError) as refused:
        Membership(user=cast.jonas, service=cast.service, role=Role.STAFF, office=office).full_clean()

    assert list(refused.value.message_dict) == ["office"]


def test_only_named_acts_can_be_asked_for():
    assert role_may(Role.MANAGER, "write_agreement")
    assert not role_may(Role.READER, "write_agreement")
    assert not role_may(None, "read_portfolio")
    assert all(roles <= set(Role) for roles in MAY.values())
    with pytest.raises(KeyError):
        role_may(Role.MANAGER, "everything")


@pytest.mark.parametrize("with_office", [True, False])
def test_a_person_has_a_role_once(cast, with_office):
    """The database keeps the promise, for one office and for the whole service."""
    fields = {
        "user": cast.nobody,
        "service": cast.service,
        "role": Role.STAFF,
        "office": cast.alytus if with_office else None,
    }
    Membership.objects.create(**fields)

    with pytest.raises(IntegrityError):
        Membership.objects.create(**fields)
