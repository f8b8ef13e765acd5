"""The first page for visitors who know nothing: what there is, what there is not, and what is not known (D1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import EntryTarget
from partnerships.models import TargetGroup
from pes_partnerships.accounts.models import EmploymentService
from tests.directory.conftest import make_entry

pytestmark = pytest.mark.django_db


def test_the_front_page_counts(client):
    EmploymentService.objects.create(code="hr", name="HZZ", country="HR", in_pes_network=True)
    EmploymentService.objects.create(code="mt", name="Jobsplus", country="MT", in_pes_network=True)
    made = make_entry(groups=["young-people"], model="agile")
    make_entry("Across the sea", countries=["US"], running="not_known")
    EntryTarget.objects.create(entry=made, what="Regions", target="all 22", result="12 regions", done=12, total=22)
    figures = client.get("/").context["figures"]
    assert [(line.code, line.entries, line.running) for line in figures.counted.network] == [("HR", 1, 1)]
    assert [(line.code, line.running) for line in figures.counted.outside] == [("US", 0)]
    assert (figures.counted.network_size, figures.counted.missing_names, figures.counted.not_said) == (2, ["Malta"], 1)
    assert [(entry.pk, target.what) for entry, target in figures.worth_reading] == [(made.pk, "Regions")]
    assert figures.examples == [("young-people", "young people", 1)]


def test_the_front_page_shows_three_results_the_countable_first_and_the_four_newest(client):
    for days, (done, result) in enumerate([(None, "nearly all 22"), (12, "12 regions"), (None, "most"), (3, "3")]):
        entry = make_entry(f"Answered {days}", days_ago=days, groups=["young-people"])
        entry.targets.create(what="Description", target="higher", result="yes")
        entry.targets.create(what="Counted", target="22", result=result, done=done, total=22 if done else None)
    make_entry("Without a result", groups=["older-people"]).targets.create(what="Regions", target="22")

    figures = client.get("/").context["figures"]

    assert [(entry.title, target.what) for entry, target in figures.worth_reading] == [
        ("Answered 1", "Counted"), ("Answered 3", "Counted"), ("Answered 0", "Counted"),
    ]  # fmt: skip
    assert (figures.with_target, figures.with_result) == (5, 4)
    assert [entry.title for entry in figures.latest] == [
        "Without a result", "Answered 0", "Answered 1", "Answered 2",
    ]  # fmt: skip
    assert [(code, number) for code, _name, number in figures.examples] == [("young-people", 4), ("older-people", 1)]


def test_a_target_in_words_alone_is_not_counted(client):
    made = make_entry()
    EntryTarget.objects.create(entry=made, what="Satisfaction", target="higher", result="not published")
    figures = client.get("/").context["figures"]
    assert (figures.with_target, figures.worth_reading) == (0, [])


def test_what_has_no_entry_yet_is_an_invitation(client):
    EmploymentService.objects.create(code="mt", name="Jobsplus", country="MT", in_pes_network=True)
    TargetGroup.objects.create(code="lone-parents", names={"en": "Lone parents"})
    make_entry(groups=["young-people"])
    html = " ".join(client.get("/").content.decode().split())
    assert "No entry yet from 1 of the 1 countries of the PES Network: Malta." in html
    assert "No entry yet for the target groups: Lone parents." in html


def test_the_map_stands_beside_its_table(client):
    make_entry()
    html = client.get("/").content.decode()
    assert 'aria-label="Croatia: 1 entry"' in html
    assert html.index("</svg>") < html.index("<table")


def test_a_target_whose_result_is_not_stated_is_shown_as_such_after_the_others(client):
    make_entry("Silent").targets.create(what="Jobs", target="500")
    make_entry("Answered", days_ago=3).targets.create(what="Jobs", target="500", result="480")
    page = client.get("/")
    assert [entry.title for entry, _target in page.context["figures"].worth_reading] == ["Answered", "Silent"]
    assert "result not stated in the source" in page.content.decode()


def test_what_is_counted_over_all_follows_each_change(client):
    made = make_entry(groups=["young-people"])
    made.targets.create(what="Jobs", target="500")
    assert client.get("/").context["figures"].with_target == 1
    make_entry("Another").targets.create(what="Jobs", target="7")
    assert client.get("/").context["figures"].with_target == 2
    made.withdrawn_at = timezone.now()
    made.save()
    assert client.get("/").context["figures"].with_target == 1


def test_queries_do_not_grow_with_the_entries(client):
    EmploymentService.objects.create(code="hr", name="HZZ", country="HR", in_pes_network=True)
    numbers = []
    for count in (1, 3):
        for number in range(count):
            made = make_entry(f"Entry {count} {number}", groups=["young-people"])
            made.targets.create(what="Regions", target="22", result="12")
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
