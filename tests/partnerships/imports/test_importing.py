"""A file of organisations: read, checked, decided on, written all or nothing (F2)."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from partnerships.imports.services import running as importing
from partnerships.imports.services.exporting import lines_of, stored_records
from partnerships.imports.services.rows import RECORD, SKIP, decide, open_rows
from partnerships.imports.views.registry_files import file_columns
from partnerships.matching.services.duplicates import refresh_keys
from partnerships.matching.services.searching import narrowed
from partnerships.models import (
    ColumnMemory,
    Contact,
    DuplicatePair,
    ImportRow,
    NameKey,
    Organisation,
    OrganisationName,
    RegistryImport,
    Representation,
)
from partnerships.rules.lifecycle import ImportStatus
from partnerships.shared.services import file_work
from partnerships.shared.services.file_work import STALE_AFTER, ClaimLost
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import verify
from pes_partnerships.lib.export import csv_response, xlsx_response
from pes_partnerships.lib.moves import MoveRefused
from tests.factories import make_contact, make_organisation
from tests.factories.imports import checked_file, matched_file, written_file

pytestmark = pytest.mark.slow

HEAD = "Name,Category,Country,Registration number\n"


@pytest.fixture
def crew(in_scope):
    call_command("load_reference", verbosity=0)
    return in_scope


def texts_of(found: RegistryImport) -> dict[int, list[str]]:
    return {row.line: [one["text"] for one in row.problems] for row in found.rows.all() if row.problems}


def decided(found: RegistryImport, **choices: str) -> list[tuple[int, str]]:
    """line_2="skip" and so on."""
    rows = {row.line: row.pk for row in found.rows.all()}
    by_key = {rows[int(name.removeprefix("line_"))]: choice for name, choice in choices.items()}
    return decide(registry_import=found, choices=by_key)


def confirmed(found: RegistryImport) -> RegistryImport:
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)
    found.refresh_from_db()
    return found


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


def test_a_suspected_duplicate_waits_for_a_decision(crew):
    known = make_organisation(crew.service, "Youth Affairs Department", place="Alytus")
    found = checked_file(crew.service, crew.lina, "Name,Category,Place\nYouth affairs departmènt,ngo,Alytus\n")

    [row] = found.rows.all()
    assert [one["organisation"] for one in row.duplicates] == [known.pk]
    assert found.counts["duplicates"] == 1
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)
    found.refresh_from_db()
    assert (found.status, found.failure) == (ImportStatus.FAILED, "No decision has been made on line 2.")
    assert Organisation.objects.count() == 1


def test_a_duplicate_that_is_this_record_changes_it(crew):
    known = make_organisation(crew.service, "Youth Affairs Department")
    found = checked_file(crew.service, crew.lina, "Name,Place\nYouth Affairs Department,Kaunas\n")
    assert found.counts["problems"] == 1  # a new organisation would need its category

    assert decided(found, line_2=f"{RECORD}{known.pk}") == []
    found.refresh_from_db()
    assert (found.counts["problems"], found.counts["change"]) == (0, 1)
    confirmed(found)

    known.refresh_from_db()
    assert (known.place, Organisation.objects.count()) == ("Kaunas", 1)
    assert LedgerEntry.objects.about(known).first().after == {"place": "Kaunas"}


def test_another_organisation_is_remembered_as_another(crew):
    known = make_organisation(crew.service, "Youth Affairs Department")
    written_file(crew.service, crew.lina, "Name,Category\nYouth Affairs Department,ngo\n")

    [pair] = DuplicatePair.objects.filter(status=DuplicatePair.Status.DISMISSED)
    assert pair.first == known
    assert pair.decided_by == crew.lina


def test_a_file_that_has_an_organisation_twice_says_so(crew):
    text = HEAD + "Youth Centre,ngo,LT,1\nYouth Cèntre,ngo,LT,\nOther Body,ngo,LT,1\n"

    found = checked_file(crew.service, crew.lina, text)

    rows = {row.line: row for row in found.rows.all()}
    assert [one["line"] for one in rows[3].duplicates] == [2]
    assert texts_of(found)[4][0].startswith("Line 2 already has this registration number")


def test_the_number_and_the_name_of_a_record_are_that_record(crew):
    make_organisation(crew.service, "Youth Centre", country="LT", registration_number="1")

    found = checked_file(crew.service, crew.lina, HEAD + "Youth centre,central_government,LT,1\nOther,ngo,LT,1\n")

    same, other = found.rows.all()
    assert (same.plan, same.duplicates) == (ImportRow.Plan.CHANGE, [])
    assert other.duplicates[0]["certain"]
    assert "belongs to one organisation" in decided(found, line_3="another")[0][1]


def test_a_record_number_of_a_merged_record_leads_to_the_kept_one(crew):
    kept, merged = make_organisation(crew.service, "Kept"), make_organisation(crew.service, "Merged")
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)

    found = checked_file(
        crew.service, crew.lina, f"Record number,Name,Place\n{merged.pk},Kept,Alytus\n99999,X,\nabc,Y,\n"
    )

    first, second, third = found.rows.all()
    assert (first.organisation, first.problems[0]["severity"]) == (kept, "note")
    assert "no record 99999" in second.problems[0]["text"]
    assert "is not a record number" in third.problems[0]["text"]


def test_records_of_another_service_are_no_records(crew):
    foreign = make_organisation(crew.other_service, "Foreign")

    found = checked_file(crew.service, crew.lina, f"Record number,Name\n{foreign.pk},Foreign\n")

    assert "no record" in texts_of(found)[2][0]


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


def test_the_check_says_how_far_it_is(crew, monkeypatch):
    monkeypatch.setattr("partnerships.imports.services.suspects.SLICE", 1)
    seen = []
    original = file_work.still_ours
    monkeypatch.setattr(file_work, "still_ours", lambda claimed, **f: (original(claimed, **f), seen.append(f)))

    found = checked_file(crew.service, crew.lina, "Name,Category\nOne,ngo\nTwo,ngo\n")

    assert [one["done"] for one in seen] == [0, 1, 2, 2]
    assert (found.done, found.total) == (2, 2)


def test_a_claim_that_went_silent_is_taken_back(crew):
    found = matched_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")
    now = timezone.now()
    assert importing.WORK.claim(found.pk, now) is not None

    assert importing.WORK.claim(found.pk, now + STALE_AFTER) is None
    importing.run_imports(now=lambda: now + STALE_AFTER + datetime.timedelta(seconds=1))

    found.refresh_from_db()
    assert (found.status, found.rows.count()) == (ImportStatus.CHECKED, 1)


def test_a_worker_whose_claim_was_taken_stops_without_harm(crew):
    found = matched_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")
    now = timezone.now()
    slow = importing.WORK.claim(found.pk, now)
    importing.WORK.claim(found.pk, now + STALE_AFTER + datetime.timedelta(seconds=1))

    with pytest.raises(ClaimLost):
        importing._check(slow, timezone.now)

    assert found.rows.count() == 0


def test_writing_twice_writes_once(crew):
    found = written_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")

    assert importing.run_one(found.pk) is False
    with pytest.raises(MoveRefused):
        importing.confirm(registry_import=found)
    assert Organisation.objects.count() == 1


def test_the_file_and_its_people_go_once_it_is_written(crew):
    found = checked_file(crew.service, crew.lina, "Name,Category,Contact,E-mail\nOne,ngo,Ona,o@x.example\n")
    assert found.file

    confirmed(found)

    assert not found.file
    assert found.rows.get().values == {}


def test_the_services_imports_are_checked_by_the_clock(crew):
    found = matched_file(crew.service, crew.lina, "Name,Category\nOne,ngo\n")
    foreign = matched_file(crew.other_service, crew.maarja, "Name,Category\nTwo,ngo\n")

    assert importing.run_imports() == 2

    found.refresh_from_db()
    assert found.status == ImportStatus.CHECKED
    assert foreign.service_id != found.service_id
