"""G4, N1, N2: a reminder goes 14 days before, on the day, 7 days after, then to the manager; each once."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Contact
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from reviews.commitments.services.acting import accept, move_task, set_aside
from reviews.commitments.services.reminding import RemindedToday, remind_all, remind_by_hand
from reviews.models import CommitmentReminder
from reviews.tasks import sweep_reminders
from tests.factories.agreements import signed_agreement
from tests.factories.commitments import SERVICE, added, in_days, late, of_text, sent
from tests.factories.partners_in_reviews import JONAS
from tests.lending import lent_agreement
from tests.pages import typed_in, words_on

rows = lent_agreement(signed_agreement)


def letters() -> list[tuple[str, str]]:
    rows = OutboxMail.objects.filter(kind="commitment_due").order_by("created_at", "pk")
    return [(row.to_address, row.subject) for row in rows]


def remind(days: int) -> int:
    """So many days from now."""
    return remind_all(today=in_days(days), now=timezone.now() + datetime.timedelta(days=days))


def test_four_reminders_each_once_and_the_last_to_the_manager(partnership, in_scope):
    task = added(partnership, in_scope.lina, days=30)
    name = partnership.title
    counted = [remind(days) + remind(days) for days in (10, 15, 16, 29, 30, 36, 37, 38, 43, 44, 45, 90)]
    assert counted == [0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0]
    who = [address for address, _subject in letters()]
    assert who == [JONAS, JONAS, JONAS, in_scope.lina.email]
    assert letters()[2][1] == f"A commitment is 7 days late: {name}"
    assert list(task.reminders.values_list("stage", flat=True)) == ["before", "day", "late", "manager"]


def test_a_clock_that_was_away_sends_the_newest_alone(partnership, in_scope):
    late(added(partnership, in_scope.lina), days=8)
    assert [remind(0), remind(0)] == [1, 0]
    assert CommitmentReminder.objects.get().stage == "late"


def test_a_task_that_is_moved_is_reminded_of_again(partnership, in_scope):
    task = added(partnership, in_scope.lina, days=14)
    assert remind(0) == 1
    move_task(task=task, by=Actor.user(in_scope.lina), due_on=in_days(13), words="Earlier.")
    assert [remind(0), remind(0)] == [1, 0]


def test_nothing_is_sent_of_what_is_sent_set_aside_or_asked_at_a_review_to_come(agreement, partnership, in_scope):
    sent(late(added(partnership, in_scope.lina, text="a")), in_scope.lina)
    set_aside(task=late(added(partnership, in_scope.lina, text="b")), by=Actor.user(in_scope.lina), words="No fair.")
    review = of_text(agreement, "Gives rooms").tasks.get().review
    review.due_on = in_days(-30)
    review.save()
    assert remind(0) == 0


def test_the_mail_is_in_the_language_of_its_reader_and_opens_its_page(partnership, in_scope):
    Contact.objects.filter(email=JONAS).update(language="fr")
    added(partnership, in_scope.lina, days=3, text="List of visits")
    remind(0)
    letter = OutboxMail.objects.get(kind="commitment_due")
    assert letter.language == "fr"
    assert "List of visits" in words_on(Client().get(urlsplit(letter.secrets["link"]).path))


def test_what_the_service_does_is_told_to_the_colleague_who_does_it(partnership, in_scope):
    task = added(partnership, in_scope.lina, SERVICE, days=3)
    task.commitment.user = in_scope.jonas
    task.commitment.save()
    remind(0)
    letter = OutboxMail.objects.get(kind="commitment_due")
    assert letter.to_address == in_scope.jonas.email
    assert reverse("reviews:commitment", args=[task.commitment_id]) in letter.body_text


def test_a_colleague_reminds_once_a_day(partnership, in_scope, sign_in):
    task = added(partnership, in_scope.lina)
    jonas, address = sign_in(in_scope.jonas), reverse("reviews:commitment_remind", args=[task.pk])
    answer = jonas.post(address, typed_in(jonas.get(address), "once"), follow=True)
    assert "A reminder is being sent." in words_on(answer)
    again = jonas.post(address, typed_in(jonas.get(address), "once"), follow=True)
    assert "A reminder was sent today." in words_on(again)
    assert len(letters()) == 1
    with pytest.raises(RemindedToday):
        remind_by_hand(task=task, by=Actor.user(in_scope.lina))


def test_the_clock_reminds_with_its_other_sweeps(partnership, in_scope):
    late(added(partnership, in_scope.lina), days=1)
    sweep_reminders()
    sweep_reminders()
    assert len(letters()) == 1


def test_an_accepted_one_is_over(partnership, in_scope):
    task = sent(added(partnership, in_scope.lina, days=3), in_scope.jonas)
    accept(task=task, by=Actor.user(in_scope.lina))
    assert remind(0) == 0
