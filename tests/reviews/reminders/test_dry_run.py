"""N2: what the clock would do until a day is told by its own rules, and telling it changes nothing."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.services.rehearsing import rehearse, run_sweeps
from reviews.models import Reminder, ReminderRound
from tests.reviews.conftest import DUE

from .test_sweep import morning

LEADS = (60, 30, 7, 0, -7)


def rows() -> tuple[int, ...]:
    return tuple(each.objects.count() for each in (OutboxMail, LedgerEntry, ReminderRound, Reminder))


@pytest.mark.rehearse  # ten weeks, twice a day; a shorter time is tried out below
def test_every_reminder_until_the_day_is_told_and_none_is_written(planned):
    before = rows()

    found = rehearse(now=morning(61), until=DUE + timedelta(days=8)).mails

    assert [(each.stage, each.recipient) for each in found if each.recipient == "lina@example.org"] == [
        (str(lead), "lina@example.org") for lead in LEADS
    ]
    assert {(each.kind, each.subject, each.occurrence) for each in found} == {
        ("review_reminder", f"review:{planned.pk}", str(DUE))
    }
    assert [timezone.localdate(each.at) for each in found] == sorted(
        DUE - timedelta(days=lead) for lead in LEADS for _recipient in ("jonas", "lina")
    )
    assert rows() == before


@pytest.mark.parametrize(("begins", "ends"), [(8, 8), pytest.param(61, 40, marks=pytest.mark.rehearse)])
def test_what_is_told_is_what_is_written(planned, begins, ends):
    told = rehearse(now=morning(begins), until=DUE + timedelta(days=ends)).mails

    for day in range(begins, -ends - 1, -1):
        run_sweeps(morning(day, hour=9))

    keys = [MailKey.read(mail.dedupe_key) for mail in OutboxMail.objects.exclude(dedupe_key=None)]
    written = sorted((str(key.occurrence), key.stage) for key in keys)
    assert sorted((each.occurrence, each.stage) for each in told) == written
    assert len(told) == OutboxMail.objects.count()


def test_only_what_falls_into_the_time_is_told(planned):
    assert rehearse(now=morning(61), until=morning(61).date()).mails == []
    assert len(rehearse(now=morning(61), until=morning(60).date()).mails) == 2


def test_with_words_each_has_the_subject_line_that_its_reader_would_get(planned):
    first, *_others = rehearse(
        now=morning(61), until=morning(60).date(), words_of=planned.series.partnership.service_id
    ).mails

    assert "review" in first.words.casefold()


def test_the_command_tells_a_line_each(planned):
    said = StringIO()
    with time_machine.travel(morning(61), tick=False):
        call_command("send_due", "--dry-run", "--json", at=morning(60).date(), stdout=said)

    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert {line["recipient"] for line in lines} == {"jonas@example.org", "lina@example.org"}
    assert list(lines[0]) == ["at", "kind", "subject", "occurrence", "stage", "recipient"]
    assert (lines[0]["occurrence"], lines[0]["stage"]) == (str(DUE), "60")


def test_without_the_dry_run_the_command_does_what_the_clock_does(planned):
    said = StringIO()
    with time_machine.travel(morning(60), tick=False):
        call_command("send_due", stdout=said)

    assert said.getvalue() == "Sent: 2.\n"
    assert not OutboxMail.objects.unsent().exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"at": DUE}, "use them with --dry-run"),
        ({"json": True}, "use them with --dry-run"),
        ({"dry_run": True, "at": DUE - timedelta(days=20_000)}, "has passed"),
    ],
)
def test_what_makes_no_sense_is_refused(planned, asked, said):
    with pytest.raises(CommandError, match=said):
        call_command("send_due", **asked)
    assert OutboxMail.objects.count() == 0
