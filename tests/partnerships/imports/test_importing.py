"""A file of organisations: read, checked, decided on, written all or nothing (F2)."""

import pytest

from partnerships.imports.services import running as importing
from partnerships.imports.services.exporting import lines_of, stored_records
from partnerships.imports.services.rows import SKIP, open_rows
from partnerships.imports.views.registry_files import file_columns
from partnerships.matching.services.duplicates import refresh_keys
from partnerships.matching.services.searching import narrowed
from partnerships.models import (
    ColumnMemory,
    Contact,
    ImportRow,
    NameKey,
    Organisation,
    OrganisationName,
    Representation,
)
from partnerships.rules.lifecycle import ImportStatus
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import verify
from pes_partnerships.lib.export import csv_response, xlsx_response
from tests.factories import make_contact, make_organisation
from tests.factories.imports import checked_file, confirmed, decided, matched_file, texts_of, written_file

pytestmark = pytest.mark.slow

HEAD = "Name,Category,Country,Registration number\n"


def test_a_whole_line_becomes_an_organisation_with_all_that_belongs_to_it(crew):
    network = make_organisation(crew.service, "Youth Network", country="LT")
    text = (
        "Name;Name in English;Category;Type;Level;Country;Place;Regions;Registration number;Web "
        "address;Services;Client groups served;Represented by;Other names;Ended;Contact;Office held;E-mail;May "
        "sign;Mandate\nAlytaus centras;Alytus "
        "Centre;ngo;;Régional;Lituanie;Alytus;LT021;304151376;alytus.example.org;counselling;young;Youth Network "
        "(may sign);Old House [lt] 1998–2012; 2024 ;Ona;Director;ona@x.example;oui;Statute\nAlytaus "
        "centras;;;;;;;;304151376;;;;;;;Jonas;;jonas@x.example;;\n"
    )

    found = written_file(crew.service, crew.lina, text.replace(" 2024 ;", "2024;"))

    assert (found.status, found.failure) == (ImportStatus.WRITTEN, "")
    made = Organisation.objects.get(name="Alytaus centras")
    assert (made.category, made.level, made.country.code, made.website) == (
        "ngo", "regional", "LT", "https://alytus.example.org",
    )  # fmt: skip
    assert [region.pk for region in made.regions.all()] == ["LT021"]
    assert [(name.name, name.language, str(name.valid_from), str(name.valid_to)) for name in made.names.all()] == [
        ("Old House", "lt", "1998", "2012")
    ]
    assert [(one.name, one.may_sign, one.mandate) for one in made.contacts.all()] == [
        ("Jonas", False, ""),
        ("Ona", True, "Statute"),
    ]
    assert Representation.objects.get(member=made).body == network
    assert Representation.objects.get(member=made).may_sign
    assert str(made.ended) == "2024"


def test_every_organisation_and_contact_is_in_the_ledger_and_no_name_of_a_person(crew):
    text = "Name,Category,Contact,E-mail\nOne,ngo,Ona Petraitė,ona@x.example\nTwo,ngo,,\n"
    found = written_file(crew.service, crew.lina, text)

    acts = list(LedgerEntry.objects.order_by("seq").values_list("act", flat=True))
    assert acts == ["organisation.imported", "organisation.imported", "contact.added", "import.written"]
    assert "Petraitė" not in str(list(LedgerEntry.objects.values()))
    assert LedgerEntry.objects.about(Contact.objects.get()).get().private("name") == "Ona Petraitė"
    assert LedgerEntry.objects.about(found).get().after == {"file": "organisations.csv", "new": 2, "changed": 0}
    assert verify().ok


def test_imported_organisations_are_found_like_registered_ones(crew):
    written_file(
        crew.service,
        crew.lina,
        "Name,Category,Registration number,Web,Other names\nŽemaitijos centras,ngo,LT 12.345,x.example.org,Old\n",
    )
    made = Organisation.objects.get()
    keys = set(NameKey.objects.values_list("key", flat=True))

    refresh_keys(made)

    assert keys == set(NameKey.objects.values_list("key", flat=True))
    assert list(narrowed(Organisation.objects.all(), "zemaitijos")) == [made]
    assert list(narrowed(Organisation.objects.all(), "old")) == [made]


