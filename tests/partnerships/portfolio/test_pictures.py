"""O6: a large portfolio at a glance: its figures, what ends, whom it serves, on whom it leans, what is missing."""

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import Agreement, Partnership, Region, ServiceArea, TargetGroup
from partnerships.portfolio.rules.pictures import columns, months_of, rows, shade
from partnerships.portfolio.services.ready import partnership_changed, sweep
from partnerships.portfolio.services.rebuild import rebuild
from tests.factories import make_organisation, make_participation, make_partnership
from tests.pages import words_on

URL = "/portfolio/"
TODAY = date(2027, 3, 10)


def make_agreement(partnership: Partnership, **fields) -> Agreement:
    values = {"version": 1, "title": partnership.title, "status": "in_force", "snapshot": "{}", **fields}
    return Agreement.objects.create(partnership=partnership, snapshot_sha256="a" * 64, **values)


def ended(first: str, day: date) -> dict:
    return {"effective": first, "ends": str(day), "ends_latest": day}


@pytest.fixture
def today():
    with time_machine.travel(f"{TODAY}T12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def large(today, in_scope) -> list[Partnership]:
    """Twelve: a long agreement and one of a year end in June, funding ends in April, the others are prepared."""
    found = [make_partnership(in_scope.service, f"Partnership {number:02}") for number in range(12)]
    make_agreement(found[0], model="agile", **ended("2024-07-01", date(2027, 6, 30)))
    make_agreement(found[1], model="supportive", **ended("2026-07-01", date(2027, 6, 30)))
    make_agreement(found[2], model="agile", is_open_ended=True, funding_end="2027-04-30")
    Agreement.objects.create(partnership=found[1], version=2, title="Next", status="draft")
    library = make_organisation(in_scope.service, "Town library", "ngo")
    for partnership in found[:3]:
        make_participation(partnership, library, status="member")
    make_participation(found[0], make_organisation(in_scope.service, "School", "ngo"), status="member")
    young = TargetGroup.objects.create(code="young", names={"en": "Young people"})
    found[0].target_groups.add(young)
    found[2].service_areas.add(ServiceArea.objects.create(code="advice", names={"en": "Advice"}))
    found[2].regions.add(Region.objects.create(code="LT021", name="Alytus county", level=3, country="LT"))
    partnership_changed([each.pk for each in found])
    return found


def titles(page) -> list[str]:
    return sorted(first["text"] for first, *_others in page.context["rows"])


def test_months_are_drawn_with_parts_that_add_up():
    counts = Counter({"ends:2027-03:agreement": 2, "ends:2027-03:funding": 1, "ends:2027-05:yearly": 3})
    counts["ends:2026-12:agreement"] = 9  # before this month
    months = months_of(counts, TODAY)

    assert [month.key for month in months][:3] == ["2027-03", "2027-04", "2027-05"]
    assert [month.total for month in months] == [3, 0, 3] + [0] * 9
    for drawing, along in ((columns(months), "height"), (rows(months), "width")):
        march, april, may = drawing.bars[:3]
        lengths = [sum(getattr(block, along) for block in bar.blocks) for bar in (march, april, may)]
        assert lengths[0] == pytest.approx(lengths[2])
        assert lengths[1] == 0
        assert [block.kind for block in march.blocks] == ["agreement", "funding"]


def test_small_numbers_stay_light():
    assert [shade(number, 1) for number in (0, 1)] == [0, 1]
    assert [shade(number, 30) for number in (0, 1, 10, 11, 20, 21, 30)] == [0, 1, 1, 2, 2, 3, 3]


@pytest.mark.django_db
def test_fewer_than_ten_keep_the_simple_page(in_scope, sign_in):
    for number in range(9):
        make_partnership(in_scope.service, f"Partnership {number}")

    page = sign_in(in_scope.lina).get(URL)

    assert "What ends, month by month" not in words_on(page)
    make_partnership(in_scope.service, "The tenth")
    assert "What ends, month by month" in words_on(sign_in(in_scope.lina).get(URL))


@pytest.mark.django_db
def test_each_number_of_the_pictures_opens_exactly_that_many(large, in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    page = browser.get(URL)

    links = [
        (cell["text"], cell["url"])
        for row in [*page.context["ends_rows"], *page.context["leaned_on"]]
        for cell in row[1:]
        if isinstance(cell, dict)
    ]
    assert len(links) == 6  # long, yearly, unfollowed, funding; library, school
    for number, url in links:
        assert len(titles(browser.get(URL + url.split("#")[0]))) == int(number), url
    unfollowed = browser.get(URL + page.context["ends_url"].replace("#partnerships", ""))
    assert titles(unfollowed) == ["Partnership 00"]
    assert "Only an agreement that nothing follows that ends from" in words_on(unfollowed)


@pytest.mark.django_db
def test_the_six_figures_are_the_lengths_of_their_lists(large, in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    page = browser.get(URL)

    figures = [*page.context["figures"], *page.context["more_figures"]]
    assert len(figures) == 6
    for figure in figures:
        if figure["url"].startswith("?"):
            opened = browser.get(URL + figure["url"].split("#")[0])
            assert opened.context["page"].paginator.count == int(figure["value"]), figure
    assert titles(browser.get(URL, {"view": "lacking"})) == ["Partnership 02"]
    assert "funding ends on 30 April 2027" in words_on(page)


@pytest.mark.django_db
def test_groups_services_and_regions_are_covered_by_models(large, in_scope, sign_in):
    browser = sign_in(in_scope.lina)

    for cover, name, title in (
        ("group", "Young people", "Partnership 00"),
        ("area", "Advice", "Partnership 02"),
        ("region", "Alytus county", "Partnership 02"),
    ):
        page = browser.get(URL, {"cover": cover})
        line = next(each for each in page.context["coverage"] if each["group"] == name)
        url = line["cells"].split('href="')[1].split('"')[0].replace("&amp;", "&").split("#")[0]
        assert titles(browser.get(URL + url)) == [title]


@pytest.mark.django_db
def test_the_list_is_filtered_by_a_region_that_partnerships_name(large, in_scope, sign_in):
    """O6: also by one that none names any more, as a saved view may."""
    browser = sign_in(in_scope.lina)
    Region.objects.create(code="EE001", name="Tallinn", level=3, country="EE")

    form = browser.get(URL).context["form"]

    assert form.fields["region"].choices == [("", "Any region"), ("LT021", "Alytus county (LT021)")]
    assert titles(browser.get(URL, {"region": "LT021"})) == ["Partnership 02"]
    assert titles(browser.get(URL, {"region": "EE001"})) == []
    assert len(titles(browser.get(URL, {"region": "<b>"}))) == len(titles(browser.get(URL)))


@pytest.mark.django_db
def test_whom_it_leans_on_and_would_be_alone_without(large, in_scope, sign_in):
    page = sign_in(in_scope.lina).get(URL)

    found = [(row[0]["text"], row[1]["text"], row[2]) for row in page.context["leaned_on"]]
    assert found == [("Town library", "3", "2"), ("School", "1", "0")]
    assert "Without Town library, 2 partnerships would have no partner." in words_on(page)


@pytest.mark.django_db
def test_a_reader_sees_the_same_less_the_acts(large, in_scope, sign_in):
    reader, manager = (words_on(sign_in(each).get(URL)) for each in (in_scope.vytas, in_scope.lina))

    for part in ("What ends, month by month", "Town library", "Money or mandate missing", "Is the rhythm kept?"):
        assert part in reader
        assert part in manager
    assert "Create a partnership" not in reader


@pytest.mark.django_db
def test_an_office_sees_its_own_alone(large, in_scope, sign_in):
    for partnership in large[:11]:
        partnership.office = in_scope.alytus
        partnership.save()
    partnership_changed([each.pk for each in large])

    assert [row[0]["text"] for row in sign_in(in_scope.jonas).get(URL).context["leaned_on"]] == [
        "Town library",
        "School",
    ]
    assert not sign_in(in_scope.tiiu).get(URL).context["has_any"]


@pytest.mark.django_db
def test_time_alone_brings_missing_money_and_a_rebuild_agrees(in_scope):
    partnership = make_partnership(in_scope.service, "Funded")
    make_agreement(partnership, is_open_ended=True, funding_end="2027-12-31")
    with time_machine.travel("2027-10-01T12:00:00+00:00", tick=False):
        partnership_changed([partnership.pk])
        line = partnership.portfolio_line
        assert (line.lacks, line.wakes_on) == ("", date(2027, 10, 2))
    with time_machine.travel("2027-10-02T12:00:00+00:00", tick=False):
        assert rebuild() > 0
        line.refresh_from_db()
        assert line.lacks == "money"
        assert rebuild() == 0


@pytest.mark.django_db
def test_what_was_signed_elsewhere_is_said_below_the_status(large, in_scope, sign_in):
    Agreement.objects.filter(partnership=large[0]).update(origin="elsewhere")

    page = sign_in(in_scope.lina).get(URL, {"q": "Partnership 00"})

    assert "signed elsewhere" in page.context["rows"][0][1]["note"]


@pytest.mark.django_db
def test_queries_do_not_grow_with_partnerships(large, in_scope, sign_in):
    browser = sign_in(in_scope.lina)
    browser.get(URL)
    with CaptureQueriesContext(connection) as before:
        browser.get(URL)
    more = [make_partnership(in_scope.service, f"More {number}") for number in range(12)]
    library = large[0].participations.first().organisation
    for partnership in more:
        make_agreement(partnership, **ended("2024-07-01", timezone.localdate() + timedelta(days=40)))
        make_participation(partnership, library, status="member")
    partnership_changed([each.pk for each in more])
    with CaptureQueriesContext(connection) as after:
        browser.get(URL)

    assert len(after) <= len(before) + 2  # the first of a kind that was not there before


def test_what_has_lapsed_is_not_counted_as_in_force(today, in_scope, sign_in):
    pact = make_partnership(in_scope.service)
    make_agreement(pact, **ended("2026", TODAY))
    partnership_changed([pact.pk])
    assert "The portfolio has 1 partnership. 1 has an agreement in force." in words_on(sign_in(in_scope.lina).get(URL))

    with time_machine.travel(f"{TODAY + timedelta(days=1)}T12:00:00+00:00", tick=False):
        sweep(timezone.now())
        words = words_on(sign_in(in_scope.lina).get(URL))
        assert "The portfolio has 1 partnership. 0 have an agreement in force." in words
