"""What the clock would write until a day if nobody acts: its real sweeps, moment by moment; then all is rolled back.

While it runs nobody else can write (SQLite) or finish an act (the head of the ledger is locked): it is asked for by a
person, for few days at a time, or at the command line.
"""

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import inf
from time import monotonic

from django.db import transaction
from django.utils import timezone

from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerEntry, LedgerHead
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.rules.letters import known_composers
from pes_partnerships.outbox.rules.sweeps import known_sweeps

from .gathering import gathering
from .queue import in_words

MAIL_ACT = "remind"  # in the code of every act that says that somebody was reminded
LOOKED_AT = (time(7, 1), time(23, 59))  # of each day: after the morning's reminders, and for all that its hours bring


@dataclass(frozen=True)
class Planned:
    """One mail as it would be written: of the last parts the key of the mail knows, or they are empty."""

    at: datetime
    kind: str
    subject: str
    occurrence: str
    stage: str
    recipient: str
    to_name: str
    language: str
    words: str  # the subject line
    service_id: int | None

    def line(self) -> dict[str, str]:
        """For programs."""
        return {
            "at": self.at.isoformat(), "kind": self.kind, "subject": self.subject, "occurrence": self.occurrence,
            "stage": self.stage, "recipient": self.recipient,
        }  # fmt: skip


@dataclass(frozen=True)
class PlannedAct:
    """One act as the history would tell it."""

    at: datetime
    sentence: str
    about: str
    service_id: int | None


@dataclass(frozen=True)
class Rehearsal:
    mails: list[Planned]
    acts: list[PlannedAct]


class TooLong(Exception):
    """The days that were asked for take longer than whoever asks may keep others waiting."""


def rehearse(
    *, now: datetime, until: date, words_of: int | None = None, patience: timedelta | None = None
) -> Rehearsal:
    """`words_of`: the service for whose late letters the subject lines are composed, too: some queries for each.

    `patience`: TooLong after that, with all rolled back.
    """
    mails: list[Planned] = []
    acts: list[PlannedAct] = []
    ends = inf if patience is None else monotonic() + patience.total_seconds()
    with transaction.atomic():
        seen = _last_act()
        for moment in _moments(now, until):
            if monotonic() > ends:
                raise TooLong
            mails += _planned(moment, words_of)
            acts += _acts_after(seen, moment)
            seen = _last_act()
        transaction.set_rollback(True)
    return Rehearsal(mails, acts)


def run_sweeps(now: datetime) -> None:
    """Every sweep once, as at this moment."""
    for _name, sweep in known_sweeps:
        sweep(now=now)


def _moments(now: datetime, until: date) -> Iterator[datetime]:
    """Now, and of each day what its clocks in the time zones of the services make different."""
    zones = set(EmploymentService.objects.running_here().values_list("time_zone", flat=True))
    first = timezone.localdate(now)
    days = [first + timedelta(days=number) for number in range((until - first).days + 1)]
    found = {
        datetime.combine(day, hour, tzinfo=zoneinfo.ZoneInfo(zone))
        for day in days
        for hour in LOOKED_AT
        for zone in zones
    }
    yield now
    yield from sorted(moment for moment in found if moment > now)


def _planned(moment: datetime, words_of: int | None) -> list[Planned]:
    with gathering() as written:
        run_sweeps(moment)
    return [_of(mail, moment, words_of is not None and mail.service_id == words_of) for mail in written]


def _of(mail: OutboxMail, moment: datetime, with_words: bool) -> Planned:
    key = MailKey.read(mail.dedupe_key)
    return Planned(
        at=max(moment, mail.due_at),  # it may wait for a working hour of its reader
        kind=mail.kind,
        subject=f"{mail.about_type}:{mail.about_id}" if mail.about_type else "",
        occurrence=key.occurrence if key else "",
        stage=key.stage if key else "",
        recipient=mail.to_address,
        to_name=mail.to_name,
        language=mail.language,
        words=mail.subject or (_words(mail, moment) if with_words else ""),
        service_id=mail.service_id,
    )


def _words(mail: OutboxMail, moment: datetime) -> str:
    """What the composer would write; it sees the rows as they are at that moment of the rehearsal."""
    letter = known_composers.of(mail.kind)(mail, moment)
    return str(in_words(letter, key=mail.pk, service=mail.service)["subject"]) if letter else ""


def _last_act() -> int:
    return LedgerHead.objects.values_list("seq", flat=True).first() or 0


def _acts_after(seen: int, moment: datetime) -> list[PlannedAct]:
    """Not those that only say that a mail was written: the mail is told of itself."""
    entries = LedgerEntry.objects.filter(seq__gt=seen).order_by("seq")
    return [
        PlannedAct(moment, each.sentence(), each.object_label, each.service_id)
        for each in entries
        if MAIL_ACT not in each.act
    ]
