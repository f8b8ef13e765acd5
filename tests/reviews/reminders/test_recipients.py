"""N1, N3: who is written to, in which language, and what the mail says."""

import uuid
from datetime import timedelta

from icalendar import Calendar

from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.schedule.services.planning import move_review
from tests.cast import person
from tests.ics_reader import calendar_property, events
from tests.reviews.conftest import DUE, make_running
from tests.reviews.reminders.test_sweep import addresses, morning, remind


def test_after_the_due_date_the_managers_mail_says_that_it_came_up(planned):
    remind(morning(-7))
    lina = OutboxMail.objects.get(to_address="lina@example.org")
    assert lina.subject == "Late: review due on 30 November 2027: One Stop Career Support"
    assert "It has been passed to you as partnership manager" in lina.body_text
    jonas = OutboxMail.objects.get(to_address="jonas@example.org")
    assert "come to you" not in jonas.body_text
    assert jonas.body_text.startswith("Log the review: it was due on Tuesday")


def test_without_office_and_manager_every_manager_of_the_service_is_written_to(in_scope):
    person("Rasa", in_scope.service, Role.MANAGER)
    make_running(in_scope, office=None, manager=None)
    remind(morning(60))
    assert addresses() == ["lina@example.org", "rasa@example.org"]


def test_an_office_alone_is_enough_until_it_is_late(in_scope):
    make_running(in_scope, manager=None)
    remind(morning(60))
    assert addresses() == ["jonas@example.org"]
    remind(morning(-7))
    assert addresses() == ["jonas@example.org", "jonas@example.org", "lina@example.org"]


def test_people_who_left_get_nothing(planned, in_scope):
    Membership.objects.filter(user=in_scope.jonas).update(ended_on=DUE - timedelta(days=90))
    in_scope.lina.is_active = False
    in_scope.lina.save()
    person("Rasa", in_scope.service, Role.MANAGER)
    remind(morning(60))
    assert addresses() == ["rasa@example.org"]


def test_each_is_written_to_in_their_language(planned, in_scope):
    in_scope.jonas.language = "fr"
    in_scope.jonas.save()
    remind(morning(60))
    jonas = OutboxMail.objects.get(to_address="jonas@example.org")
    assert jonas.language == "fr"
    assert "30 novembre 2027" in jonas.subject
    assert "30 November 2027" in OutboxMail.objects.get(to_address="lina@example.org").subject


def brought() -> tuple[str, bytes, str]:
    [found] = OutboxMail.objects.filter(to_address="jonas@example.org").order_by("-created_at").first().attached()
    return found


def test_the_mail_brings_the_day_as_a_calendar_file(planned):
    remind(morning(60))
    filename, content, mimetype = brought()
    assert filename == "review-LT-2026-0001-2027.ics"
    assert mimetype == "text/calendar; charset=utf-8; method=PUBLISH"
    assert calendar_property(content, "METHOD") == "PUBLISH"
    [event] = events(content)
    assert (event["DTSTART"], event["SUMMARY"]) == ("20271130", "Review due: One Stop Career Support")
    assert uuid.UUID(event["UID"]).version == 5  # and no name of a host
    assert Calendar.from_ical(content).walk("VEVENT")[0].decoded("dtstart") == DUE


def test_a_moved_day_keeps_its_uid_and_its_sequence_rises(planned, in_scope):
    remind(morning(60))
    [before] = events(brought()[1])
    move_review(
        review=planned, by=Actor.user(in_scope.lina), due_on=DUE - timedelta(days=20), reason="Board", at=morning(59)
    )
    remind(morning(50))
    [after] = events(brought()[1])
    assert (before["UID"], before["DTSTART"]) == (after["UID"], "20271130")
    assert after["DTSTART"] == "20271110"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_a_day_that_has_passed_comes_without_a_file(planned):
    remind(morning(-7))
    assert OutboxMail.objects.first().attached() == []


def test_replies_reach_the_manager_and_to_the_manager_the_office(planned, in_scope):
    in_scope.alytus.email = "alytus@example.org"
    in_scope.alytus.save()
    in_scope.lina.phone = "+370 5 123"
    in_scope.lina.save()
    remind(morning(60))
    jonas, lina = (OutboxMail.objects.get(to_address=f"{name}@example.org") for name in ("jonas", "lina"))
    assert (jonas.headers["Reply-To"], lina.headers["Reply-To"]) == (
        "Lina <lina@example.org>", "Alytus <alytus@example.org>",
    )  # fmt: skip
    assert "Replies to this e-mail go to Lina. Telephone: +370 5 123." in jonas.body_text
    assert "\n-- \n" in jonas.body_text


def test_the_mail_says_what_is_needed_and_what_comes_otherwise(planned):
    remind(morning(30))
    text = OutboxMail.objects.get(to_address="jonas@example.org").body_text
    assert text.startswith("Log the review by Tuesday, 30 November 2027\n")
    assert "That is in 30 days." in text
    assert f"/reviews/{planned.pk}/" in text
    assert "Your assessment of 1 objective" in text
    assert "Further reminders will be sent on: 23 November 2027, 30 November 2027, 7 December 2027." in text
    assert "because you work at the Alytus office" in text
