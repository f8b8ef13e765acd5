"""N3: reviews come in the same digest as what else waits, judged by their own engine when it goes."""

from datetime import date, timedelta

import pytest
from django.core import mail as mailbox

from partnerships.models import ReminderChoice, ReminderSettings
from partnerships.reminding.services.sweeping import sweep_waiting
from partnerships.rules.reminding import Way
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept
from pes_partnerships.outbox.services import sweep as send
from reviews.models import CorrectiveAction, Reminder, ReminderRound, Review
from reviews.reminders.services import reminding
from reviews.reminders.services.reminding import sweep_reminders
from tests.cast import person
from tests.ics_reader import events
from tests.partnerships.reminding.conftest import BEGAN, morning
from tests.reviews.conftest import DUE

FRIDAY = date(2027, 10, 1)  # sixty days before the review
AT_EIGHT = morning(date(2027, 10, 4), 8)


@pytest.fixture
def gathered(planned, in_scope) -> Review:
    """On Friday a review and an action were written down for Jonas, who wants one mail a week, in French."""
    ReminderSettings.objects.create(service=in_scope.service, began_at=BEGAN)
    in_scope.jonas.language = "fr"
    in_scope.jonas.save()
    ReminderChoice.objects.create(user=in_scope.jonas, way=Way.WEEKLY)
    CorrectiveAction.objects.create(
        partnership=planned.partnership, text="Appeler", due_on=FRIDAY + timedelta(days=14), person=in_scope.jonas
    )
    assert sweep_reminders(now=morning(FRIDAY)) == 2
    assert sweep_waiting(now=morning(FRIDAY)) == 1
    return planned


def to_jonas() -> list:
    return [message for message in mailbox.outbox if "jonas" in message.to[0]]


def test_both_engines_fill_one_mail(gathered):
    assert OutboxMail.objects.filter(to_address="jonas@example.org").count() == 1
    assert send(now=AT_EIGHT) == Swept(sent=2)
    [message] = to_jonas()
    assert "Appeler" in message.body
    assert "Consigner la revue annuelle" in message.body
    assert "Every agreement" not in message.body
    [(_name, content, _type)] = message.attachments
    assert [each["DTSTART"] for each in events(content.encode())] == ["20271015", "20271130"]
    assert message.extra_headers["Reply-To"] == "Lina <lina@example.org>"


def test_a_review_that_was_logged_meanwhile_is_not_in_it(gathered):
    Review.objects.filter(pk=gathered.pk).update(status="proposed")
    send(now=AT_EIGHT)
    [message] = to_jonas()
    assert "Consigner" not in message.body
    assert Reminder.objects.filter(recipient__name="Jonas").count() == 0


def test_a_killed_sweep_writes_it_whole_the_next_time(gathered, monkeypatch):
    def killed(_acts):
        raise KeyboardInterrupt

    monday = morning(DUE - timedelta(days=30))
    with monkeypatch.context() as patch:
        patch.setattr(reminding, "record_many", killed)
        with pytest.raises(KeyboardInterrupt):
            sweep_reminders(now=monday)
    assert ReminderRound.objects.filter(lead_days=30).count() == 0
    assert sweep_reminders(now=monday) == 2


def test_what_passes_to_a_colleague_is_in_their_next_digest(gathered, in_scope):
    rasa = person("Rasa", in_scope.service, "staff", in_scope.alytus)
    ReminderChoice.objects.create(user=rasa, way=Way.DAILY)
    in_scope.jonas.memberships.update(ended_on=FRIDAY)
    send(now=AT_EIGHT)
    assert to_jonas() == []
    [digest] = OutboxMail.objects.filter(to_address="rasa@example.org")
    assert digest.kind == "digest"
