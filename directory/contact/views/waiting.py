"""How messages and visits are told among what waits (D3)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.contact.services.waiting import ANSWER, CHOOSE, OFFER, REPORT, REPORT_GUEST
from directory.models import ContactRequest
from partnerships.hooks import TaskKind, Told
from partnerships.models import WaitingTask
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from pes_partnerships.lib.dates import display_date

# without names: calendars and mails say them, too
Words = Callable[[ContactRequest], tuple[str, str]]


def _teller(words: Words) -> Callable[[list[WaitingTask], date], dict[int, Told]]:
    def tell(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
        rows = ContactRequest.objects.filter(pk__in=[task.ref for task in tasks])
        return {row.pk: _told(row, words) for row in rows.select_related("entry", "visit")}

    return tell


def _told(row: ContactRequest, words: Words) -> Told:
    label, reason = words(row)
    since = display_date(timezone.localdate(row.moved_at))
    return Told(reverse("directory:message", args=[row.pk]), label, reason, _("since %(day)s") % {"day": since})


def _answer(row: ContactRequest) -> tuple[str, str]:
    said: dict[str, Any] = {"title": row.entry.title, "day": display_date(row.answer_by)}
    reason = _("About the entry “%(title)s”. An answer is expected by %(day)s.")
    return _("Answer a message from the directory"), reason % said


def _choose(row: ContactRequest) -> tuple[str, str]:
    reason = _("“%(title)s” offers days for your visit.")
    return _("Choose a day for the exchange visit"), reason % {"title": row.entry.title}


def _offer(row: ContactRequest) -> tuple[str, str]:
    reason = _("None of the days that you offered is possible. It is about the entry “%(title)s”.")
    return _("Offer other days for the exchange visit"), reason % {"title": row.entry.title}


def _report(row: ContactRequest) -> tuple[str, str]:
    said = {"day": display_date(row.visit.last_day), "title": row.entry.title}
    return _("Write what you learnt in the exchange visit"), _("It ended on %(day)s, at “%(title)s”.") % said


KINDS = {
    ANSWER: TaskKind(
        gettext_lazy("Answer messages from the directory"),
        gettext_lazy("A message to the people of an entry waits for an answer."),
        _teller(_answer),
    ),
    CHOOSE: TaskKind(
        gettext_lazy("Choose a day for a visit"),
        gettext_lazy("The hosts of an exchange visit offer days."),
        _teller(_choose),
    ),
    OFFER: TaskKind(
        gettext_lazy("Offer other days for a visit"),
        gettext_lazy("None of the days offered is possible for the visitors."),
        _teller(_offer),
    ),
    REPORT: TaskKind(
        gettext_lazy("Write what was learnt from visitors"),
        gettext_lazy("An exchange visit is over, and the hosts have not written what they learnt."),
        _teller(_report),
    ),
    REPORT_GUEST: TaskKind(
        gettext_lazy("Write what was learnt in a visit"),
        gettext_lazy("An exchange visit is over, and the visitors have not written what they learnt."),
        _teller(_report),
    ),
}
# the people of the entry get one e-mail of their own (services/clock.py); its manager is reminded as of all else
REMINDERS = (
    kind_of_task(
        "message",
        ANSWER,
        label=gettext_lazy("Messages from the directory without an answer"),
        plan=Plan(lead_days=(0,), manager_after=None, head_after=None, every=14, most=2),
    ),
)
