"""Events of the time line that come from forming: answers, decisions, changes of the people who speak (F5, X3)."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.hooks import on_record
from partnerships.models import Examination, Partnership, RepresentativeChange
from partnerships.rules.vocabulary import Answer
from partnerships.shared.services.on_record import answered_invitations, done_without, examinations, new_faces
from pes_partnerships.lib.dates import display_date

Event = tuple[datetime.date, str, str, str]


def forming_events(partnership: Partnership) -> list[Event]:
    """Four queries at most; only organisations are named, as readers without the right to the dialogue see this too."""
    return [*_decision(partnership), *_answers(partnership), *_done_without(partnership), *_new_faces(partnership)]


def _event(day: datetime.date, words: str) -> Event:
    return (day, display_date(day), words, "")


def _decision(partnership: Partnership) -> list[Event]:
    if not on_record.has(partnership, examinations):
        return []
    known = examinations([partnership.pk]).exclude(decided_on=None)
    decided_on, outcome = known.values_list("decided_on", "outcome").first() or (None, "")
    if not outcome:
        return []
    goes_on = outcome == Examination.Outcome.GO_ON
    words = _("Decision to approach other organisations") if goes_on else _("Decision not to proceed")
    return [_event(decided_on, words)]


def _answers(partnership: Partnership) -> list[Event]:
    if not on_record.has(partnership, answered_invitations):
        return []
    words = {
        Answer.JOINS: _("%(name)s accepts the invitation"),
        Answer.TALK: _("%(name)s wishes to discuss first"),
        Answer.DECLINES: _("%(name)s declined the invitation"),
    }
    given = answered_invitations([partnership.pk])
    names = ("participation__organisation__name", "participation__class_name")
    return [
        _event(timezone.localdate(at), words[Answer(answer)] % {"name": name or class_name})
        for at, answer, name, class_name in given.values_list("answered_at", "answer", *names)
    ]


def _done_without(partnership: Partnership) -> list[Event]:
    if not on_record.has(partnership, done_without):
        return []
    rows = done_without([partnership.pk])
    words = _("Decision that the partnership can work without %(name)s")
    return [
        _event(day, words % {"name": name or class_name})
        for day, name, class_name in rows.values_list("do_without_on", "organisation__name", "class_name")
    ]


def _new_faces(partnership: Partnership) -> list[Event]:
    if not on_record.has(partnership, new_faces):
        return []
    present = partnership.participations.present().exclude(organisation=None)
    since = partnership.commenced.earliest() or timezone.localdate(partnership.created_at)
    rows = RepresentativeChange.objects.filter(organisation__in=present.values("organisation"), on__gte=since)
    words = _("New representative of %(name)s")
    return [_event(day, words % {"name": name}) for day, name in rows.values_list("on", "organisation__name")]