def test_each_problem_names_its_column_and_what_to_do(crew):
    text = (
        "Name,Category,Type,Level,Country,Regions,Web address,Contact,E-mail,May sign,Ended\n"
        ",ngo,,,,,,,,,\n"
        "A,,,,,,,,,,\n"
        "B,nothing,,,,,,,,,\n"
        "C,ngo,ministry,,,,,,,,\n"
        "D,ngo,,planet,Atlantis,LT999,not a web,,,,soon\n"
        "E,ngo,,,,,,Ona,no-address,,\n"
        "F,ngo,,,,,,,x@x.example,maybe,\n"
        "G,ngo,,,,,,Ona,x@x.example,yes,\n" + "H" * 201 + ",ngo,,,,,,,,,\n"
    )

    found = checked_file(crew.service, crew.lina, text)

    columns = {row.line: [one["column"] for one in row.problems] for row in found.rows.all()}
    assert columns == {
        2: ["Name"],
        3: ["Category"],
        4: ["Category"],
        5: ["Type"],
        6: ["Level", "Country", "Regions", "Web address", "Ended"],
        7: ["E-mail"],
        8: ["May sign", "Contact"],
        9: ["Contact: mandate"],
        10: ["Name"],
    }
    assert found.counts["problems"] == 9
    assert texts_of(found)[6][1] == "“Atlantis” is not a country. Enter its name, or its two-letter code, such as LT."
    assert open_rows(found)[0]


def test_marks_that_deceive_are_taken_out_and_said(crew):
    found = checked_file(crew.service, crew.lina, 'Name,Category\n"Youth\u202e Centre\nAlytus",ngo\n"Two\nlines",ngo\n')

    first, second = found.rows.all()
    assert (first.name, second.name) == ("Youth Centre Alytus", "Two lines")
    assert [one["severity"] for one in first.problems + second.problems] == ["note", "note"]
    assert found.counts["problems"] == 0


def test_formula_signs_are_text(crew):
    written_file(crew.service, crew.lina, "Name,Category\n'=SUM(A1),ngo\n-minus,ngo\n")

    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["-minus", "=SUM(A1)"]


def test_organisations_of_one_file_speak_for_each_other_in_any_order(crew):
    text = "Name,Category,Represented by,Successor\nMember,ngo,Network,\nNetwork,ngo,,Younger\nYounger,ngo,,\n"

    written_file(crew.service, crew.lina, text)

    [one] = Representation.objects.all()
    assert (one.body.name, one.member.name, one.may_sign) == ("Network", "Member", False)
    assert [each.name for each in one.body.successors.all()] == ["Younger"]


def test_circles_and_speaking_for_oneself_are_problems(crew):
    text = "Name,Category,Represented by\nA,ngo,B\nB,ngo,C\nC,ngo,A\nD,ngo,D\nE,ngo,A\nF,ngo,Nobody\n"

    found = checked_file(crew.service, crew.lina, text)

    said = {line: texts[0].split(".")[0] for line, texts in texts_of(found).items()}
    assert said == {
        2: "These organisations represent each other in a circle",
        3: "These organisations represent each other in a circle",
        4: "These organisations represent each other in a circle",
        5: "An organisation cannot represent itself",
        7: "“Nobody” is neither in the registry nor in this file",
    }


def test_a_circle_through_the_registry_is_found(crew):
    body, member = make_organisation(crew.service, "Body"), make_organisation(crew.service, "Member")
    Representation.objects.create(body=body, member=member)

    found = checked_file(crew.service, crew.lina, f"Record number,Name,Represented by\n{body.pk},Body,#{member.pk}\n")

    assert "in a circle" in texts_of(found)[2][0]


def test_a_failure_in_the_middle_writes_nothing(crew):
    found = checked_file(crew.service, crew.lina, HEAD + "One,ngo,LT,1\nTwo,ngo,LT,2\n")
    make_organisation(crew.service, "Faster", country="LT", registration_number="2")
    before = LedgerEntry.objects.count()

    confirmed(found)

    assert found.status == ImportStatus.FAILED
    assert found.failure == "Line 3: another organisation now has the registration number 2."
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Faster"]
    assert LedgerEntry.objects.count() == before
    assert found.file


