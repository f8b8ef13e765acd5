"""Real partnerships fit the model: every partner of every case goes in and comes out without loss (F2, F3, F5)."""

from typing import Any

import pytest
from django.core.management import call_command

from partnerships.merging.services.succession import end_organisation
from partnerships.models import Organisation, OrganisationType, Participation, Party
from partnerships.participants.services.participants import add_participant, change_participant
from partnerships.registry.services.names_over_time import add_name, rename_organisation
from partnerships.registry.services.organisations import register_organisation
from pes_partnerships.lib.dates import PartialDate
from tests.factories import make_partnership
from tests.factories.forming import BY
from tests.factories.real_cases import AT_THE_LATEST, CATEGORY, REGIONAL, day, enter_case, real_cases, spoken_for

pytestmark = pytest.mark.slow

CASES = [*real_cases()["cases"], *real_cases()["short_cases"]]
SERVICES = real_cases()["renamed_services"]
KIND = {ours: theirs for theirs, ours in CATEGORY.items() if theirs != "municipalities_regions"}


@pytest.fixture
def registry(in_scope):
    call_command("load_reference", verbosity=0)
    return in_scope.service


def category_of(place: Participation) -> str | None:
    """Our category and finer type, as the file calls the kind."""
    held: Any = place.organisation or place
    if held.type_id == REGIONAL:
        return "municipalities_regions"
    return KIND[held.category]


def type_of(place: Participation) -> str | None:
    """The finer type that the file states; the one that tells regions from towns is read out of the kind."""
    held: Any = place.organisation or place
    return held.type_id if held.type_id != REGIONAL else None


def name_of(rows: list[Participation], entered: dict[str, Any]) -> str:
    """The partner's name as the file writes it, put together from what is stored."""
    place = rows[0]
    if "written" in entered:
        return entered["written"].format(name=place.class_name, count=place.count, counted_in=place.counted_in)
    if "names" not in entered:
        return " / ".join(row.name for row in rows)
    borne = [name.name for name in place.organisation.names.order_by("valid_to")]
    if "as_of" in entered:  # the name that it bore then
        then = PartialDate.parse(entered["as_of"]).latest()
        return next(name.name for name in place.organisation.names.all() if name.valid_to.latest() >= then)
    return " / ".join([*borne, place.name])


def stored(rows: list[Participation], partner: dict[str, Any]) -> dict[str, Any]:
    place = rows[0]
    by = "by " if place.note == AT_THE_LATEST else ""
    return {
        "name": name_of(rows, partner.get("entered", {})),
        "category": category_of(place),
        "type": type_of(place),
        "role": place.role or None,
        "note": None if by else place.note or None,
        "joined": f"{by}{place.joined}" if place.joined else None,
        "left": f"{by}{place.left}" if place.left else None,
    }


