"""The registry as a list: searched, narrowed, counted, exported (F2, F3)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.merging.services.merging import merge
from partnerships.models import DuplicatePair, Organisation, Region, TargetGroup
from pes_partnerships.lib.dates import PartialDate
from tests.factories import (
    make_organisation,
)
from tests.factories.forming import BY
from tests.factories.registry import make_end, make_name, make_representation
from tests.pages import words_on


def test_the_registry_is_searched_filtered_and_exported(in_scope, sign_in):
    make_organisation(in_scope.service, "Žemaitijos centras", "ngo", country="LT")
    make_organisation(in_scope.service, "Tallinna Linn", "local_government", country="EE")
    browser = sign_in(in_scope.vytas)

    assert [o.name for o in browser.get("/organisations/?q=zemaitijos").context["page"]] == ["Žemaitijos centras"]
    assert [o.name for o in browser.get("/organisations/?country=EE").context["page"]] == ["Tallinna Linn"]
    text = browser.get("/organisations/?category=ngo&format=csv").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()] == ["Organisation", "Žemaitijos centras"]


def test_three_organisations_take_as_many_queries_as_one(in_scope, sign_in, django_assert_num_queries):
    browser = sign_in(in_scope.lina)
    make_organisation(in_scope.service, "One")
    with CaptureQueriesContext(connection) as one:
        browser.get("/organisations/")
    make_organisation(in_scope.service, "Two")
    make_organisation(in_scope.service, "Three")
    with django_assert_num_queries(len(one)):
        browser.get("/organisations/")


def test_the_list_is_narrowed_by_kind_place_and_work(in_scope, sign_in):
    Region.objects.get_or_create(code="LT021", defaults={"name": "Alytaus apskritis", "level": 3, "country": "LT"})
    youth = TargetGroup.objects.get_or_create(code="youth", defaults={"names": {"en": "Young people"}})[0]
    own = make_organisation(in_scope.service, "One", regions=["LT021"], target_groups=[youth], level="regional")
    make_organisation(in_scope.service, "Two")
    browser = sign_in(in_scope.lina)

    def found(query: str) -> list[Organisation]:
        return list(browser.get(f"/organisations/?{query}").context["page"])

    assert found("region=lt02&group=youth&level=regional") == [own]
    assert found("region=LT022") == []
    assert len(found("region=&group=nobody")) == 2


def test_the_list_holds_the_living_and_finds_them_by_former_names(in_scope, sign_in):
    own, gone = make_organisation(in_scope.service, "Agency"), make_organisation(in_scope.service, "Gone Office")
    double = make_organisation(in_scope.service, "Agency Double")
    make_name(own, "Labour Exchange", valid_to=PartialDate(2010))
    make_end(gone, own)
    merge(kept=own, merged=double, by=BY)
    browser = sign_in(in_scope.lina)

    def found(query: str) -> list[str]:
        return [row.name for row in browser.get(f"/organisations/?{query}").context["page"]]

    assert found("") == ["Agency"]
    assert found("q=labour") == ["Agency"]
    assert found("ended=too") == ["Agency", "Gone Office"]
    lines = browser.get("/organisations/?ended=too&format=csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Organisation", "Agency", "Gone Office"]


def test_the_list_counts_members_and_says_how_many_pairs_are_to_decide(in_scope, sign_in):
    federation, town = make_organisation(in_scope.service, "Federation"), make_organisation(in_scope.service, "Town")
    make_representation(federation, town)
    DuplicatePair.objects.create(service=in_scope.service, first=federation, second=town, score=80)
    browser = sign_in(in_scope.lina)

    page = browser.get("/organisations/?sort=-speaks_for")

    assert [(row.name, row.speaks_for) for row in page.context["page"]] == [("Federation", 1), ("Town", 0)]
    assert "Possible duplicates (1)" in words_on(page)
    assert "Possible duplicates" not in words_on(sign_in(in_scope.vytas).get("/organisations/"))
