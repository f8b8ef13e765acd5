"""Finding actors in the registry (F4, F5)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from partnerships.models import Assessment, Organisation, Participation, Region, ServiceArea, TargetGroup
from partnerships.participants.rules.actors import Offer, Wanted, fit_of, misses, ranked, reasons, touches
from tests.factories import make_organisation, make_participation, make_partnership
from tests.pages import words_on

WANTED = Wanted(frozenset({"youth"}), frozenset({"guidance"}), frozenset({"LT02"}))


def offer(key: int, name: str = "Somebody", **values) -> Offer:
    return Offer(key, name, **{k: frozenset(v) if isinstance(v, set) else v for k, v in values.items()})


def test_a_region_holds_its_parts_and_who_works_in_the_whole_works_in_each_part():
    assert [touches("LT02", code) for code in ("LT021", "LT02", "LT0", "LT", "LT01", "EE")] == [True] * 4 + [False] * 2


def test_the_best_fit_comes_first_then_the_best_judged_then_by_name():
    all_three = offer(1, "Z", groups={"youth"}, services={"guidance"}, regions={"LT024"})
    judged = offer(2, "Y", groups={"youth"}, relevance=4, capability=3)
    plain = [offer(3, "B", groups={"youth"}), offer(4, "a", services={"guidance"})]
    nobody = offer(5, "A", groups={"older"}, regions={"EE001"})

    found = ranked(WANTED, [nobody, *plain, judged, all_three])

    assert [fit.offer.key for fit in found] == [1, 2, 4, 3]
    assert [fit.offer.key for fit in ranked(WANTED, [*plain, all_three], in_every_respect=True)] == [1]
    assert [fit.offer.key for fit in ranked(Wanted(), [*plain, nobody])] == [4, 5, 3]


def test_each_reason_stands_in_words_with_what_is_missing():
    fit = fit_of(WANTED, offer(1, groups={"youth", "older"}, regions={"LT024", "LT"}))
    names = {"youth": "Young people", "LT024": "Alytus county", "LT": "Lithuania"}

    assert reasons(fit, names) == ["Target groups: Young people.", "Regions: Lithuania, Alytus county."]
    assert misses(WANTED, fit) == ["services offered"]


@pytest.fixture
def place(cast):
    """A partnership for young people in one county, and the words for it."""
    with scope(service=cast.service):
        Region.objects.create(code="LT02", name="Kaunas and around", level=2, country="LT")
        Region.objects.create(code="LT024", name="Alytus county", level=3, country="LT")
        youth = TargetGroup.objects.create(code="youth-t", names={"en": "Young people"})
        guidance = ServiceArea.objects.create(code="guidance-t", names={"en": "Career guidance"})
        partnership = make_partnership(cast.service)
        partnership.target_groups.set([youth])
        partnership.service_areas.set([guidance])
        partnership.regions.set(["LT02"])
        return partnership


def page_of(place) -> str:
    return reverse("partnerships:actors", args=[place.pk])


def register(place, name, /, **fields) -> Organisation:
    return make_organisation(place.service, name, fields.pop("category", "ngo"), **fields)


def test_the_first_look_asks_what_the_partnership_says(cast, place, sign_in):
    register(place, "Youth centre", target_groups=["youth-t"], service_areas=["guidance-t"], regions=["LT024"])
    register(place, "School", target_groups=["youth-t"])
    register(place, "Bakery")

    page = sign_in(cast.lina).get(page_of(place))

    assert [line.organisation.name for line in page.context["lines"]] == ["Youth centre", "School"]
    said = words_on(page)
    assert "Target groups: Young people. Services: Career guidance. Regions: Alytus county (LT024)." in said
    assert "Not recorded or not available: services offered, area of activity" in said
    assert "not assessed yet" in said


def test_who_ended_merged_or_is_named_already_stays_out(cast, place, sign_in):
    kept = register(place, "Kept", target_groups=["youth-t"])
    register(place, "Ended", target_groups=["youth-t"], ended="2020")
    merged = register(place, "Merged", target_groups=["youth-t"])
    present, declined = (register(place, name, target_groups=["youth-t"]) for name in ("Present", "Declined"))
    with scope(service=cast.service):
        Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)
        make_participation(place, present)
        make_participation(place, declined, status="declined")

    page = sign_in(cast.lina).get(page_of(place))

    assert [line.organisation.name for line in page.context["lines"]] == ["Kept"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Bakery", "Youth centre"]),
        ({"q": "bak"}, ["Bakery"]),
        ({"category": "company"}, ["Bakery"]),
        ({"country": "EE"}, ["Youth centre"]),
        ({"place": "alyt"}, ["Bakery"]),
        ({"groups": "youth-t"}, ["Youth centre"]),
        ({"regions": "LT02"}, []),
        ({"groups": "youth-t", "regions": "LT02", "fit": "all"}, []),
        ({"regions": "nowhere"}, ["Bakery", "Youth centre"]),
    ],
)
def test_what_is_asked_narrows_and_ranks(cast, place, sign_in, asked, names):
    register(place, "Bakery", category="company", country="LT", place="Alytus")
    register(place, "Youth centre", country="EE", target_groups=["youth-t"])

    page = sign_in(cast.lina).get(page_of(place), {"looked": 1, **asked})

    assert [line.organisation.name for line in page.context["lines"]] == names
    assert ("Region “nowhere” is not in the list" in words_on(page)) == (asked.get("regions") == "nowhere")


def test_its_own_region_then_its_own_country_come_first_and_are_said(cast, place, sign_in):
    near = {"target_groups": ["youth-t"], "country": "LT"}
    register(place, "A far school", target_groups=["youth-t"], country="EE")
    register(place, "B unknown", target_groups=["youth-t"])
    register(place, "Country school", **near)
    register(place, "Region school", regions=["LT024"], **near)
    register(place, "Two criteria", target_groups=["youth-t"], service_areas=["guidance-t"], country="EE")

    page = sign_in(cast.lina).get(page_of(place), {"looked": 1, "groups": "youth-t", "services": "guidance-t"})

    assert [(line.organisation.name, line.near) for line in page.context["lines"]] == [
        ("Two criteria", ""),
        ("Region school", "Active in a region of the partnership."),
        ("Country school", "In the country of the partnership."),
        ("A far school", ""),
        ("B unknown", ""),
    ]
    said = words_on(page)
    assert "organisations in its own regions come first, then those of Lithuania." in said
    assert "Active in a region of the partnership." in said


def test_the_judgement_for_this_partnership_goes_before_a_newer_general_one(cast, place, sign_in):
    centre = register(place, "Youth centre", target_groups=["youth-t"])
    with scope(service=cast.service):
        Assessment.objects.create(organisation=centre, relevance=1, on="2026-05-01")
        Assessment.objects.create(organisation=centre, partnership=place, relevance=4, capability=2, on="2025-05-01")

    assert "Relevance: High, capability: Some" in words_on(sign_in(cast.lina).get(page_of(place)))


def test_several_ticked_are_added_in_one_post_and_the_search_stays(cast, place, sign_in):
    first, second = register(place, "First"), register(place, "Second")
    browser = sign_in(cast.lina)

    answer = browser.post(f"{page_of(place)}?looked=1&q=s", {"organisation": [first.pk, second.pk, "x", 10**12]})
    again = browser.post(page_of(place), {"organisation": [first.pk]}, follow=True)

    with scope(service=cast.service):
        added = Participation.objects.filter(partnership=place).values_list("organisation__name", "status")
        assert list(added) == [("First", "identified"), ("Second", "identified")]
    assert answer.headers["Location"] == f"{page_of(place)}?looked=1&q=s"
    assert "No participant was added." in words_on(again)


def test_an_empty_registry_and_a_search_without_a_find_say_what_to_do(cast, place, sign_in):
    browser = sign_in(cast.lina)
    assert "No further organisations in the registry" in words_on(browser.get(page_of(place)))
    register(place, "Bakery")
    assert "No organisations match Broaden the search" in words_on(browser.get(page_of(place)))


def test_the_list_goes_out_with_its_reasons(cast, place, sign_in):
    register(place, "Youth centre", target_groups=["youth-t"], place="Alytus", country="LT")

    file = sign_in(cast.lina).get(page_of(place), {"format": "csv"})

    row = file.content.decode("utf-8-sig").splitlines()[1]
    assert row.startswith(
        "Youth centre,NGOs and non-profit organisations,Alytus,Lithuania,Target groups: Young people."
    )


def test_the_queries_do_not_grow(cast, place, sign_in):
    browser, page = sign_in(cast.lina), page_of(place)
    browser.get(page)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(page)
        return len(queries)

    register(place, "One", target_groups=["youth-t"], regions=["LT024"])
    at_one = counted()
    for name in ("Two", "Three"):
        register(place, name, target_groups=["youth-t"], service_areas=["guidance-t"], regions=["LT024"])
    assert counted() - at_one in (0, 1)  # names of services are asked once there is one to name
    at_three = counted()
    register(place, "Four", target_groups=["youth-t"], service_areas=["guidance-t"], regions=["LT024"])
    assert counted() == at_three
