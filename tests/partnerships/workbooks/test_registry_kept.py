"""F2, F4: a portfolio that names a known organisation changes its place in a partnership, never its record."""

import pytest

from partnerships.models import Organisation, Participation
from tests.factories import make_organisation, make_partnership
from tests.factories.portfolios import book_with, checked_workbook, write

HEADS = ["Partnership", "Participant", "Category", "Country", "Place", "Registration number", "Key actor"]


@pytest.fixture
def known(in_scope) -> Participation:
    organisation = make_organisation(
        in_scope.service, name="Urząd Miasta", category="local_government", country="PL", place="Łódź",
        registration_number="00123456",
    )  # fmt: skip
    partnership = make_partnership(in_scope.service, title="Praca w Łodzi")
    return Participation.objects.create(partnership=partnership, organisation=organisation)


def checked(in_scope, known: Participation, *cells: str):
    rows = [HEADS, [known.partnership.reference, "URZĄD MIASTA", *cells]]
    return checked_workbook(in_scope.service, in_scope.lina, book_with({"Participants": rows}))


def test_zeros_that_a_spreadsheet_took_are_said_and_change_nothing(in_scope, known):
    """The preview never plans a change that the writing would not make."""
    found = checked(in_scope, known, "ngo", "PL", "", "123456", "")

    line = found.lines.get()
    assert (line.plan, line.is_open, line.before) == ("same", False, {})
    (said,) = line.problems
    assert said["severity"] == "note"
    assert "Registration number: 00123456 (in the file: 123456)" in said["text"]
    assert "Category: Local government, municipalities and regions (in the file: NGOs" in said["text"]


def test_what_belongs_to_the_partnership_is_changed_beside_it(in_scope, known):
    found = checked(in_scope, known, "", "PL", "Warszawa", "00123456", "yes")
    line = found.lines.get()
    assert (line.plan, line.before) == ("change", {"is_key_actor": False})

    write(found)

    known.refresh_from_db()
    assert known.is_key_actor
    assert Organisation.objects.get().place == "Łódź"
    assert checked(in_scope, known, "", "", "Łódź", "00123456", "yes").lines.get().plan == "same"


def test_a_file_that_says_the_same_has_nothing_said_about_it(in_scope, known):
    found = checked(in_scope, known, "local_government", "PL", "łódź", "00123456", "")

    assert found.lines.get().problems == []