def test_a_line_that_is_left_out_cannot_be_named_by_another(crew):
    found = checked_file(crew.service, crew.lina, "Name,Category,Represented by\nMember,ngo,Network\nNetwork,ngo,\n")
    decided(found, line_3=SKIP)

    confirmed(found)

    assert found.failure == "Line 2 refers to “Network” in line 3, which is ignored."
    assert Organisation.objects.count() == 0


def test_an_export_that_comes_back_changes_nothing(crew):
    body = make_organisation(crew.service, "Network; of (many)", country="LT")
    one = make_organisation(
        crew.service, "=Sum", "ngo", country="EE", registration_number="007", offers="First\nSecond",
        website="https://x.example.org", ended="2018/2020", successors=[body], language="lt",
    )  # fmt: skip
    for name in ("Ona", "Jonas"):
        make_contact(one, name, email=f"{name}@x.example", may_sign=True, mandate="Statute", phone="+370 1")
    OrganisationName.objects.create(organisation=one, name="Programme 2000–2006", valid_to="2019-05")
    OrganisationName.objects.create(organisation=one, name="A; B", language="fr")
    Representation.objects.create(body=body, member=one, may_sign=True)
    before, acts = list(stored_records(Organisation.objects.all())), LedgerEntry.objects.count()

    for respond in (csv_response, xlsx_response):
        content = respond("x", file_columns(), lines_of(stored_records(Organisation.objects.all()))).content
        found = checked_file(crew.service, crew.lina, content)
        assert texts_of(found) == {}
        assert [row.plan for row in found.rows.all()] == ["same", "same"]
        confirmed(found)
        assert found.status == ImportStatus.WRITTEN

    assert list(stored_records(Organisation.objects.all())) == before
    assert set(LedgerEntry.objects.filter(seq__gt=acts).values_list("act", flat=True)) == {"import.written"}


def test_what_was_edited_in_an_export_is_what_changes(crew):
    one = make_organisation(crew.service, "Youth Centre", place="Alytus")
    ona = make_contact(one, "Ona", email="ona@x.example")
    content = csv_response("x", file_columns(), lines_of(stored_records(Organisation.objects.all()))).content

    written_file(crew.service, crew.lina, content.replace(b"Alytus", b"Kaunas").replace(b",ona@", b",ona.p@"))

    one.refresh_from_db()
    ona.refresh_from_db()
    assert (one.place, ona.email, Contact.objects.count()) == ("Kaunas", "ona.p@x.example", 1)
    acts = LedgerEntry.objects.order_by("-seq").values_list("act", flat=True)[:3]
    assert list(acts) == ["import.written", "contact.changed", "organisation.imported"]


def test_an_empty_cell_changes_nothing(crew):
    one = make_organisation(crew.service, "Youth Centre", place="Alytus")

    found = checked_file(crew.service, crew.lina, f"Record number,Name,Place\n{one.pk},Youth Centre,\n")

    assert found.rows.get().plan == ImportRow.Plan.SAME


def test_columns_are_remembered_and_the_last_choice_wins(crew):
    text = "Bezeichnung,Art\nOne,ngo\n"
    received = matched_file(crew.service, crew.lina, text.replace("Bezeichnung", "Name"))
    importing.match_columns(
        registry_import=checked_file(crew.service, crew.lina, "Name,Category\nX,ngo\n"),
        headings=["Bezeichnung", "Art"],
        codes=["name", "category"],
    )

    assert received.columns == ["Name", "Art"]
    assert ColumnMemory.objects.get(heading="art").field == "category"
    assert checked_file(crew.service, crew.lina, text).rows.get().name == "One"


def test_the_file_and_its_people_go_once_it_is_written(crew):
    found = checked_file(crew.service, crew.lina, "Name,Category,Contact,E-mail\nOne,ngo,Ona,o@x.example\n")
    assert found.file

    confirmed(found)

    assert not found.file
    assert found.rows.get().values == {}
