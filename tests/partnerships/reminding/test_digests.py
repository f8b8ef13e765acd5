"""N2, N3: one mail a person and period; nothing twice, and nothing lost, whatever is killed."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail as mailbox
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from partnerships.models import Agreement, GivenReminder, ReminderChoice
from partnerships.portfolio.services import ready
from partnerships.reminding.services import sweeping
from partnerships.reminding.services.choosing import choose
from partnerships.reminding.services.sweeping import sweep_waiting
from partnerships.rules.reminding import Way
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.services import Actor
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.services import Swept
from pes_partnerships.outbox.services import sweep as send
from pes_partnerships.outbox.services.restoring import Held, hold_after_restore
from tests.ics_reader import events
from tests.partnerships.reminding.conftest import before_end, ends_soon, ledger, morning, remind
from tests.reviews.conftest import make_partnership

FRIDAY = before_end(90).date()  # the 2nd of April 2027
MONDAY = date(2027, 4, 5)
AT_EIGHT = morning(MONDAY, 8)


@pytest.fixture
def weekly(ending, in_scope) -> Agreement:
    """Lina gets one mail a week, on Mondays at eight."""
    ReminderChoice.objects.create(user=in_scope.lina, way=Way.WEEKLY)
    return ending


@pytest.fixture
def second(weekly, in_scope) -> Agreement:
    return ends_soon(make_partnership(in_scope, "Mentoring"))


def bodies() -> list[str]:
    return [message.body for message in mailbox.outbox]


def test_what_falls_due_in_the_week_comes_in_one_mail_on_monday(weekly, second):
    assert remind(before_end(90)) == 2
    [mail] = OutboxMail.objects.all()
    assert mail.due_at == AT_EIGHT
    assert send(now=morning(FRIDAY, 12)) == Swept()
    assert send(now=AT_EIGHT) == Swept(sent=1)

    [message] = mailbox.outbox
    assert message.subject == "Your week: 2 things to do later"
    assert message.body.splitlines()[0] == (
        "First: Decide on renewal or termination, due on 1 July 2027. 1 more thing waits for you."
    )
    assert ("Overdue" in message.body, "Later" in message.body) == (False, True)
    assert "2. Decide on renewal or termination: due on 1 July 2027\nMentoring." in message.body
    [(name, content, _type)] = message.attachments
    assert (name, [each["DTSTART"] for each in events(content.encode())]) == ("days.ics", ["20270701", "20270701"])
    assert [line[3] for line in ledger()] == ["written", "written"]


def test_one_thing_has_a_subject_of_its_own_and_speaks_the_language_of_its_reader(weekly, in_scope):
    in_scope.lina.language = "fr"
    in_scope.lina.save()
    remind(before_end(90))
    send(now=AT_EIGHT)
    [message] = mailbox.outbox
    assert "1er juillet 2027" in message.subject
    assert message.extra_headers["Content-Language"] == "fr"


def test_sweeps_that_run_again_add_nothing(weekly):
    assert [remind(before_end(90)), remind(before_end(90)), remind(before_end(89))] == [1, 0, 0]
    assert OutboxMail.objects.count() == 1


def test_its_message_id_comes_from_person_and_period(weekly, in_scope):
    remind(before_end(90))
    mail = OutboxMail.objects.get()
    key = MailKey.read(mail.dedupe_key)
    assert key == MailKey("digest", str(in_scope.service.pk), "2027-04-05", "weekly", str(in_scope.lina.pk))


def test_a_kill_in_the_sweep_loses_nothing_and_doubles_nothing(weekly, second, monkeypatch):
    def killed(_acts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "record_many", killed)
        with pytest.raises(KeyboardInterrupt):
            remind(before_end(90))
    assert (GivenReminder.objects.count(), OutboxMail.objects.count()) == (0, 0)
    assert remind(before_end(90, hour=8)) == 2
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize("state", ["claimed", "tried", "sent"])
def test_what_falls_due_while_it_is_being_sent_is_told_by_the_next_one(weekly, in_scope, state):
    remind(before_end(90))
    [mail] = OutboxMail.objects.all()
    changed = {
        "claimed": {"state": "claimed", "claim": mail.pk, "claimed_at": AT_EIGHT, "attempts": 1},
        "tried": {"attempts": 1},
        "sent": {"state": "sent", "sent_at": AT_EIGHT, "body_text": "x"},
    }[state]
    OutboxMail.objects.filter(pk=mail.pk).update(**changed)
    late = ends_soon(make_partnership(in_scope, "Mentoring"))
    ready.sweep(morning(FRIDAY, 9))

    assert sweep_waiting(now=morning(FRIDAY, 9)) == 1
    following = OutboxMail.objects.exclude(pk=mail.pk).get()
    assert MailKey.read(following.dedupe_key).occurrence == "2027-04-12"
    assert GivenReminder.objects.get(subject=late.pk).mail == following


def test_what_was_done_meanwhile_is_not_in_it(weekly, second):
    remind(before_end(90))
    _is_settled(second)
    assert send(now=AT_EIGHT) == Swept(sent=1)
    assert ["Mentoring" in body for body in bodies()] == [False]
    assert sorted(line[3] for line in ledger()) == ["done", "written"]


def test_without_anything_left_to_say_it_does_not_go(weekly):
    remind(before_end(90))
    _is_settled(weekly)
    assert send(now=AT_EIGHT) == Swept(withdrawn=1)
    assert (bodies(), LedgerEntry.objects.filter(act="reminding.withdrawn").count()) == ([], 1)


def _is_settled(agreement: Agreement) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(ends="", ends_latest=None, is_open_ended=True)
    ready.write(agreement.partnership.service, [agreement.partnership_id], before_end(80).date())


def test_what_would_come_on_its_last_day_comes_alone(weekly, rule):
    """Three days before the end is a Monday; the next digest is on Thursday, the day of the end."""
    rule("agreement_end", lead_days=[3], head_after=None)
    ReminderChoice.objects.update(weekday=3, soon_alone=False)
    assert remind(before_end(3)) == 1
    assert send(now=before_end(3)) == Swept(sent=1)
    assert OutboxMail.objects.get().kind == "reminder"


def test_after_an_outage_it_goes_as_soon_as_it_can(weekly):
    remind(before_end(91))
    tuesday = morning(MONDAY + timedelta(days=1), 9)
    assert remind(tuesday) == 1
    mail = OutboxMail.objects.get()
    assert (mail.due_at, mail.next_attempt_at) == (AT_EIGHT, tuesday + timedelta(minutes=15))
    assert MailKey.read(mail.dedupe_key).occurrence == "2027-04-05"


def test_who_chooses_single_mails_again_gets_at_once_what_was_gathered(weekly, in_scope):
    remind(before_end(90))
    choose(user=in_scope.lina, way=Way.SINGLE, at=morning(FRIDAY, 11))
    assert send(now=morning(FRIDAY, 11)) == Swept(sent=1)
    assert remind(before_end(30)) == 1
    assert OutboxMail.objects.exclude(state="sent").get().kind == "reminder"


def test_a_restored_backup_writes_the_same_digest_and_holds_it(weekly):
    remind(before_end(91))
    point = transaction.savepoint()
    remind(before_end(90))
    send(now=AT_EIGHT)
    gone = mailbox.outbox[0].extra_headers["Message-ID"]
    transaction.savepoint_rollback(point)
    lost: datetime = morning(MONDAY, 14)

    assert hold_after_restore(at=lost, by=Actor.system()) == Held(waiting=0, written=1)
    mail = OutboxMail.objects.get()
    assert (mail.state, mail.message_id) == ("held", gone)
    assert sweep_waiting(now=lost) == 0


def test_more_lines_take_no_more_queries(weekly, in_scope):
    def queries(days: int) -> tuple[int, int]:
        remind(before_end(days, hour=1))
        with CaptureQueriesContext(connection) as of_sweep:
            lines.append(sweep_waiting(now=before_end(days)))
        mail = OutboxMail.objects.get(state="queued")
        with CaptureQueriesContext(connection) as of_mail:
            assert send(now=mail.due_at) == Swept(sent=1)
        return len(of_sweep), len(of_mail)

    lines: list[int] = []
    queries(90)
    of_one = queries(30)
    for number in range(2):
        ends_soon(make_partnership(in_scope, f"Other {number}"))
    remind(before_end(20))
    send(now=before_end(13))
    assert (queries(8), lines) == (of_one, [1, 1, 3])  # the seventh day before is a holiday
