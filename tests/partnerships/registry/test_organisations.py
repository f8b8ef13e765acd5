import pytest
from django.db import IntegrityError

from partnerships.matching.services.searching import narrowed
from partnerships.merging.services.merging import merge
from partnerships.models import Organisation
from partnerships.registry.services.organisations import (
    add_name,
    change_contact,
    change_organisation,
    possible_duplicates,
    register_organisation,
)
from partnerships.shared.services.changes import AnotherService
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from tests.factories import make_contact, make_organisation, make_participation, make_partnership


def test_registering_an_organisation_is_recorded_and_searchable_without_accents(in_scope):
    organisation = register_organisation(
        service=in_scope.service,
        by=Actor.user(in_scope.lina),
        name="Jaunimo reikalų departamentas",
        category="central_government",
        name_en="Department of Youth Affairs",
    )

    assert list(narrowed(Organisation.objects.all(), "REIKALU youth")) == [organisation]
    entry = LedgerEntry.objects.about(organisation).get()
    assert (entry.sentence(), entry.object_label) == (
        "Lina registered the organisation.",
        "Jaunimo reikalų departamentas",
    )
    assert entry.after["category"] == "central_government"


def test_a_former_name_stays_with_the_organisation_and_finds_it(in_scope):
    organisation = make_organisation(in_scope.service, "Labour Exchange")

    change_organisation(
        organisation=organisation,
        by=Actor.user(in_scope.lina),
        name="Employment Agency",
        keep_former_name=True,
    )

    assert [name.name for name in organisation.names.all()] == ["Labour Exchange"]
    assert list(narrowed(Organisation.objects.all(), "labour exchange")) == [organisation]


def test_a_former_name_is_kept_only_where_that_was_asked_and_the_name_changed(in_scope):
    organisation = make_organisation(in_scope.service, "Labour Exchange")
    by = Actor.user(in_scope.lina)

    change_organisation(organisation=organisation, by=by, name="Labour Exchanges")
    change_organisation(organisation=organisation, by=by, place="Alytus", keep_former_name=True)

    assert organisation.names.count() == 0


def test_an_organisation_is_registered_with_a_successor_of_its_own_registry_only(in_scope):
    by, foreign = Actor.user(in_scope.lina), make_organisation(in_scope.other_service, "Agency of another country")

    with pytest.raises(AnotherService):
        register_organisation(service=in_scope.service, by=by, name="Agency", category="other", successors=[foreign])


def test_a_change_that_changes_nothing_is_not_recorded(in_scope):
    organisation = make_organisation(in_scope.service, "Labour Exchange")

    change_organisation(organisation=organisation, by=Actor.user(in_scope.lina), name="Labour Exchange")

    assert LedgerEntry.objects.about(organisation).count() == 1


def test_duplicates_are_found_by_any_whole_name_and_by_number(in_scope):
    board = make_organisation(in_scope.service, "Centre d’Égalité", registration_number="0475 123")
    add_name(organisation=board, by=Actor.user(in_scope.lina), name="Equality Desk")
    make_organisation(in_scope.service, "Centre d’Égalité et de Travail")

    def found(name: str, number: str = "") -> list[Organisation]:
        return list(possible_duplicates(service=in_scope.service, name=name, registration_number=number))

    assert found("CENTRE D’EGALITE") == [board]
    assert found("equality desk") == [board]
    assert found("Other", "0475 123") == [board]
    assert found("Equality") == []
    assert list(possible_duplicates(service=in_scope.service, name=board.name, besides=board)) == []
    kept = make_organisation(in_scope.service, "Board")
    merge(kept=kept, merged=board, by=Actor.user(in_scope.lina))
    assert found("CENTRE D’EGALITE") == [kept]  # a merged name finds the record that was kept, never the merged one


def test_a_registration_number_of_a_country_is_used_once(in_scope):
    make_organisation(in_scope.service, "First", country="LT", registration_number="123")

    with pytest.raises(IntegrityError):
        make_organisation(in_scope.service, "Second", country="LT", registration_number="123")


def test_a_successor_comes_from_the_same_registry(in_scope):
    foreign = make_organisation(in_scope.other_service, "Their organisation")
    own = make_organisation(in_scope.service)

    with pytest.raises(AnotherService):
        change_organisation(organisation=own, by=Actor.user(in_scope.lina), successors=[foreign])


def test_a_contact_is_recorded_without_personal_data_in_the_chain(in_scope):
    organisation = make_organisation(in_scope.service)

    contact = make_contact(organisation, "Ona Petraitė", email="ona@youth.example", may_sign=True)

    entry = LedgerEntry.objects.about(organisation).first()
    assert entry.act == "contact.added"
    assert entry.private("name") == "Ona Petraitė"
    assert "Ona" not in f"{entry.before} {entry.after} {entry.object_label}"
    assert entry.after["may_sign"] is True
    change_contact(contact=contact, by=Actor.user(in_scope.lina), left_on="2026-03-01")
    assert LedgerEntry.objects.about(organisation).first().after == {"left_on": "2026-03-01"}


def test_a_contact_needs_an_address_or_a_telephone(in_scope):
    organisation = make_organisation(in_scope.service)

    with pytest.raises(IntegrityError):
        make_contact(organisation, email="", phone="")


def test_a_new_name_of_a_partner_finds_its_partnerships(in_scope):
    partnership = make_partnership(in_scope.service)
    organisation = make_organisation(in_scope.service, "Old House")
    make_participation(partnership, organisation)

    change_organisation(organisation=organisation, by=Actor.user(in_scope.lina), name="Žalias namas")

    partnership.refresh_from_db()
    assert "zalias namas" in partnership.search_text
