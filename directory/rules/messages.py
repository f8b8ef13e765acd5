"""The words of messages and exchange visits, and the moves of both (D3). Pure."""

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pes_partnerships.lib.moves import Moves, moved


class MessageKind(models.TextChoices):
    QUESTION = "question", pgettext_lazy("message", "Question")
    VISIT = "visit", pgettext_lazy("message", "Exchange visit")
    SIMILAR = "similar", pgettext_lazy("message", "A similar partnership")
    CORRECTION = "correction", pgettext_lazy("message", "Correction of the entry")


class MessageStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("message", "Not confirmed by its sender")
    SENT = "sent", pgettext_lazy("message", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("message", "Answered")
    DECLINED = "declined", pgettext_lazy("message", "Declined")
    ABUSE = "abuse", pgettext_lazy("message", "Reported as abuse")


class Side(models.TextChoices):
    OWNER = "owner", _("the people of the entry")
    SENDER = "sender", _("who wrote")


class Reached(models.TextChoices):
    """Whom a message reached: the first of these that there is."""

    PEOPLE = "people", _("a contact person who agreed")
    MAILBOX = "mailbox", _("the mailbox of the employment service")
    ADMINS = "admins", _("the directory admins")


class Way(models.TextChoices):
    PLACE = "place", _("At their place")
    SCREEN = "screen", _("On screen, one or two hours")


class VisitStatus(models.TextChoices):
    ASKED = "asked", pgettext_lazy("visit", "Asked for")
    OFFERED = "offered", pgettext_lazy("visit", "Days offered")
    AGREED = "agreed", pgettext_lazy("visit", "Agreed")
    DECLINED = "declined", pgettext_lazy("visit", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Cancelled")
    REPORTED = "reported", pgettext_lazy("visit", "Reported on")


class Act(models.TextChoices):
    """What one side did, as the course of a message tells it."""

    WROTE = "wrote", _("Message passed on")
    ANSWERED = "answered", _("Answer")
    ASKED_BACK = "asked_back", _("Question about the request")
    DECLINED = "declined", _("Declined")
    PASSED_ON = "passed_on", _("Passed on to a colleague")
    OFFERED = "offered", _("Days offered")
    NONE_FITS = "none_fits", _("None of the days is possible")
    AGREED = "agreed", _("Visit agreed")
    PROGRAMME = "programme", _("Programme changed")
    CANCELLED = "cancelled", _("Visit cancelled")
    REPORTED = "reported", _("Report written")


S, V = MessageStatus, VisitStatus
# act -> (statuses it may start from, status it leads to)
MESSAGE_MOVES: Moves = {
    "confirm": (frozenset({S.UNCONFIRMED}), S.SENT),
    "answer": (frozenset({S.SENT, S.ANSWERED}), S.ANSWERED),
    "ask_back": (frozenset({S.SENT}), S.SENT),
    "decline": (frozenset({S.SENT}), S.DECLINED),
    "pass_on": (frozenset({S.SENT}), S.SENT),
    "report": (frozenset({S.SENT}), S.ABUSE),
    "clear": (frozenset({S.ABUSE}), S.SENT),
}
VISIT_MOVES: Moves = {
    "offer": (frozenset({V.ASKED, V.OFFERED, V.AGREED}), V.OFFERED),
    "none_fits": (frozenset({V.OFFERED}), V.ASKED),
    "agree": (frozenset({V.OFFERED}), V.AGREED),
    "decline": (frozenset({V.ASKED, V.OFFERED}), V.DECLINED),
    "programme": (frozenset({V.AGREED}), V.AGREED),
    "cancel": (frozenset({V.ASKED, V.OFFERED, V.AGREED}), V.CANCELLED),
    "report": (frozenset({V.AGREED, V.REPORTED}), V.REPORTED),
}

CONFIRM_WITHIN = timedelta(days=3)  # a message whose sender does not confirm it is deleted then
ANSWER_WITHIN = timedelta(days=14)  # then the people of the entry are reminded, once
TELL_SENDER_AFTER = timedelta(days=30)  # then its sender learns that there is no answer
REPORT_WITHIN = timedelta(days=28)  # after the visit
MOST_DAYS_OFFERED = 3


def message_move(act: str, status: str) -> str:
    """Raises MoveRefused where MESSAGE_MOVES has no such move."""
    return moved(MESSAGE_MOVES, act, status)


def visit_move(act: str, status: str) -> str:
    """Raises MoveRefused where VISIT_MOVES has no such move."""
    return moved(VISIT_MOVES, act, status)


def last_day(first: date, days: int) -> date:
    """A visit of several days goes over days that follow one another."""
    return first + timedelta(days=max(days, 1) - 1)


# what there is to see, by the facts of an entry that speak of it
TOPICS = {
    "work": ((), _("How the work is done every day")),
    "challenge": (("challenge",), _("How they found out what was missing")),
    "partners": (("partners", "selection"), _("How the partners were chosen and work together")),
    "role": (("pes_role", "pes_role_note"), _("What the employment service does in it")),
    "funding": (("funding",), _("How it is paid for")),
    "results": (("targets_note", "added_value"), _("What came of it, and how it is measured")),
    "factors": (("success_factors", "strengths"), _("What makes it work")),
    "learnt": (("learnt", "ended_how"), _("What they would do differently")),
}
