"""Lists as offices keep them come in as they are: titles, foreign numbers, local dates, no person, no category (F2)."""

from pathlib import Path

import pytest

from partnerships.imports.services import running as importing
from partnerships.imports.services.rows import ANOTHER, RECORD, decide, open_rows
from partnerships.matching.services.searching import narrowed
from partnerships.models import ColumnMemory, Contact, Organisation, RegistryImport
from pes_partnerships.lib.sheets.days import DAY_FIRST, MONTH_FIRST, ORDER
from tests.factories import make_contact, make_organisation
from tests.factories.imports import checked_file, written_file

FILES = Path(__file__).parents[2] / "data" / "imports"


def checked(crew, name: str, **values: str) -> RegistryImport:
    return checked_file(crew.service, crew.lina, (FILES / name).read_bytes(), filename=name, **values)


def problems_of(found: RegistryImport) -> dict[int, list[str]]:
    rows = {row.line: [one["text"] for one in row.problems if one["severity"] == "problem"] for row in found.rows.all()}
    return {line: texts for line, texts in rows.items() if texts}


def values_of(found: RegistryImport, line: int) -> dict:
    return found.rows.get(line=line).values


@pytest.mark.parametrize("name", ["foreign-id.csv", "foreign-uuid.csv"])
def test_the_numbers_of_another_list_are_not_ours(in_scope, name):
    for known in ("Actiris", "Le Forem", "VDAB"):
        make_organisation(in_scope.service, known)

    found = checked(in_scope, name, category="ngo")

    assert problems_of(found) == {}
    assert {(row.plan, row.organisation_id) for row in found.rows.all()} == {("new", None)}


def test_a_foreign_number_that_was_once_chosen_is_not_chosen_again(in_scope):
    ColumnMemory.objects.create(service=in_scope.service, heading="id", field="record")

    found = checked(in_scope, "foreign-id.csv", category="ngo")

    assert found.matching["0"] == ""


def test_a_line_quite_unlike_its_record_is_a_decision(in_scope):
    actiris = make_organisation(in_scope.service, "Actiris", language="fr")
    text = f"Record number,Name\n{actiris.pk},Harbour Youth Trust\n"
    found = checked_file(in_scope.service, in_scope.lina, text, category="ngo")

    (row,) = found.rows.all()
    assert (row.plan, row.organisation_id, open_rows(found)) == ("new", None, ([], [row.pk]))
    decide(registry_import=found, choices={row.pk: f"{RECORD}{actiris.pk}"})
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)

    actiris.refresh_from_db()
    assert actiris.name == "Harbour Youth Trust"
    assert [(one.name, one.language) for one in actiris.names.all()] == [("Actiris", "fr")]


def test_a_line_unlike_its_record_can_be_another_organisation(in_scope):
    actiris = make_organisation(in_scope.service, "Actiris")
    text = f"Record number,Name\n{actiris.pk},Harbour Youth Trust\n"
    found = checked_file(in_scope.service, in_scope.lina, text, category="ngo")
    decide(registry_import=found, choices={found.rows.get().pk: ANOTHER})
    importing.confirm(registry_import=found)
    importing.run_one(found.pk)

    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["Actiris", "Harbour Youth Trust"]


def test_a_former_name_is_like_the_record_and_case_and_accents_are_no_new_name(in_scope):
    centre = make_organisation(in_scope.service, "Šilutė Centre")
    centre.names.create(name="Old House")

    text = f"Record number,Name\n{centre.pk},Silute centre\n"
    found = written_file(in_scope.service, in_scope.lina, text)

    assert found.counts["written_changed"] == 1
    assert [one.name for one in centre.names.all()] == ["Old House"]
    again = checked_file(in_scope.service, in_scope.lina, f"Record number,Name\n{centre.pk},Old House\n")
    assert again.rows.get().organisation_id == centre.pk


def test_what_holds_for_the_whole_file_is_said_once(in_scope):
    found = checked(in_scope, "no-category-no-person.csv", category="local_government", country="FR", level="local")

    assert problems_of(found) == {}
    assert len(found.rows.all()) == 16
    first = values_of(found, 3)
    assert {code: first[code] for code in ("category", "country", "level", "street", "postcode", "place")} == {
        "category": "local_government", "country": "FR", "level": "local", "street": "2 RUE DU PORT",
        "postcode": "62010", "place": "BERCY",
    }  # fmt: skip
    assert (first["email"], first["phone"]) == ("contact@ml1.example.org", "0301000000")
    assert "contacts" not in first
    assert [row.line for row in found.rows.all() if row.duplicates] == []


def test_an_address_without_a_person_is_the_organisations_own(in_scope):
    written_file(
        in_scope.service,
        in_scope.lina,
        (FILES / "no-category-no-person.csv").read_bytes(),
        category="local_government",
    )

    assert Organisation.objects.get(place="BERCY").email == "contact@ml1.example.org"
    assert Contact.objects.count() == 0
    assert narrowed(Organisation.objects.all(), "62010").get().place == "BERCY"


def test_a_value_for_the_whole_file_fills_gaps_and_changes_nothing(in_scope):
    known = make_organisation(in_scope.service, "Actiris", category="local_government", country="BE", level="regional")
    text = f"Record number,Name,Place\n{known.pk},Actiris,Brussels\n"

    written_file(in_scope.service, in_scope.lina, text, category="ngo", country="FR", language="fr", level="local")

    known.refresh_from_db()
    assert (known.category, known.country.code, known.level, known.place) == (
        "local_government", "BE", "regional", "Brussels",
    )  # fmt: skip
    assert known.language == "fr"


