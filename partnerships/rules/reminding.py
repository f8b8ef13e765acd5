"""The words of reminders: who is asked, as what, and why one does not go (N1, N2)."""

import datetime
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext, ngettext, pgettext_lazy

from pes_partnerships.lib.dates import display_date

FARTHEST = 365  # days before or after a due date
MOVED = 1000  # the stage of the word that a day has moved: before every lead time that can be set


class Asks(models.TextChoices):
    """Who is reminded before the due date."""

    OFFICE = "office", pgettext_lazy("reminders", "The office")
    MANAGER = "manager", pgettext_lazy("reminders", "The partnership manager")
    BOTH = "both", pgettext_lazy("reminders", "The office and the partnership manager")


class AskedAs(models.TextChoices):
    """As what somebody was reminded."""

    OWNER = "owner", pgettext_lazy("reminders", "the person responsible")
    OFFICE = "office", pgettext_lazy("reminders", "the office")
    MANAGER = "manager", pgettext_lazy("reminders", "the partnership manager")
    HEAD = "head", pgettext_lazy("reminders", "the head of the service")


class Way(models.TextChoices):
    """How somebody wants their reminders."""

    SINGLE = "single", pgettext_lazy("reminders", "Single e-mails")
    DAILY = "daily", pgettext_lazy("reminders", "One e-mail a day")
    WEEKLY = "weekly", pgettext_lazy("reminders", "One e-mail a week")


class Letters(models.TextChoices):
    """When the head of the service gets the monthly letter of what was missed."""

    MISSED = "missed", pgettext_lazy("monthly letter", "After a month in which something was missed")
    ALWAYS = "always", pgettext_lazy("monthly letter", "Every month")
    NEVER = "never", pgettext_lazy("monthly letter", "Never")


class Withdrawn(models.TextChoices):
    """Why a reminder does not go; its row keeps the code."""

    DONE = "done", pgettext_lazy("reminders", "it was done, or nothing is to be done any more")
    MOVED = "moved", pgettext_lazy("reminders", "it was moved to another day")
    SWITCHED_OFF = "switched_off", pgettext_lazy("reminders", "the service no longer reminds of it")
    SET_ASIDE = "set_aside", pgettext_lazy("reminders", "it was set aside")
    NOT_ASKED = "not_asked", pgettext_lazy("reminders", "the recipient is no longer responsible")
    COVERED = "covered", pgettext_lazy("reminders", "a later reminder has been written")


def distance(due_on: datetime.date, today: datetime.date) -> str:
    """How far a day is, as a sentence in the current language."""
    days = (due_on - today).days
    if days == 0:
        return gettext("That is today.")
    if days > 0:
        return ngettext("That is tomorrow.", "That is in %(days)s days.", days) % {"days": days}
    return ngettext("That was yesterday.", "That was %(days)s days ago.", -days) % {"days": -days}


def later_reminders(days: Sequence[datetime.date]) -> list[str]:
    """What a mail says of the reminders after it; nothing where there are none."""
    said = ", ".join(display_date(day) for day in days)
    return [gettext("Further reminders will be sent on: %(days)s.") % {"days": said}] if days else []


def due_words(due_on: datetime.date, today: datetime.date) -> str:
    """When something is due, in a few words: “46 days late”, “due today”, “due on 24 December 2026”."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return gettext("due today")
    if days == 1:
        return gettext("due tomorrow")
    return gettext("due on %(day)s") % {"day": display_date(due_on)}
