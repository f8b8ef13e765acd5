"""What meetings ask of people: to record one whose day has passed, and to send the note of one that was held (R7)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from partnerships.hooks import Task, Wakes
from reviews.models import Meeting, MeetingNote

RECORD, SEND_NOTE = "meeting.record", "meeting.send_note"
NOTE_DAYS = 7  # after the meeting
FIELDS = ("partnership", "status", "day")


def planned_meetings(partnerships: Sequence[int]) -> QuerySet[Meeting]:
    return Meeting.objects.planned().filter(partnership__in=partnerships, partnership__ended_on=None)


def without_note(partnerships: Sequence[int]) -> QuerySet[Meeting]:
    sent = MeetingNote.objects.filter(meeting=OuterRef("pk"), sent_at__isnull=False)
    held = Meeting.objects.held().filter(partnership__in=partnerships, partnership__ended_on=None)
    return held.filter(~Exists(sent))


def meeting_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Two queries."""
    found: list[Task | Wakes] = []
    for row in planned_meetings(partnerships).only(*FIELDS).order_by("pk"):
        if row.is_past(today):
            found.append(Task(row.partnership_id, RECORD, row.pk, asks="enter_value", due_on=row.day))
        else:
            found.append(Wakes(row.partnership_id, row.day + timedelta(days=1)))
    for row in without_note(partnerships).only("partnership", "day").order_by("pk"):
        due_on = row.day + timedelta(days=NOTE_DAYS)
        found.append(Task(row.partnership_id, SEND_NOTE, row.pk, asks="enter_value", due_on=due_on))
    return found
