"""An import is taken back as a whole, until something was built on it (F2)."""

import datetime

import pytest
from django.utils import timezone

from partnerships.imports.services import running as importing
from partnerships.imports.services.exporting import stored_records
from partnerships.imports.services.undoing import UNDO_DAYS, bars_of, undone_rows
from partnerships.models import (
    Contact,
    ImportRow,
    NameKey,
    Organisation,
    OrganisationName,
    RegistryImport,
    Representation,
)
from partnerships.participants.services.participants import add_participant
from partnerships.registry.services.organisations import change_organisation, refresh_names
from partnerships.rules.lifecycle import ImportStatus
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, verify
from tests.factories import make_contact, make_organisation, make_partnership
from tests.factories.imports import written_file

TEXT = (
    "Record number;Name;Category;Place;Other names;Represented by;Services;Contact;E-mail;"
    "Telephone of the organisation\n"
    "{pk};Aušra Youth Houses;ngo;Alytus;Old [lt] 1998–2012;Network;counselling;Ona;new@x.example;370\n"
    ";Network;ngo;;;;;Jonas;jonas@x.example;\n"
)


@pytest.fixture
def known(crew):
    organisation = make_organisation(crew.service, "Aušra Youth House", place="Kaunas", category="ngo")
    organisation.names.create(name="Old", language="lt", valid_from="1998")
    make_contact(organisation, name="Ona", email="old@x.example")
    return organisation


def imported(crew, known) -> RegistryImport:
    found = written_file(crew.service, crew.lina, TEXT.format(pk=known.pk))
    assert (found.status, found.counts["written_new"], found.counts["written_changed"]) == ("written", 1, 1)
    return found


def undone(found: RegistryImport, by) -> RegistryImport:
    importing.ask_undo(registry_import=found, by=by)
    importing.run_one(found.pk)
    found.refresh_from_db()
    return found


def everything() -> list:
    return [
        list(stored_records(Organisation.objects.order_by("pk"))),
        sorted(Organisation.objects.values_list("search_text", flat=True)),
        sorted(NameKey.objects.values_list("organisation", "key")),
        Contact.objects.count(),
        OrganisationName.objects.count(),
        Representation.objects.count(),
    ]


def test_what_was_there_before_is_there_again_to_the_letter(crew, known):
    refresh_names(known)
    before = everything()

    found = undone(imported(crew, known), crew.lina)

    assert found.status == ImportStatus.UNDONE
    assert everything() == before
    assert (found.counts["deleted"], found.counts["set_back"]) == (1, 1)
    assert ImportRow.objects.exclude(undo={}).count() == 0


def test_undoing_is_in_the_ledger_and_names_no_person(crew, known):
    found = undone(imported(crew, known), crew.lina)

    acts = list(LedgerEntry.objects.order_by("-seq").values_list("act", flat=True)[:3])
    assert acts == ["import.undone", "organisation.import_undone", "organisation.import_undone"]
    assert LedgerEntry.objects.about(found).first().after["deleted"] == 1
    assert "old@x.example" not in str(list(LedgerEntry.objects.values()))
    assert verify().ok


@pytest.mark.parametrize("built", ["changed", "used"])
def test_what_was_built_on_it_bars_the_whole_and_is_named(crew, known, built):
    found = imported(crew, known)
    network = Organisation.objects.get(name="Network")
    if built == "changed":
        change_organisation(organisation=network, by=Actor.user(crew.lina), place="Vilnius")
    else:
        add_participant(partnership=make_partnership(crew.service), organisation=network, by=Actor.user(crew.lina))

    bars = bars_of(found, undone_rows(found))
    undone(found, crew.lina)

    assert [(bar.organisation, bar.reason) for bar in bars] == [(network, built)]
    assert found.status == ImportStatus.WRITTEN
    assert Organisation.objects.get(pk=known.pk).name == "Aušra Youth Houses"


def test_the_page_says_what_would_go_and_what_bars_it(crew, known, sign_in):
    found = imported(crew, known)
    browser, url = sign_in(crew.lina), f"/imports/{found.pk}/undo/"

    page = browser.get(url).content.decode()
    assert "1 organisation that the import registered is deleted" in page
    assert "1 record gets back what it had before" in page
    change_organisation(organisation=known, by=Actor.user(crew.lina), place="Vilnius")
    refused = browser.post(url)
    assert (refused.status_code, "It has been changed since." in refused.content.decode()) == (409, True)


def test_a_click_undoes_a_small_import_at_once(crew, known, sign_in):
    found = imported(crew, known)

    page = sign_in(crew.lina).post(f"/imports/{found.pk}/undo/", follow=True).content.decode()

    assert "undid this import as a whole" in page
    assert not Organisation.objects.filter(name="Network").exists()


def test_what_was_there_before_is_forgotten_after_a_month(crew, known, sign_in):
    found = imported(crew, known)
    RegistryImport.objects.update(finished_at=timezone.now() - datetime.timedelta(days=UNDO_DAYS + 1))

    importing.run_imports()

    assert ImportRow.objects.exclude(undo={}).count() == 0
    assert sign_in(crew.lina).get(f"/imports/{found.pk}/undo/").status_code == 302


def test_a_body_that_spoke_for_nobody_before_speaks_for_nobody_again(crew, known):
    body, other = make_organisation(crew.service, "Federation"), make_organisation(crew.service, "Alliance")
    Representation.objects.create(body=other, member=known, may_sign=False)
    text = f'Record number;Name;Represented by\n{known.pk};Aušra Youth House;"Federation; Alliance (may sign)"\n'
    found = written_file(crew.service, crew.lina, text)
    assert Representation.objects.filter(body=body, member=known).exists()
    assert Representation.objects.get(body=other).may_sign

    undone(found, crew.lina)

    assert [(one.body, one.may_sign) for one in Representation.objects.all()] == [(other, False)]
