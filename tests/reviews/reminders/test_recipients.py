"""N1, N3: who is written to, in which language, and what the mail says."""

from datetime import timedelta

from icalendar import Calendar

from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.outbox.models import OutboxMail
from tests.cast import person
from tests.reviews.conftest import DUE, make_running
from tests.reviews.reminders.test_sweep import addresses, morning, remind


def test_after_the_due_date_the_managers_mail_says_that_it_came_up(planned):
    remind(morning(-7))
    lina = OutboxMail.objects.get(to_address="lina@example.org")
    assert lina.subject == "Late: review due on 30 November 2027: One Stop Career Support"
    assert "It has been passed to you as partnership manager" in lina.body_text
    jonas = OutboxMail.objects.get(to_address="jonas@example.org")
    assert "come to you" not in jonas.body_text
    assert "The review was due on Tuesday" in jonas.body_text


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


def test_the_mail_brings_the_day_as_a_calendar_file(planned):
    remind(morning(60))
    filename, content, mimetype = OutboxMail.objects.first().attached()[0]
    assert filename == "review-LT-2026-0001-2027.ics"
    assert mimetype.startswith("text/calendar")
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == DUE
    assert str(event["uid"]).startswith(f"review-{planned.pk}@")


def test_the_mail_says_what_is_needed_and_what_comes_otherwise(planned):
    remind(morning(30))
    text = OutboxMail.objects.get(to_address="jonas@example.org").body_text
    assert "The review is due on Tuesday" in text
    assert "That is in 30 days." in text
    assert f"/reviews/{planned.pk}/" in text
    assert "Your assessment of 1 objective" in text
    assert "Further reminders will be sent on: 23 November 2027, 30 November 2027, 7 December 2027." in text
    assert "because you work at the Alytus office" in text
