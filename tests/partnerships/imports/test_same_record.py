"""Which organisation a line of a file is: a record, perhaps one, or a new one (F2)."""

import pytest

from partnerships.imports.services import running as importing
from partnerships.imports.services.rows import RECORD
from partnerships.models import DuplicatePair, ImportRow, Organisation
from partnerships.rules.lifecycle import ImportStatus
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import make_organisation
from tests.factories.imports import checked_file, confirmed, decided, texts_of, written_file

pytestmark = pytest.mark.slow
HEAD = "Name,Category,Country,Registration number\n"


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
