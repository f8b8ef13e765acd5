"""N1, N2, N3: the mail says what is right when it goes, and a reminder that has nothing to say any more does not go."""

from datetime import timedelta

import pytest
from django.core import mail as mailbox

from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor, verify
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.services import Swept, requeue_failed
from pes_partnerships.outbox.services import sweep as send
from reviews.models import Reminder, ReminderRound, Review
from reviews.reminders.services.reminding import sweep_reminders
from reviews.schedule.services.planning import move_review
from tests.cast import person
from tests.reviews.conftest import DUE
from tests.reviews.reminders.test_sweep import morning, remind


@pytest.fixture
def written(planned) -> Review:
    """Two reminders were written sixty days before; their mails have not gone yet."""
    assert sweep_reminders(now=morning(60)) == 2
    return planned


def leads() -> list[int]:
    return sorted(ReminderRound.objects.values_list("lead_days", flat=True))


def received() -> list[str]:
    return sorted(each.to[0].partition(" ")[0] for each in mailbox.outbox)


def withdrawn_because() -> list[str]:
    acts = LedgerEntry.objects.filter(act="reminder.withdrawn").order_by("seq")
    return [each.after["withdrawn_because"] for each in acts]


def leaves(user) -> None:
    Membership.objects.filter(user=user).update(ended_on=DUE - timedelta(days=90))


def test_a_mail_has_words_only_once_it_goes(written):
    assert set(OutboxMail.objects.values_list("subject", "body_text", "body_html")) == {("", "", "")}

    assert send(now=morning(60)) == Swept(sent=2)

    sent = OutboxMail.objects.get(to_address="lina@example.org")
    [message] = [each for each in mailbox.outbox if each.to == ["Lina <lina@example.org>"]]
    assert message.subject == sent.subject == "Review due on 30 November 2027: One Stop Career Support"
    assert (message.body, message.extra_headers["Message-ID"]) == (sent.body_text, sent.message_id)


def test_a_mail_that_waited_counts_the_days_from_when_it_goes(written, in_scope):
    in_scope.jonas.language, in_scope.jonas.email = "fr", "jonas@elsewhere.example"
    in_scope.jonas.save()

    send(now=morning(50))

    lina = OutboxMail.objects.get(to_address="lina@example.org")
    assert "That is in 50 days." in lina.body_text
    jonas = OutboxMail.objects.get(to_address="jonas@elsewhere.example")
    assert (jonas.language, "30 novembre 2027" in jonas.subject) == ("fr", True)
    assert "dans 50 jours" in " ".join(jonas.body_text.split())


def test_of_a_review_that_was_logged_meanwhile_nobody_is_reminded(written):
    Review.objects.filter(pk=written.pk).update(status="proposed")

    assert send(now=morning(60)) == Swept(withdrawn=2)

    assert (received(), withdrawn_because(), verify().ok) == ([], ["logged", "logged"], True)
    assert set(OutboxMail.objects.values_list("state", "body_text", "claim")) == {("withdrawn", "", None)}
    assert send(now=morning(50)) == Swept()


def test_a_review_that_is_sent_back_is_reminded_of_again(written):
    Review.objects.filter(pk=written.pk).update(status="proposed")
    send(now=morning(60))
    Review.objects.filter(pk=written.pk).update(status="started")

    assert remind(morning(58)) == 2

    assert (received(), leads()) == (["Jonas", "Lina"], [60])


def test_a_review_that_was_moved_meanwhile_is_reminded_of_for_its_new_day(written, in_scope):
    earlier = DUE - timedelta(days=14)
    move_review(review=written, by=Actor.user(in_scope.lina), due_on=earlier, reason="Holidays", at=morning(60))

    assert remind(morning(44)) == 2  # thirty days before the new day

    assert (withdrawn_because(), leads()) == (["moved", "moved"], [30])
    assert {each.subject for each in mailbox.outbox} == {"Review due on 16 November 2027: One Stop Career Support"}


def test_whoever_is_asked_instead_of_a_person_who_left_is_reminded(written, in_scope):
    leaves(in_scope.lina)
    rasa = person("Rasa", in_scope.service, Role.MANAGER)
    written.partnership.manager = rasa
    written.partnership.save()

    assert send(now=morning(60)) == Swept(sent=1, withdrawn=1)
    assert send(now=morning(60)) == Swept(sent=1)

    assert (received(), withdrawn_because(), leads()) == (["Jonas", "Rasa"], ["not_asked"], [60])
    assert sorted(Reminder.objects.values_list("recipient__name", flat=True)) == ["Jonas", "Rasa"]
    assert (remind(morning(59)), OutboxMail.objects.filter(state="sent").count()) == (0, 2)


def test_a_round_waits_again_where_everybody_left(written, in_scope):
    leaves(in_scope.lina)
    leaves(in_scope.jonas)
    assert send(now=morning(60)) == Swept(withdrawn=2)
    assert (leads(), remind(morning(59))) == ([], 0)

    Membership.objects.filter(user=in_scope.jonas).update(ended_on=None)

    assert (remind(morning(58)), received(), leads()) == (1, ["Jonas"], [60])


def test_mails_of_two_rounds_that_waited_together_go_once(written):
    sweep_reminders(now=morning(30))  # the mail server is still away

    assert send(now=morning(30)) == Swept(sent=2, withdrawn=2)

    assert (received(), withdrawn_because()) == (["Jonas", "Lina"], ["covered", "covered"])
    rounds = {each.lead_days: each for each in ReminderRound.objects.all()}
    assert (rounds[60].covered_by, rounds[30].covered_by) == (rounds[30], None)
    assert remind(morning(29)) == 0


def test_a_round_that_covered_others_takes_them_back_when_it_is_withdrawn(planned):
    sweep_reminders(now=morning(6))  # after an outage: seven days before, covering thirty and sixty
    Review.objects.filter(pk=planned.pk).update(status="proposed")
    send(now=morning(6))
    assert leads() == []

    Review.objects.filter(pk=planned.pk).update(status="started")

    assert (remind(morning(5)), leads()) == (2, [7, 30, 60])


def test_the_mail_of_a_review_that_was_deleted_does_not_go(written):
    Review.objects.filter(pk=written.pk).delete()

    assert send(now=morning(60)) == Swept(withdrawn=2)


def test_a_mail_that_cannot_be_composed_holds_up_no_other_and_is_told_of(written, in_scope, caplog):
    in_scope.jonas.time_zone = "Mars/Olympus"
    in_scope.jonas.save()

    assert send(now=morning(60)) == Swept(sent=1, retried=1)

    waiting = OutboxMail.objects.get(to_address="jonas@example.org")
    assert f"Mail {waiting.number} (review_reminder) cannot be composed." in caplog.text
    assert (waiting.state, waiting.attempts, "Mars/Olympus" in waiting.last_error) == ("queued", 1, True)
    in_scope.jonas.time_zone = "Europe/Vilnius"
    in_scope.jonas.save()
    assert send(now=morning(60) + timedelta(minutes=1)) == Swept(sent=1)


def test_a_reminder_that_was_given_up_says_what_is_right_when_it_goes_after_all(written, in_scope, time_machine_at):
    OutboxMail.objects.update(state="failed", attempts=12)
    with time_machine_at(morning(57)):
        assert requeue_failed() == 2

    send(now=morning(57))

    assert {"That is in 57 days." in each.body for each in mailbox.outbox} == {True}
