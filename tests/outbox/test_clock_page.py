"""The page of the clock: does it run, what waits, what did not arrive, and what a person does about it (N2)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept, beat, queue_mail, sweep
from pes_partnerships.outbox.services.beat import note_start
from pes_partnerships.outbox.services.restoring import hold_after_restore
from pes_partnerships.outbox.views import clock
from pes_partnerships.outbox.views.clock_words import job_lines
from tests.pages import words_on

PAGE = "/clock/"
Row = OutboxMail.objects


@pytest.fixture(autouse=True)
def patient(monkeypatch) -> None:
    """However busy the machine is: only the test of patience itself is about time."""
    monkeypatch.setattr(clock, "PATIENCE", timedelta(hours=1))


@pytest.fixture
def lina(cast, sign_in) -> Client:
    return sign_in(cast.lina)


def write(service, address: str = "ona@example.org", **changed) -> OutboxMail:
    with transaction.atomic():
        return queue_mail(
            kind="text_recalled", to_address=address, to_name="Ona", language="en", service=service,
            template="partnerships/signing/mail/text_recalled",
            context={"reason": "x", "agreement": {"title": f"Text for {address}"}}, **changed,
        )  # fmt: skip


def lost(service, address: str = "ona@example.org", said: str = "550 5.1.1 no such user") -> OutboxMail:
    mail = write(service, address)
    now = timezone.now()
    Row.filter(pk=mail.pk).update(state="undelivered", undelivered_at=now, attempts=1, last_error=said)
    mail.refresh_from_db()
    return mail


def page(browser: Client, query: str = "") -> str:
    answer = browser.get(PAGE + query)
    assert answer.status_code == 200
    return words_on(answer)


@pytest.mark.parametrize(
    ("ago", "said"),
    [(1, "Running"), (400, "Late"), (4000, "Stopped"), (-400, "Last beat in the future"), (None, "Stopped")],
)
def test_the_state_of_the_clock_stands_beside_the_heading(lina, ago, said):
    if ago is not None:
        beat("clock", at=timezone.now() - timedelta(seconds=ago))

    words = page(lina)

    assert f"Clock and e-mail {said}" in words
    assert ("The clock does not run as it should." in words) == (said != "Running")


def test_figures_say_what_waits_and_how_often_it_was_started(lina, cast):
    beat("clock")
    note_start("worker")
    write(cast.service, due_at=timezone.now() - timedelta(hours=3))

    words = page(lina)

    assert "e-mail waits, for 3 hours" in words
    assert "1 start in the last 24 hours" in words or "start in the last 24 hours" in words
    assert "E-mails wait for 3 hours." in words


def test_what_was_not_delivered_stands_with_the_servers_words_and_of_others_the_count(lina, cast):
    beat("clock")
    lost(cast.service)
    lost(cast.other_service, "theirs@example.org", "550 secret of others")
    lost(None, "person@example.org", "550 of signing in")

    words = page(lina)

    assert "550 5.1.1 no such user Refused for good: not tried again" in words
    assert "1 e-mail was not delivered." in words
    assert "theirs@example.org" not in words
    assert "secret of others" not in words
    assert "0 waiting, 2 not delivered, 0 held" in words


def test_nothing_to_do_is_said(lina):
    beat("clock")

    words = page(lina)

    assert "Nothing: the clock runs, and e-mails arrive as far as is known." in words
    assert "No e-mail of your service is known not to have arrived." in words


def test_who_is_bound_to_an_office_or_no_manager_sees_no_clock(cast, sign_in):
    for person in (cast.liis, cast.jonas, cast.dora):
        assert sign_in(person).get(PAGE).status_code == 403
    assert 'href="/clock/"' not in sign_in(cast.liis).get("/portfolio/").content.decode()
    assert 'href="/clock/"' in sign_in(cast.lina).get("/portfolio/").content.decode()


def test_the_list_is_a_file_of_its_own_service(lina, cast):
    lost(cast.service)
    lost(cast.other_service, "theirs@example.org")

    text = lina.get(PAGE + "?format=csv").content.decode()

    assert "ona@example.org" in text
    assert "theirs@example.org" not in text


def test_sent_again_on_purpose_it_has_another_id_and_the_history_says_so(lina, cast, smtp):
    mail = lost(cast.service)
    before, path = mail.message_id, reverse("outbox:clock_again", args=[mail.pk])
    assert "its reader gets it twice if the first arrived" in words_on(lina.get(path))

    answer = lina.post(path, follow=True)

    assert "The e-mail is on its way again." in words_on(answer)
    assert sweep(now=timezone.now() + timedelta(seconds=1)) == Swept(sent=1)
    assert [message["Message-ID"] == before for message in smtp.messages] == [False]
    entry = LedgerEntry.objects.get(act="mail.sent_again")
    assert (entry.after["mail"], entry.private("to_address")) == (mail.number, "ona@example.org")
    assert "had an e-mail sent again" in entry.sentence()


def test_a_second_click_sends_nothing_more(lina, cast):
    path = reverse("outbox:clock_again", args=[lost(cast.service).pk])

    lina.post(path)
    answer = lina.post(path, follow=True)

    assert "Meanwhile the e-mail is in another state" in words_on(answer)
    assert Row.get().sent_again == 1


def test_a_mail_that_waits_for_its_pause_is_tried_now_or_cancelled(lina, cast, smtp):
    smtp.answer_to_data = "451 try later"
    mail = write(cast.service)
    sweep()
    sweep(now=timezone.now() + timedelta(minutes=2))
    assert "451 try later" in page(lina)

    lina.post(reverse("outbox:clock_now", args=[mail.pk]))
    smtp.answer_to_data = "250 OK"
    assert sweep(now=timezone.now() + timedelta(seconds=1)) == Swept(sent=1)

    other = write(cast.service, dedupe_key="told:7")
    lina.post(reverse("outbox:clock_cancel", args=[other.pk]))
    assert sweep(now=timezone.now() + timedelta(days=1)) == Swept()
    assert write(cast.service, dedupe_key="told:7").state == "withdrawn"
    assert LedgerEntry.objects.filter(act__in=["mail.tried_now", "mail.cancelled"]).count() == 2


def test_a_mail_of_another_service_and_one_that_was_sent_offer_no_act(lina, cast):
    theirs, sent = lost(cast.other_service), write(cast.service)
    sweep()

    for name in ("again", "now", "cancel"):
        assert lina.post(reverse(f"outbox:clock_{name}", args=[theirs.pk])).status_code == 404
    assert lina.get(reverse("outbox:clock_cancel", args=[sent.pk])).status_code == 404


@pytest.fixture
def held(cast) -> list[OutboxMail]:
    past = timezone.now() - timedelta(hours=1)
    mails = [write(cast.service, f"person{each}@example.org", due_at=past) for each in range(3)]
    write(cast.other_service, "theirs@example.org", due_at=past)
    hold_after_restore(at=timezone.now(), by=Actor.system())
    return mails


def test_held_mails_are_decided_about_one_by_one_and_then_all(lina, cast, held):
    beat("clock")
    assert "3 e-mails are held after a backup was restored." in page(lina)
    shown = words_on(lina.get("/clock/held/"))
    assert "person0@example.org" in shown
    assert "theirs@example.org" not in shown

    lina.post("/clock/held/", {"mails": [held[0].pk], "becomes": "let_go"})
    assert Row.get(pk=held[0].pk).state == "queued"

    lina.post("/clock/held/", {"all_of_them": "on", "becomes": "drop"})
    assert [Row.get(pk=mail.pk).state for mail in held] == ["queued", "withdrawn", "withdrawn"]
    assert Row.get(service=cast.other_service).state == "held"
    assert "Nothing is held" in words_on(lina.get("/clock/held/"))


def test_a_decision_without_mails_or_without_a_choice_is_refused(lina, cast, held):
    answer = lina.post("/clock/held/", {})

    assert answer.status_code == 422
    words = words_on(answer)
    assert "Choose at least one e-mail, or all of them." in words
    assert "Choose whether they are sent." in words
    assert Row.held().count() == 4


def test_the_page_asks_as_often_for_one_mail_as_for_three(lina, cast):
    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(lina)
        return len(queries)

    def more(number: int) -> None:
        for _each in range(number):
            lost(cast.service)
            write(cast.service)

    more(1)
    first = counted()
    more(2)

    assert counted() == first


def until(days: int) -> str:
    day = timezone.localdate() + timedelta(days=days)
    return f"?until_day={day.day}&until_month={day.month}&until_year={day.year}"


@pytest.mark.parametrize("days", [-1, 32])
def test_what_would_happen_is_told_for_thirty_one_days(lina, days):
    assert "Enter today or one of the next 31 days" in page(lina, until(days))


def test_nothing_would_be_written_is_said(lina):
    assert "Nothing would be written for your service until then." in page(lina, until(2))


def test_a_trial_keeps_nobody_waiting_for_long_and_there_is_one_at_a_time(lina, monkeypatch):
    monkeypatch.setattr(clock, "PATIENCE", timedelta(0))
    assert "Choose an earlier day." in page(lina, until(31))

    cache.add(clock.TRIED_OUT, True)
    assert "Someone is having this worked out at the moment." in page(lina, until(1))
    cache.delete(clock.TRIED_OUT)


def test_every_job_of_the_schedule_is_on_the_page():
    from pes_partnerships.celery import app

    own = {"clock-beat", "forget-sent-forms"}  # the clock's watch over itself, and its housekeeping
    same = {"run-workbooks"}  # told with the other imports
    assert len(job_lines(5)["rows"]) == len(app.conf.beat_schedule.keys() - own - same)
