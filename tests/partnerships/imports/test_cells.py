"""How headings and cells of a file of organisations are read (F2)."""

import pytest
from django.utils import translation

from partnerships.imports.rules.cells import (
    CellRefused,
    chosen_word,
    other_names,
    record_number,
    reference,
    spoken_for,
    whole_day,
    whole_digits,
    written_name,
    yes_or_no,
)
from partnerships.imports.rules.columns import BY_CODE, COLUMNS, guessed, matching_faults
from partnerships.imports.services.exporting import code_lines, lines_of, stored_records
from partnerships.models import Contact, Organisation, OrganisationType, ServiceArea, TargetGroup
from partnerships.rules.vocabulary import Category
from tests.factories import make_organisation

# headings as they stand in lists that services keep
IRISH = (
    "ID,Organisation,Language,English name,Acronym,Former names,Sector,Type,State,Town,NUTS code,Company number,"
    "Web site,Description,Service areas,Target groups,Represented by,Dissolved,Legal successor"
)
DUTCH = (
    "Record no,Organization,Kind,City,Region,KvK,URL,Activities,Member of,Closed,Contact person,Job title,"
    "E-mail address,Mobile,May decide,Signatory,Mandate,May be shown,Left on"
)
MALTESE = (
    "Name of the organisation,Name (EN),Short name,Aliases,Finer type,Municipality,NUTS,Organisation number,Homepage,"
    "Offer,Target group,Federation,End,Contact,Function,Mail,Phone,May sign,Agreed to be shown,Left"
)
FRENCH = (
    "Numéro de fiche,Raison sociale,Langue du nom,Nom en anglais,Sigle,Anciens noms,Catégorie,Niveau,Pays,Commune,"
    "Régions,SIRET,Site internet,Prestations,Public visé,Fin,Successeur,Personne de contact,Fonction,Courriel,Tél,"
    "Peut signer,Mandat"
)


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        (
            IRISH,
            " name language name_en abbreviation other_names category type country place regions "
            "registration_number website offers service_areas target_groups spoken_for_by ended successors",
        ),
        (
            DUTCH,
            " name category place regions registration_number website offers spoken_for_by ended contact_name "
            "contact_office_held contact_email contact_phone contact_may_decide contact_may_sign contact_mandate "
            "contact_may_be_shown contact_left_on",
        ),
        (
            MALTESE,
            "name name_en abbreviation other_names type place regions registration_number website offers "
            "target_groups spoken_for_by ended contact_name contact_office_held contact_email contact_phone "
            "contact_may_sign contact_may_be_shown contact_left_on",
        ),
        (
            FRENCH,
            "record name language name_en abbreviation other_names category level country place regions "
            "registration_number website service_areas target_groups ended successors contact_name "
            "contact_office_held contact_email contact_phone contact_may_sign contact_mandate",
        ),
    ],
)
def test_headings_of_everyday_lists_are_recognised(headings, codes):
    assert guessed(headings.split(","), {}) == codes.split(" ")


def test_what_was_chosen_or_left_out_the_last_time_wins():
    assert guessed(["Town", "Seat"], {"seat": "place"}) == ["", "place"]
    assert guessed(["Town"], {"town": ""}) == [""]


def test_a_matching_needs_the_name_and_no_field_twice():
    assert [fault.code for fault in matching_faults(["place", "", ""])] == ["name"]
    assert [fault.code for fault in matching_faults(["name", "place", "place"])] == ["place"]
    assert matching_faults(["name", "", ""]) == []


@pytest.mark.parametrize(
    "code",
    "name name_en abbreviation place street postcode registration_number website email phone".split(),
)
def test_a_cell_may_be_as_long_as_the_record_can_hold(code):
    longest = {column.code: column.longest for column in COLUMNS}
    assert longest[code] == Organisation._meta.get_field(code).max_length


@pytest.mark.parametrize("name", ["name", "office_held", "email", "phone", "mandate"])
def test_a_cell_of_a_contact_too(name):
    longest = {column.code: column.longest for column in COLUMNS}
    assert longest[f"contact_{name}"] == Contact._meta.get_field(name).max_length


def test_other_names_carry_language_and_years():
    assert other_names("Old House [lt] 1998–2012; Youth House; Centre 2001–") == [
        {"name": "Old House", "language": "lt", "valid_from": "1998", "valid_to": "2012"},
        {"name": "Youth House", "language": "", "valid_from": "", "valid_to": ""},
        {"name": "Centre", "language": "", "valid_from": "2001", "valid_to": ""},
    ]


