"""What meetings ask of people: to record one whose day has passed, and to send the note of one that was held (R7)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from partnerships.hooks import Task, Wakes
from pes_partnerships.lib.kept import KeptOfOne
from reviews.models import Meeting, MeetingNote

RECORD, SEND_NOTE = "meeting.record", "meeting.send_note"
NOTE_DAYS = 7  # after the meeting
FIELDS = ("pk", "partnership", "day")


def planned_meetings(partnerships: Sequence[int]) -> QuerySet[Meeting]:
    return Meeting.objects.planned().filter(partnership__in=partnerships, partnership__ended_on=None)


def without_note(partnerships: Sequence[int]) -> QuerySet[Meeting]:
    sent = MeetingNote.objects.filter(meeting=OuterRef("pk"), sent_at__isnull=False)
    held = Meeting.objects.held().filter(partnership__in=partnerships, partnership__ended_on=None)
    return held.filter(~Exists(sent))


def meeting_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Two queries."""
    found: list[Task | Wakes] = []
    for pk, key, day in _planned.of(partnerships):
        if day < today:
            found.append(Task(key, RECORD, pk, asks="enter_value", due_on=day))
        else:
            found.append(Wakes(key, day + timedelta(days=1)))
    for pk, key, day in _without_note.of(partnerships):
        due_on = day + timedelta(days=NOTE_DAYS)
        found.append(Task(key, SEND_NOTE, pk, asks="enter_value", due_on=due_on))
    return found


_planned = KeptOfOne(lambda keys: planned_meetings(keys).order_by("pk").values_list(*FIELDS))
_without_note = KeptOfOne(lambda keys: without_note(keys).order_by("pk").values_list(*FIELDS))
