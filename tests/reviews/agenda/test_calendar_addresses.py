"""N3: a private calendar address of a person or a partnership: unguessable, revocable, and only what one may see."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import CalendarFeed, Partnership, ReminderSettings
from partnerships.reminding.services.calendars import make_feed
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.links import hash_token
from pes_partnerships.lib.logs import without_secrets
from reviews.models import CorrectiveAction
from tests.ics_reader import calendar_property, events
from tests.pages import words_on
from tests.partnerships.reminding.conftest import BEGAN, morning

BY = date(2027, 9, 15)
NOON = morning(date(2027, 9, 1), 12)


@pytest.fixture(autouse=True)
def at_noon(time_machine_at):
    with time_machine_at(NOON):
        yield


@pytest.fixture
def action(planned, in_scope) -> CorrectiveAction:
    ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN)
    return CorrectiveAction.objects.create(
        partnership=planned.partnership, text="Call every member", due_on=BY, person=in_scope.jonas
    )


def read(token: str, **headers):
    return Client().get(reverse("partnerships:calendar", args=[token]), headers=headers)


def own(cast, user: str = "jonas", partnership: Partnership | None = None) -> str:
    return make_feed(user=getattr(cast, user), service=cast.service, partnership=partnership)


def titles(token: str) -> list[tuple[str, str]]:
    return [(each["DTSTART"], each["SUMMARY"]) for each in events(read(token).content)]


def test_it_has_the_days_of_its_person_still_to_come(action, in_scope):
    token = own(in_scope)
    assert titles(token) == [
        ("20270915", "Corrective action: Call every member (One Stop Career Support)"),
        ("20271130", "Log the annual review (One Stop Career Support)"),
    ]
    content = read(token).content
    assert calendar_property(content, "X-WR-CALNAME") == "Demonstration Employment Service"
    assert b"Jonas" not in content
    assert b"@example.org" not in content


def test_a_day_that_has_passed_is_not_in_it(action, in_scope):
    CorrectiveAction.objects.update(due_on=NOON.date() - timedelta(days=1))
    assert [day for day, _title in titles(own(in_scope))] == ["20271130"]


def test_that_of_a_partnership_has_what_anybody_is_asked_for(action, in_scope, planned):
    assert len(titles(own(in_scope, "vytas", planned.partnership))) == 2
    assert titles(own(in_scope, "vytas")) == []


def test_only_the_hash_is_stored_and_no_log_has_the_address(action, in_scope):
    token = own(in_scope)
    assert CalendarFeed.objects.get().token_hash == hash_token(token)
    assert len(token) >= 43
    assert token not in without_secrets(f"GET /calendars/{token}.ics HTTP/1.1")
    assert token not in str(list(LedgerEntry.objects.values()))


def test_a_new_address_ends_the_one_before_it(action, in_scope):
    first, second = own(in_scope), own(in_scope)
    assert [read(first).status_code, read(second).status_code] == [404, 200]


@pytest.mark.parametrize("how", ["left", "inactive", "of another office"])
def test_who_may_not_see_it_any_more_gets_nothing(action, in_scope, planned, how):
    of_person, of_one = own(in_scope), own(in_scope, partnership=planned.partnership)
    if how == "left":
        Membership.objects.filter(user=in_scope.jonas).update(ended_on=NOON.date())
    elif how == "inactive":
        in_scope.jonas.is_active = False
        in_scope.jonas.save()
    else:
        Membership.objects.filter(user=in_scope.jonas).update(office=in_scope.tallinn)
    assert read(of_one).status_code == 404
    answer = read(of_person)
    assert answer.status_code == 404 or events(answer.content) == []


def test_a_calendar_that_has_it_already_is_sent_nothing(action, in_scope):
    token = own(in_scope)
    first = read(token)
    again = read(token, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    CorrectiveAction.objects.update(due_on=BY + timedelta(days=3))
    assert read(token, if_none_match=first["ETag"]).status_code == 200


def test_an_address_that_was_never_made_is_not_there(db):
    assert read("x" * 43).status_code == 404


def test_the_page_shows_it_once_and_switches_it_off(action, in_scope, sign_in):
    browser, path = sign_in(in_scope.jonas), reverse("partnerships:my_calendar")
    assert "There is no address yet." in words_on(browser.get(path))
    browser.post(path, {"act": "make"})
    shown = re.search(r"/calendars/([\w-]+)\.ics", browser.get(path).content.decode())
    assert read(shown[1]).status_code == 200
    page = browser.get(path)
    assert shown[1] not in page.content.decode()
    assert "A calendar last read it on 1 September 2027." in words_on(page)
    browser.post(path, {"act": "end"})
    assert read(shown[1]).status_code == 404
    acts = list(LedgerEntry.objects.filter(act__startswith="reminding.calendar").values_list("act", flat=True))
    assert sorted(acts) == ["reminding.calendar_ended", "reminding.calendar_made"]


def test_that_of_a_partnership_is_found_on_its_page(action, in_scope, sign_in, planned):
    browser = sign_in(in_scope.lina)
    path = reverse("partnerships:partnership_calendar", args=[planned.partnership.pk])
    assert path in browser.get(reverse("partnerships:partnership", args=[planned.partnership.pk])).content.decode()
    browser.post(path, {"act": "make"})
    token = re.search(r"/calendars/([\w-]+)\.ics", browser.get(path).content.decode())[1]
    assert len(titles(token)) == 2


def test_more_days_take_no_more_queries(action, in_scope, count_queries, planned):
    token = own(in_scope)
    of_one = count_queries(lambda: read(token))
    for number in range(2):
        CorrectiveAction.objects.create(
            partnership=planned.partnership, text=f"Call {number}", due_on=BY, person=in_scope.jonas
        )
    assert count_queries(lambda: read(token)) == of_one
    assert len(titles(token)) == 4
