"""D3: days go back and forth until one is agreed; the programme, a reason for cancelling, and the calendar."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from directory.correspondence.services import give_link, scope_of
from directory.models import ExchangeVisit
from directory.rules.messages import VISIT_MOVES, Side, VisitStatus, visit_move
from directory.visits.rules import ACTS, acts_of, steps_of
from directory.visits.services.moving import DaysUnusable, choose_day, offer_days
from directory.visits.services.reporting import write_report
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from tests.directory.contact.conftest import IVANA, agreed_visit, link_to, mails, nothing_counted, owned, sent
from tests.pages import typed_in, words_on

__all__ = ["agreed_visit", "nothing_counted", "owned"]
pytestmark = pytest.mark.django_db
HOST, GUEST = Actor.link("Rasa"), Actor.link("Ivana")
RASA = "rasa@city.example"


def ahead(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def asked(owned):
    return sent(owned, kind="visit", wish={"way": "place", "days": 2})


def offer(request, *days: int, words: str = "Welcome.") -> ExchangeVisit:
    with scope_of(request.entry):
        return offer_days(request=request, by=HOST, email=RASA, words=words, days=[ahead(each) for each in days])


def page_of(request, side: str, act: str) -> str:
    token = give_link(request.correspondents.filter(side=side).first(), timezone.now())
    return reverse("directory:conversation_visit", args=[token, act])


def send(client, request, side: str, act: str, holding: str, **typed):
    page = page_of(request, side, act)
    return client.post(page, typed_in(client.get(page), holding, **typed), follow=True)


def test_none_of_the_days_is_possible_and_others_are_offered(client, asked):
    offer(asked, 30, 40)
    refused = send(client, asked, "sender", "choose", "words", day="none")
    assert list(refused.context["form"].errors) == ["words"]
    send(client, asked, "sender", "choose", "words", day="none", words="Rather in May.")
    assert ExchangeVisit.objects.get().status == "asked"
    mail = OutboxMail.objects.get(kind="visit_none_fits")
    assert (mail.to_address, "Rather in May." in mail.body_text) == (RASA, True)

    later = ahead(90)
    day = {f"day1_{part}": str(getattr(later, part)) for part in ("day", "month", "year")}
    send(client, asked, "owner", "offer", "words", words="May it is.", **day)
    send(client, asked, "sender", "choose", "words", day=str(later))
    assert ExchangeVisit.objects.get().agreed_on == later
    agreed = [mail.body_text for mail in OutboxMail.objects.filter(kind="visit_agreed")]
    assert len(agreed) == 2


def test_the_same_days_sent_twice_are_offered_once(asked):
    for _each in range(2):
        offer(asked, 30, 40)
    assert mails("visit_offered") == [IVANA]


@pytest.mark.parametrize("days", [(), (0,), (-3,), (30, 30), (30, 31, 32, 33)])
def test_days_that_cannot_be_offered_are_refused(asked, days):
    with pytest.raises(DaysUnusable):
        offer(asked, *days)


def test_the_form_says_at_each_day_what_is_wrong(client, asked):
    offer(asked, 30)
    page = page_of(asked, "owner", "offer")
    past, twice = ahead(-1), ahead(30)
    typed = {}
    for name, day in (("day1", past), ("day2", twice), ("day3", twice)):
        typed |= {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    answer = client.post(page, typed_in(client.get(page), "words", **typed))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"day1", "day3"})


def test_a_day_that_was_not_offered_cannot_be_chosen(asked):
    offer(asked, 30)
    with pytest.raises(DaysUnusable), scope_of(asked.entry):
        choose_day(request=asked, by=GUEST, day=ahead(31))


def test_both_sides_change_the_programme_and_the_later_one_sees_the_other_text(client, asked, agreed_visit):
    request = agreed_visit(days_ago=-20)
    page = page_of(request, "owner", "programme")
    earlier = typed_in(client.get(page), "programme", programme="Mine")
    send(client, request, "sender", "programme", "programme", programme="Theirs", taking_part="Ivana")
    assert sorted(mails("visit_programme")) == [IVANA, RASA]
    conflict = client.post(page, earlier)
    assert (conflict.status_code, "Theirs" in words_on(conflict)) == (409, True)


def test_cancelling_needs_a_reason_that_the_other_reads_and_leaves_the_calendar(client, agreed_visit):
    request = agreed_visit(days_ago=-20)
    refused = send(client, request, "sender", "cancel", "reason")
    assert list(refused.context["form"].errors) == ["reason"]
    send(client, request, "sender", "cancel", "reason", reason="The train is on strike.")
    mail = OutboxMail.objects.get(kind="visit_cancelled", to_address=RASA)
    assert "The train is on strike." in mail.body_text
    [event] = Calendar.from_ical(mail.attached()[0][1]).events
    assert event["STATUS"] == "CANCELLED"
    again = client.get(page_of(request, "owner", "cancel"), follow=True)
    assert "this is not possible as the visit is now" in words_on(again)


def test_other_days_for_an_agreed_visit_make_it_open_again_and_say_so(asked):
    offer(asked, 30)
    with scope_of(asked.entry):
        choose_day(request=asked, by=GUEST, day=ahead(30))
    offer(asked, 50)
    visit = ExchangeVisit.objects.get()
    assert (visit.status, visit.agreed_on) == ("offered", None)
    newest = OutboxMail.objects.filter(kind="visit_offered").latest("created_at")
    assert "no longer possible" in newest.body_text


def test_the_calendar_has_all_days_and_moves_with_the_visit(client, asked):
    offer(asked, 30)
    with scope_of(asked.entry):
        choose_day(request=asked, by=GUEST, day=ahead(30))
    [first] = Calendar.from_ical(client.get(f"{link_to(IVANA, 'visit_agreed')}visit.ics").content).events
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (ahead(30), ahead(32))
    offer(asked, 50)
    with scope_of(asked.entry):
        choose_day(request=asked, by=GUEST, day=ahead(50))
    [second] = Calendar.from_ical(client.get(f"{link_to(IVANA, 'visit_agreed')}visit.ics").content).events
    assert (second["UID"], second["SEQUENCE"] > first["SEQUENCE"]) == (first["UID"], True)


def test_nothing_is_learnt_before_the_visit_is_over(asked, agreed_visit):
    request = agreed_visit(days_ago=-1)
    with pytest.raises(MoveRefused), scope_of(request.entry):
        write_report(request=request, by=HOST, side="owner", report="Much", shows=True)


def test_the_table_has_each_move_once_and_ended_visits_move_no_more():
    for act, (starts, _target) in VISIT_MOVES.items():
        for status in VisitStatus.values:
            if status in starts:
                assert visit_move(act, status) in VisitStatus.values
            else:
                with pytest.raises(MoveRefused):
                    visit_move(act, status)
    ended = {VisitStatus.DECLINED, VisitStatus.CANCELLED}
    assert not any(ended & starts for starts, _target in VISIT_MOVES.values())


def test_each_side_is_offered_what_the_table_allows(asked):
    visit = asked.visit
    for status in VisitStatus.values:
        visit.status = status
        for side in Side.values:
            assert set(acts_of(visit, side)) <= set(ACTS)
    visit.status = VisitStatus.OFFERED
    assert ("choose" in acts_of(visit, Side.SENDER), "choose" in acts_of(visit, Side.OWNER)) == (True, False)


def test_the_way_of_a_visit_step_by_step(asked):
    visit, today = asked.visit, timezone.localdate()
    states = dict(steps_of(visit, today))
    assert (states["asked"], states["answered"], states["shown"]) == ("done", "current", "open")
    visit.status, visit.agreed_on = VisitStatus.AGREED, today - datetime.timedelta(days=9)
    states = dict(steps_of(visit, today))
    assert (states["visited"], states["reported"]) == ("done", "current")
    visit.status = VisitStatus.CANCELLED
    assert dict(steps_of(visit, today))["visited"] == "off"
