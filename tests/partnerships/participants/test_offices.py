"""Offices of a partner by name or not (F4; reality 7 and 28, DE-JBA-HH: seven district offices)."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Organisation, Participation
from partnerships.participants.rules.offices import office_findings
from partnerships.participants.services.participants import change_participant
from partnerships.shared.services.changes import AnotherService
from partnerships.shared.services.refused import Refused
from partnerships.workbooks.services.exporting import exported
from pes_partnerships.ledger.models import LedgerEntry
from tests.factories import make_organisation, make_participation, make_partnership
from tests.factories.forming import BY
from tests.factories.portfolios import book_with, checked_workbook, write
from tests.factories.registry import make_site
from tests.pages import typed_in, words_on

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def agency(in_scope) -> Organisation:
    own = make_organisation(in_scope.service, "Jugendberufsagentur Hamburg", country="DE", place="Hamburg")
    for name in ("Altona", "Bergedorf", "Harburg"):
        make_site(own, name, place="Hamburg")
    return own


@pytest.fixture
def place(in_scope, agency) -> Participation:
    partnership = make_partnership(in_scope.service, "Youth employment agency", manager=in_scope.lina)
    return make_participation(partnership, agency, status="member")


def fresh(place: Participation) -> Participation:
    return Participation.objects.get(pk=place.pk)


def test_offices_are_chosen_named_and_counted_on_the_participants_page(place, in_scope, sign_in):
    browser, url = sign_in(in_scope.lina), reverse("partnerships:participant_change", args=[place.pk])
    page = browser.get(url)
    assert "Altona, Hamburg" in words_on(page)
    sites = {site.name: str(site.pk) for site in place.organisation.sites.all()}
    typed = {"sites": [sites["Altona"], sites["Harburg"]], "offices": " Mitte \r\n\r\nNord\nNord", "office_count": "7"}

    browser.post(url, typed_in(page, "role", **typed))

    now = fresh(place)
    assert (now.office_names, now.office_count) == (["Altona (Hamburg)", "Harburg (Hamburg)", "Mitte", "Nord"], 7)
    words = "7 offices: Altona (Hamburg), Harburg (Hamburg), Mitte, Nord"
    for address in ("participants", "partnership"):
        assert words in words_on(browser.get(reverse(f"partnerships:{address}", args=[place.partnership_id])))
    file = browser.get(reverse("partnerships:participants", args=[place.partnership_id]), {"format": "csv"})
    assert "7 offices,Altona (Hamburg); Harburg (Hamburg); Mitte; Nord" in b"".join(file).decode()
    [entry, *_rest] = LedgerEntry.objects.filter(act="participation.changed")
    assert entry.after["sites"] == sorted([sites["Altona"], sites["Harburg"]])


@pytest.mark.parametrize(
    ("count", "comparator", "words"),
    [
        ("9", "exactly", "9 offices"),
        ("1", "exactly", "1 office"),
        ("200", "more_than", "more than 200 offices"),
        ("7", "at_least", "at least 7 offices"),
        ("40", "about", "about 40 offices"),
    ],
)
def test_only_how_many_take_part_may_be_known(place, in_scope, sign_in, count, comparator, words):
    browser, url = sign_in(in_scope.lina), reverse("partnerships:participant_change", args=[place.pk])

    browser.post(url, typed_in(browser.get(url), "role", office_count=count, office_comparator=comparator))

    assert fresh(place).taking_part == words


def test_only_names_may_be_known(place):
    place.offices = "Mitte"
    assert place.taking_part == "office: Mitte"
    place.offices = "Mitte\nNord"
    assert place.taking_part == "offices: Mitte, Nord"


def test_what_cannot_be_so_is_said_at_its_field(place, in_scope, sign_in):
    browser, url = sign_in(in_scope.lina), reverse("partnerships:participant_change", args=[place.pk])
    altona = place.organisation.sites.get(name="Altona")
    typed = {"sites": [str(altona.pk)], "offices": "altona\n" + "x" * 151 + "\nNord", "office_count": "2"}

    answer = browser.post(url, typed_in(browser.get(url), "role", **typed))

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["offices"] == ["“altona” is selected among its sites already. Remove it here."]
    assert errors["office_count"] == [
        "4 offices are named, which is more than this number. Correct the number, or the offices."
    ]
    assert typed_in(answer, "role")["sites"] == [str(altona.pk)]
    assert not office_findings(["Altona"], "Nord", 1, "at_least")
    [long] = office_findings([], "x" * 151, None, "exactly")
    assert long.title == f"The line “{'x' * 30}…” is longer than 150 characters. Enter one office a line."
    assert fresh(place).taking_part == ""


def test_a_site_of_another_organisation_cannot_take_part(place, in_scope):
    other = make_site(make_organisation(in_scope.service, "Jobcenter"), "Billstedt")

    with pytest.raises(AnotherService):
        change_participant(participation=place, by=BY, sites=[other])
    with pytest.raises(Refused):
        change_participant(participation=place, by=BY, offices="Mitte\nNord", office_count=1)


def test_a_class_of_partners_has_no_offices(in_scope, sign_in):
    towns = make_participation(make_partnership(in_scope.service), class_name="Towns", category="local_government")
    page = sign_in(in_scope.lina).get(reverse("partnerships:participant_change", args=[towns.pk]))

    assert "office_count" not in typed_in(page, "role")


def test_two_editors_of_the_offices_see_both(place, in_scope, sign_in):
    browser, url = sign_in(in_scope.lina), reverse("partnerships:participant_change", args=[place.pk])
    mine = browser.get(url)
    altona = place.organisation.sites.get(name="Altona")
    change_participant(participation=place, by=BY, sites=[altona])

    answer = browser.post(url, typed_in(mine, "role", offices="Nord"))

    assert answer.status_code == 409
    assert all(word in words_on(answer) for word in ("Altona, Hamburg", "Nord"))


def test_three_with_offices_take_as_many_queries_as_one(place, in_scope, sign_in, django_assert_num_queries):
    place.sites.set(place.organisation.sites.all())
    browser = sign_in(in_scope.lina)
    pages = [reverse(f"partnerships:{name}", args=[place.partnership_id]) for name in ("partnership", "participants")]
    for page in pages:
        browser.get(page)
        with CaptureQueriesContext(connection) as one:
            browser.get(page)
        for name in ("Jobcenter", "Chamber"):
            own = make_organisation(in_scope.service, f"{name} {page}")
            other = make_participation(place.partnership, own, status="member")
            other.sites.add(make_site(own, "Mitte"))
        with django_assert_num_queries(len(one)):
            browser.get(page)


def test_offices_come_in_from_a_workbook_and_go_out_unchanged(place, in_scope):
    def brought(**cells):
        sheet = [["Partnership", "Participant", *cells], [place.partnership.reference, place.name, *cells.values()]]
        return checked_workbook(in_scope.service, in_scope.lina, book_with({"Participants": sheet}))

    stated = {"Offices that take part": "Nord; altona; Mitte", "Number of offices": "7"}
    done = write(brought(**stated))

    now = fresh(place)
    assert (now.office_names, now.office_count) == (["Altona (Hamburg)", "Mitte", "Nord"], 7)
    [again] = brought(**stated | {"Offices that take part": "Altona\nMitte; Nord"}).lines.all()
    assert again.plan == "same"
    out = ContentFile(exported([place.partnership_id], "xlsx"), name="portfolio.xlsx")
    back = checked_workbook(in_scope.service, in_scope.lina, out)
    assert {line.plan for line in back.lines.all()} == {"same"}
    write(brought(**{"Offices that take part": "Harburg"}))
    assert fresh(place).office_names == ["Harburg (Hamburg)"]
    [refused] = brought(**stated | {"Number of offices": "2"}).lines.all()
    assert [one["text"] for one in refused.problems] == [
        "3 offices are named, which is more than this number. Correct the number, or the offices."
    ]
    assert done.status == "written"


def test_offices_of_a_class_in_a_workbook_are_a_problem_of_the_line(place, in_scope):
    headings = ["Partnership", "Participant", "Class", "Category", "Number of offices"]
    line = [place.partnership.reference, "Providers", "yes", "ngo", "9"]
    book = book_with({"Participants": [headings, line]})

    [found] = checked_workbook(in_scope.service, in_scope.lina, book).lines.all()

    assert "For a class of partners, state how many." in found.problems[0]["text"]