def test_zeros_that_a_cell_shows_are_kept(in_scope):
    found = checked(in_scope, "eaten-zeros.xlsx", category="ngo")

    rows = [row.values for row in found.rows.all()]
    assert {values["registration_number"] for values in rows if "registration_number" in values} >= {"005123456"}
    phones = {values.get("phone") for values in rows} | {
        contact.get("phone") for values in rows for contact in values.get("contacts", [])
    }
    assert "03 21 71 83 93" in phones


def test_exponents_and_hashes_are_refused_as_destroyed(in_scope):
    found = checked(in_scope, "exponents.csv")

    assert all("shortened" in text for texts in problems_of(found).values() for text in texts)
    assert sorted(problems_of(found)) == [2, 3]
    hashes = checked_file(in_scope.service, in_scope.lina, "Name;Category;Ended\nMill;ngo;########\n")
    assert "destroyed" in problems_of(hashes)[2][0]


def test_dates_are_read_as_europe_writes_them(in_scope):
    found = checked(in_scope, "european-dates.csv")

    assert problems_of(found) == {}
    assert [values_of(found, line)["ended"] for line in (2, 3, 4, 5)] == [
        "2025-12-31", "2025-12-31", "2025-12-31", "2025-12",
    ]  # fmt: skip
    assert [values_of(found, line)["contacts"][0]["left_on"] for line in (2, 3)] == ["2025-06-01", "2025-06-01"]
    (note,) = found.rows.get(line=4).problems
    assert (note["severity"], "46022" in note["text"], "31 December 2025" in note["text"]) == ("note", True, True)


@pytest.mark.parametrize(("answer", "day"), [(DAY_FIRST, "2025-02-01"), (MONTH_FIRST, "2025-01-02")])
def test_a_date_that_reads_two_ways_is_asked_about_once_for_the_file(in_scope, answer, day):
    text = "Name;Category;Ended\nMill;ngo;01/02/2025\nRiver;ngo;03-04-2025\n"
    found = checked_file(in_scope.service, in_scope.lina, text)

    assert found.seen["asks"] == {ORDER: {"count": 2, "example": "01/02/2025"}}
    assert "“01/02/2025” can be read in two ways" in problems_of(found)[2][0]
    importing.answer_for_file(registry_import=found, answers={ORDER: answer})
    importing.run_one(found.pk)
    found.refresh_from_db()

    assert (problems_of(found), values_of(found, 2)["ended"]) == ({}, day)


def test_titles_above_the_headings_concern_nobody(in_scope):
    found = checked(in_scope, "title-above.csv")

    assert found.columns == ["Name", "Category", "Place", "E-mail"]
    assert {row.line: row.name for row in found.rows.all()} == {
        4: "Harbour Youth Trust", 5: "Northern Food Bank", 6: "Total: 2",
    }  # fmt: skip
    assert list(problems_of(found)) == [6]


def test_words_for_nothing_are_empty(in_scope):
    known = make_organisation(in_scope.service, "Mill", place="Alytus", abbreviation="M")
    text = f"Record number;Name;Place;Abbreviation;Country;Ended\n{known.pk};Mill;NULL;–;n/a;-\n"

    found = checked_file(in_scope.service, in_scope.lina, text)

    assert (found.rows.get().plan, problems_of(found)) == ("same", {})


def test_a_name_before_an_address_and_several_addresses_in_a_cell(in_scope):
    text = (
        "Name;Category;Contact;E-mail\n"
        'Mill;ngo;;"Ona Petraitė <ona@mill.example>"\n'
        'River;ngo;Jonas;"jonas@river.example, office@river.example"\n'
        "Lake;ngo;;ona@lake.example (private\n"
    )

    found = checked_file(in_scope.service, in_scope.lina, text)

    assert values_of(found, 2)["contacts"] == [{"name": "Ona Petraitė", "email": "ona@mill.example", "line": 2}]
    assert values_of(found, 3)["contacts"][0]["email"] == "jonas@river.example"
    assert values_of(found, 3)["email"] == "office@river.example"
    assert "is not an e-mail address" in problems_of(found)[4][0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CafÃ© Jeunesse", "it may be “Café Jeunesse”"),
        ("?ilut?s centras", "question marks in the place of letters"),
        ("Alyt??s", "question marks in the place of letters"),
        ("''=Mill", "apostrophe"),
    ],
)
def test_leftover_marks_are_a_problem_of_the_line(in_scope, name, said):
    found = checked_file(in_scope.service, in_scope.lina, f"Name;Category\n{name};ngo\nQuo vadis?;ngo\n")

    assert said in problems_of(found)[2][0]
    assert list(problems_of(found)) == [2]


def test_an_address_that_a_contact_has_is_not_the_organisations(in_scope):
    known = make_organisation(in_scope.service, "Mill")
    make_contact(known, email="ona@mill.example", phone="")
    text = f"Record number;Name;E-mail\n{known.pk};Mill;ona@mill.example\n"

    assert checked_file(in_scope.service, in_scope.lina, text).rows.get().plan == "same"


def test_a_known_record_is_found_by_the_postcode_that_a_file_gave_it(in_scope):
    known = make_organisation(in_scope.service, "Mill")

    written_file(in_scope.service, in_scope.lina, f"Record number;Name;Postcode\n{known.pk};Mill;62135\n")

    assert list(narrowed(Organisation.objects.all(), "62135")) == [known]