@pytest.mark.parametrize(
    ("name", "language", "first", "last"),
    [
        ("Old House", "lt", "1998", "2012"),
        ("House; Home", "", "", ""),
        ("Studio 54–60", "", "", ""),
        ("Club [young]", "", "", ""),
        ("Club [young", "", "", ""),
        ("Centre", "", "2001", ""),
    ],
)
def test_a_name_that_is_written_reads_back_as_the_same(name, language, first, last):
    assert other_names(written_name(name, language, first, last)) == [
        {"name": name, "language": language, "valid_from": first, "valid_to": last}
    ]


@pytest.mark.parametrize("text", ["x" * 201, "[lt] 1998–2012", "House [xx]", "House [lt 1998", "House lt] 1998"])
def test_another_name_without_a_name_or_too_long_is_refused(text):
    with pytest.raises(CellRefused):
        other_names(text)
    assert other_names("x" * 200)[0]["name"] == "x" * 200


def test_bodies_are_named_or_numbered_and_may_sign():
    assert spoken_for("Youth Network (may sign); #12 Union; Réseau (peut signer)") == [
        {"name": "Youth Network", "may_sign": True},
        {"record": 12, "may_sign": False},
        {"name": "Réseau", "may_sign": True},
    ]
    assert reference("  ") == {}


def test_a_record_is_a_number_of_at_most_twelve_digits():
    assert [record_number(text) for text in ("12", "#12", " # 12 ", "1" * 12)] == [12, 12, 12, int("1" * 12)]
    for text in ("", "twelve", "12a", "1" * 13, "١٢"):
        with pytest.raises(CellRefused):
            record_number(text)


def test_a_day_is_whole_and_a_year_alone_is_none():
    assert whole_day("2026-05-12") == ("2026-05-12", "")
    with pytest.raises(CellRefused):
        whole_day("2026-05")


def test_words_are_read_in_both_languages_and_yes_is_not_no():
    assert [yes_or_no(word) for word in ("Oui", "x", "Non", "0")] == [True, True, False, False]
    with pytest.raises(CellRefused):
        yes_or_no("perhaps")
    assert chosen_word("country", "Lituanie") == chosen_word("country", "lt") == "LT"
    with pytest.raises(CellRefused):
        chosen_word("country", "Atlantis")


def test_a_successor_is_exported_so_that_its_name_parts_no_list_and_means_no_mandate(in_scope):
    successor = make_organisation(in_scope.service, "Work; Life (may sign)")
    ended = make_organisation(in_scope.service, "Work", ended="2020", end_kind="merged", successors=[successor])

    (line,) = lines_of(stored_records(Organisation.objects.filter(pk=ended.pk)))

    assert line.of("successors") == f"#{successor.pk} Work, Life –may sign"


def test_the_sheet_of_codes_holds_the_words_that_are_in_use(in_scope):
    own = {"category": "ngo"}
    lists = {"target_groups": (TargetGroup, {}), "service_areas": (ServiceArea, {}), "type": (OrganisationType, own)}
    for model, fields in lists.values():
        model.objects.create(code="in-use", names={"en": "In use"}, **fields)
        model.objects.create(code="of-old", names={"en": "Of old"}, active=False, **fields)

    for kind in lists:
        assert [line[1:] for line in code_lines() if line[0] == BY_CODE[kind].title] == [("in-use", "In use")]
    categories = [code for title, code, _name in code_lines() if title == BY_CODE["category"].title]
    assert categories == Category.values
    countries = {code: name for title, code, name in code_lines() if title == BY_CODE["country"].title}
    assert (countries["LT"], countries["CI"]) == ("Lithuania", "Côte d'Ivoire")
    with translation.override("fr"):
        words = {(code, name) for _title, code, name in code_lines()}
    assert {("LT", "Lituanie"), ("lt", "lituanien")} <= words


def test_other_names_are_exported_with_language_and_time(in_scope):
    one = make_organisation(in_scope.service, "Agency")
    one.names.create(name="Exchange", language="lt", valid_from="1998", valid_to="2012")

    (line,) = lines_of(stored_records(Organisation.objects.all()))

    assert line.of("other_names") == "Exchange [lt] 1998–2012"


def test_a_number_that_a_spreadsheet_has_shortened_is_refused():
    for text in ("3,80382E+13", "3.80382e13", "-1E5"):
        with pytest.raises(CellRefused, match="shortened"):
            whole_digits(text)
    assert [whole_digits(text)[0] for text in (" 005123456", "03 21 71 83 93", "E 12", "12E")] == [
        "005123456", "03 21 71 83 93", "E 12", "12E",
    ]  # fmt: skip
