"""The words of the page of the clock: states, lines of mails, what it does and would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pes_partnerships.lib.dates import display_date, display_datetime
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.clock import ClockState, is_stopped
from pes_partnerships.outbox.services.rehearsing import Planned, PlannedAct
from pes_partnerships.outbox.services.resending import may_be_cancelled, may_be_sent_again, may_be_tried_now

State = OutboxMail.State
HOUR = 60 * 60


def state_words(state: ClockState, beat_age: int | None) -> dict[str, str]:
    """A tag: its tint and its word."""
    if state == ClockState.OK:
        return {"kind": "success", "label": pgettext("clock", "Running")}
    if state == ClockState.AHEAD:
        return {"kind": "error", "label": pgettext("clock", "Last beat in the future")}
    if beat_age is None or is_stopped(beat_age):
        return {"kind": "error", "label": pgettext("clock", "Stopped")}
    return {"kind": "warning", "label": pgettext("clock", "Late")}


def duration(seconds: int) -> str:
    """In the largest unit that is at least two, or in seconds."""
    if abs(seconds) < 120:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    if abs(seconds) < 2 * 60 * 60:
        minutes = round(seconds / 60)
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if abs(seconds) < 2 * 24 * 60 * 60:
        hours = round(seconds / 60 / 60)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(seconds / 60 / 60 / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


@dataclass(frozen=True)
class MailLine:
    """One mail in a list, with what may be done about it."""

    mail: OutboxMail
    renews_links: bool = False  # whoever looks may send a new link

    @property
    def subject(self) -> str:
        return self.mail.subject or self.mail.kind.replace("_", " ")

    @property
    def last(self) -> datetime:
        return self.mail.undelivered_at or self.mail.sent_at or self.mail.claimed_at or self.mail.due_at

    @property
    def when(self) -> str:
        tried = ngettext("tried once", "tried %(count)s times", self.mail.attempts) % {"count": self.mail.attempts}
        return f"{display_datetime(self.last)}, {tried}"

    @property
    def fate(self) -> str:
        """What the words of the server mean for the mail."""
        if self.mail.state == State.UNDELIVERED and self.mail.sent_at:
            return _("Returned after it was sent")
        if self.mail.state == State.UNDELIVERED:
            return _("Refused for good: not tried again")
        if self.mail.state == State.FAILED:
            return _("Given up after many tries")
        return _("Tried again on %(at)s") % {"at": display_datetime(self.mail.next_attempt_at)}

    @property
    def acts(self) -> list[dict[str, str]]:
        found = []
        if may_be_tried_now(self.mail):
            found.append({"url": reverse("outbox:clock_now", args=[self.mail.pk]), "label": _("Try it now")})
        if may_be_sent_again(self.mail) and (self.renews_links or not self.mail.brings_link):
            label = _("Send a new link") if self.mail.brings_link else _("Send it again")
            found.append({"url": reverse("outbox:clock_again", args=[self.mail.pk]), "label": label})
        if may_be_cancelled(self.mail):
            found.append({"url": reverse("outbox:clock_cancel", args=[self.mail.pk]), "label": _("Cancel it")})
        return found

    @property
    def hint(self) -> str:
        """Where nothing can be done here."""
        if self.acts:
            return ""
        if may_be_sent_again(self.mail):
            return _("A partnership manager can send a new link.")
        return _("Its link is gone: send a new one from the page on which it was asked for.")


def job_lines(every: float) -> dict[str, Any]:
    """What the clock does, and how often; a test holds it beside the schedule."""
    rows = [
        (_("Send e-mails"), every),
        (_("Imports of files"), every),
        (_("Reminders of reviews, commitments and what partners are asked for"), every * 2),
        (_("Reminders of everything else that is due"), every * 12),
        (_("Agreements: enter into force, are sealed, expire; signatories are reminded"), every * 12),
        (_("Time stamps of signatures, where an authority is configured"), every * 12),
        (_("Endings: come on their day, remind of steps"), every * 12),
        (_("Entries of the directory: are compared, asked about, expire"), every * 12),
        (_("Messages of the directory: reminders, reports of visits, what is deleted"), every * 12),
        (_("The start page: what the calendar has changed"), every * 12),
        *([(_("Returned e-mails"), every * 12)] if settings.RETURN_PATH and settings.BOUNCES_IMAP else []),
        (_("The end of the ledger by e-mail, once a day"), HOUR),
        (_("Followed searches of the directory, each once a day"), HOUR),
    ]
    return {
        "columns": [{"label": _("Job")}, {"label": _("How often")}],
        "rows": [
            *([job, _("every %(time)s") % {"time": duration(round(seconds))}] for job, seconds in rows),
            [_("The whole start page"), _("every night")],
            [_("Check of all stored files"), _("every night")],
        ],
    }


@dataclass(frozen=True)
class PlannedLine:
    at: datetime
    what: str
    language: str
    to: str
    why: str
    is_act: bool = False

    @property
    def day(self) -> str:
        return display_datetime(self.at)


def planned_lines(mails: Sequence[Planned], acts: Sequence[PlannedAct]) -> list[PlannedLine]:
    lines = [
        PlannedLine(each.at, each.words or each.kind.replace("_", " "), each.language, _whom(each), _why(each))
        for each in mails
    ]
    lines += [PlannedLine(each.at, each.sentence, "", "", each.about, is_act=True) for each in acts]
    return sorted(lines, key=lambda line: line.at)


def _whom(mail: Planned) -> str:
    return f"{mail.to_name}, {mail.recipient}" if mail.to_name else mail.recipient


def _why(mail: Planned) -> str:
    if not mail.occurrence:
        return ""
    due = _("Due on %(day)s") % {"day": display_date(date.fromisoformat(mail.occurrence))}
    if not mail.stage.lstrip("-").isdigit():
        return due
    days = int(mail.stage)
    if days == 0:
        return _("%(due)s, on the day itself") % {"due": due}
    words = (
        ngettext("%(due)s, %(count)s day before", "%(due)s, %(count)s days before", days)
        if days > 0
        else ngettext("%(due)s, %(count)s day after", "%(due)s, %(count)s days after", -days)
    )
    return words % {"due": due, "count": abs(days)}
