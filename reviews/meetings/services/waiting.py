"""What meetings ask of people: to record one whose day has passed, and to send the note of one that was held (R7)."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from partnerships.hooks import Task, Wakes
from reviews.models import Meeting, MeetingNote

RECORD, SEND_NOTE = "meeting.record", "meeting.send_note"
NOTE_DAYS = 7  # after the meeting


def meeting_tasks(*, partnerships: list[int], today: date) -> list[Task | Wakes]:
    """Two queries."""
    found: list[Task | Wakes] = []
    open_ones = Meeting.objects.filter(partnership__in=partnerships, partnership__ended_on=None)
    for row in open_ones.planned().order_by("pk"):
        if row.is_past(today):
            found.append(Task(row.partnership_id, RECORD, row.pk, asks="enter_value", due_on=row.day))
        else:
            found.append(Wakes(row.partnership_id, row.day + timedelta(days=1)))
    sent = MeetingNote.objects.filter(meeting=OuterRef("pk"), sent_at__isnull=False)
    for row in open_ones.held().filter(~Exists(sent)).order_by("pk"):
        due_on = row.day + timedelta(days=NOTE_DAYS)
        found.append(Task(row.partnership_id, SEND_NOTE, row.pk, asks="enter_value", due_on=due_on))
    return found