def as_filed(partner: dict[str, Any]) -> dict[str, Any]:
    filed = {name: partner.get(name) for name in ("name", "category", "role", "note", "joined", "left")}
    return {**filed, "type": partner.get("entered", {}).get("type")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_comes_out_as_it_went_in(registry, case):
    partnership, places = enter_case(registry, case)

    partnership.refresh_from_db()
    assert (partnership.title, partnership.title_original or None) == (case["name"], case["name_original"])
    assert [country.code for country in partnership.countries] == case["countries"]
    assert partnership.source.split("\n") == case["source_urls"]
    assert partnership.purpose == case.get("facts", "")
    assert [stored(rows, partner) for rows, partner in zip(places, case["partners"], strict=True)] == [
        as_filed(partner) for partner in case["partners"]
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_counts_and_classes_are_stored_as_such(registry, case):
    _partnership, places = enter_case(registry, case)

    for rows, partner in zip(places, case["partners"], strict=True):
        entered = partner.get("entered", {})
        for place in rows:
            assert bool(place.class_name) == bool(entered.get("class"))
            assert (place.count, str(place.counted_in)) == (entered.get("count"), entered.get("counted_in", ""))
            assert place.count_comparator == entered.get("comparator", "exactly")
        assert len(rows) == len(entered.get("organisations", [1]))


def of_case(code: str) -> dict[str, Any]:
    return next(case for case in CASES if case["id"] == code)


def test_a_stated_number_of_partners_is_the_number_entered(registry):
    case = of_case("FR-CAPEMPLOI")

    partnership, places = enter_case(registry, case)

    assert partnership.participations.members().count() == case["partner_count_stated"] == 5
    assert spoken_for(places[3][0]) == ["Cap emploi network"]


@pytest.mark.parametrize("code", ["ES-CAT-CONCERTACIO", "HR-LPZ-KKZ"])
def test_partners_read_from_prose_are_no_more_than_it_counts(registry, code):
    case = of_case(code)

    partnership, _places = enter_case(registry, case)

    assert partnership.participations.members().count() <= case["partner_count_stated"]


def test_a_class_of_regions_and_one_of_towns_stay_apart(registry):
    partnership = make_partnership(registry)
    kinds = [("municipalities_regions", REGIONAL), ("local_government", "municipality"), ("local_government", None)]

    places = [
        add_participant(
            partnership=partnership, by=BY, class_name=name, category=CATEGORY[name], type=_type(code), status="member"
        )
        for name, code in kinds
    ]

    assert [(category_of(place), type_of(place)) for place in places] == [
        ("municipalities_regions", None),
        ("local_government", "municipality"),
        ("local_government", None),
    ]


def _type(code: str | None) -> OrganisationType | None:
    return OrganisationType.objects.get(code=code) if code else None


def test_a_legal_successor_holds_the_place_of_the_one_before_it(registry):
    _partnership, places = enter_case(registry, of_case("HU-ESZTERGOM"))

    former, heir = places[2][0], places[3][0]
    assert (former.status, former.successor, heir.status) == ("left", heir, "member")


def test_a_federation_signs_for_a_class_of_partners(registry):
    partnership, _places = enter_case(registry, of_case("BE-FOREM-CPAS"))

    party = Party.objects.get(agreement__partnership=partnership)
    assert party.signs_for in {place.name for place in partnership.participations.filter(organisation=None)}


def test_counts_read_as_people_say_them(registry):
    words = [
        place.counted
        for code in ("DE-JBA-HH", "FR-LESE", "SE-FINSAM")
        for rows in enter_case(registry, of_case(code))[1]
        for place in rows
        if place.count
    ]

    assert words == ["7 organisations", "85,000 organisations (2024)", "at least 1", "at least 1"]


def enter_service(service: Any, row: dict[str, Any]) -> Organisation:
    """A public employment service under the names that it bore, and those that it followed."""
    common = {"service": service, "by": BY, "category": "employment_service", "country": row["iso2"]}
    renamed = row.get("renamed", [])
    first = renamed[0][0] if renamed and renamed[0][1] else row["now"]
    now = register_organisation(name=first, **common)
    for number, (former, until) in enumerate(renamed):
        if until:
            new = renamed[number + 1][0] if number + 1 < len(renamed) else row["now"]
            now = rename_organisation(organisation=now, by=BY, name=new, language=row["language"], on=day(until))
        else:  # when it was renamed is not known
            add_name(organisation=now, by=BY, name=former)
    for name in row.get("merged", []):  # when they merged is not known
        register_organisation(name=name, successors=[now], end_kind="merged", **common)
    for name, on in row.get("succeeded", []):
        former = register_organisation(name=name, **common)
        end_organisation(organisation=former, by=BY, kind="succeeded", on=day(on), successors=[now])
    return now


@pytest.mark.parametrize("row", [row for row in SERVICES if "split" not in row], ids=lambda row: row["iso2"])
def test_a_renamed_service_keeps_its_names_and_predecessors(registry, row):
    now = enter_service(registry, row)

    now = Organisation.objects.get(pk=now.pk)
    assert now.name == row["now"]
    assert [[name.name, str(name.valid_to)] for name in now.names.all()] == row.get("renamed", [])
    followed = [[one.name, one.end_kind, str(one.ended)] for one in now.predecessors.order_by("pk")]
    assert followed == [[name, "merged", ""] for name in row.get("merged", [])] + [
        [name, "succeeded", on] for name, on in row.get("succeeded", [])
    ]


def test_a_service_that_was_split_is_followed_by_a_class(registry):
    """Finland: state offices until the end of 2024, then 45 municipal areas, with one state body beside them."""
    (row,) = [row for row in SERVICES if "split" in row]
    former_name, until, heirs, count = row["split"]
    partnership = make_partnership(registry)
    now = register_organisation(service=registry, by=BY, name=row["now"], category="central_government")
    former = register_organisation(service=registry, by=BY, name=former_name, category="employment_service")
    place = add_participant(partnership=partnership, by=BY, organisation=former, status="member")
    areas = add_participant(
        partnership=partnership, by=BY, class_name=heirs, category="local_government", count=count, status="member"
    )

    end_organisation(organisation=former, by=BY, kind="split", on=day(until), successors=[now])
    change_participant(participation=place, by=BY, to="left", left=day(until), successor=areas)

    place = Participation.objects.get(pk=place.pk)
    ended = place.organisation
    assert (ended.end_kind, str(ended.ended), ended.successors.get()) == ("split", "2024-12-31", now)
    assert (place.status, str(place.left), place.successor.count) == ("left", "2024-12-31", 45)
