"""Signs of life: the last day on which something of a participant is on record, for the rules of warnings."""

from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Max, QuerySet
from django.utils import timezone

from partnerships.models import DialogueEntry, Participation
from pes_partnerships.lib.present import Reading
from reviews.models import (
    Activity,
    CommitmentAct,
    DraftAnswer,
    Feedback,
    Measurement,
    MeetingParticipant,
    PartnerStatement,
)
from reviews.rules.commitment_words import TaskAct
from reviews.rules.meeting_words import Attendance, MeetingStatus


class Sign(NamedTuple):
    """Where it is on record, whose it is, and when."""

    rows: Reading
    whose: str
    when: str


def took_part(keys: Sequence[int]) -> QuerySet:
    return Activity.partners.through.objects.filter(activity__partnership__in=keys)


def told_values(keys: Sequence[int]) -> QuerySet[Measurement]:
    return Measurement.objects.filter(objective__agreement__partnership__in=keys, party__isnull=False)


def stated(keys: Sequence[int]) -> QuerySet[PartnerStatement]:
    rows = PartnerStatement.objects.filter(part__review__series__partnership__in=keys)
    return rows.exclude(part__participation=None)


def answered(keys: Sequence[int]) -> QuerySet[DraftAnswer]:
    return DraftAnswer.objects.filter(part__review__series__partnership__in=keys).exclude(part__participation=None)


def gave_feedback(keys: Sequence[int]) -> QuerySet[Feedback]:
    return Feedback.objects.filter(partnership__in=keys, participation__isnull=False)


def met(keys: Sequence[int]) -> QuerySet[MeetingParticipant]:
    rows = MeetingParticipant.objects.filter(meeting__partnership__in=keys, participation__isnull=False)
    return rows.filter(meeting__status=MeetingStatus.HELD).exclude(attendance__in=["", Attendance.ABSENT])


def kept_commitments(keys: Sequence[int]) -> QuerySet[CommitmentAct]:
    rows = CommitmentAct.objects.filter(task__commitment__partnership__in=keys, party__isnull=False)
    return rows.filter(kind=TaskAct.SENT)


def talked(keys: Sequence[int]) -> QuerySet[DialogueEntry]:
    return DialogueEntry.objects.filter(participation__partnership__in=keys)


SIGNS = (
    Sign(told_values, "party__participation", "entered_at"),
    Sign(stated, "part__participation", "sent_at"),
    Sign(answered, "part__participation", "given_at"),
    Sign(gave_feedback, "participation", "given_at"),
    Sign(met, "participation", "meeting__day"),
    Sign(kept_commitments, "party", "at"),
    Sign(talked, "participation", "on"),
)
READINGS = (took_part, *(sign.rows for sign in SIGNS))


def signs_of(keys: list[int], absent: Container[Any] = ()) -> dict[int, dict[int, date]]:
    """By partnership and participant. One query for each kind of sign that is not `absent`, and one more if any is."""
    days = _signs(keys, absent)
    found: dict[int, dict[int, date]] = defaultdict(dict)
    if days:
        rows = Participation.objects.filter(pk__in=days).order_by("pk")
        for key, pk in rows.values_list("partnership", "pk"):
            found[key][pk] = days[pk]
    return found


def _signs(keys: list[int], absent: Container[Any]) -> dict[int, date]:
    pairs: list[tuple[int, Any]] = []
    if took_part not in absent:
        rows = took_part(keys).values_list("participation", "activity__on")
        pairs += [(key, on.latest()) for key, on in rows]
    for sign in SIGNS:
        if sign.rows not in absent:
            pairs += sign.rows(keys).order_by().values_list(sign.whose).annotate(Max(sign.when))
    found: dict[int, date] = {}
    for key, when in pairs:
        day = timezone.localdate(when) if isinstance(when, datetime) else when
        if day and (key not in found or day > found[key]):
            found[key] = day
    return found
