"""What is known of a meeting, as its pages, its note and its minutes read it (R7)."""

from dataclasses import dataclass, field
from datetime import date

from reviews.meetings.rules.minutes import AgendaLine, Agreed, Improvement, Minutes, Voice
from reviews.models import (
    AgendaPoint,
    CorrectiveAction,
    Meeting,
    MeetingNote,
    MeetingParticipant,
    Review,
)
from reviews.rules.lifecycle import ReviewStatus
from reviews.rules.vocabulary import SeriesKind

from .chairing import Chair, chair_on


@dataclass(frozen=True)
class MeetingFacts:
    """One meeting with all that belongs to it; a constant number of queries."""

    meeting: Meeting
    people: list[MeetingParticipant]
    agenda: list[AgendaPoint]
    actions: list[CorrectiveAction]
    notes: list[MeetingNote]
    chair: Chair | None
    next_day: date | None
    papers: list = field(default_factory=list)

    @property
    def last_note(self) -> MeetingNote | None:
        """The newest that was sent."""
        return next((each for each in reversed(self.notes) if each.sent_at), None)


def read_meeting(meeting: Meeting) -> MeetingFacts:
    actions = CorrectiveAction.objects.filter(meeting=meeting)
    return MeetingFacts(
        meeting=meeting,
        people=list(people_of(meeting)),
        agenda=list(meeting.agenda.all()),
        actions=list(actions.select_related("owner__organisation", "contact", "person")),
        notes=list(meeting.notes.select_related("sent_by")),
        chair=chair_on(meeting.partnership, meeting.day),
        next_day=next_day(meeting),
        papers=list(meeting.papers.all()),
    )


def people_of(meeting: Meeting) -> list[MeetingParticipant]:
    rows = meeting.participants.select_related("participation__organisation", "contact", "user")
    return list(rows.prefetch_related("improvements"))


def next_day(meeting: Meeting) -> date | None:
    """The next meeting that is planned, else the day on which the rhythm asks for one."""
    later = Meeting.objects.planned().filter(partnership=meeting.partnership_id, day__gt=meeting.day)
    if planned := later.order_by("day").first():
        return planned.day
    due = open_occurrence(meeting.partnership_id)
    return due.due_on if due and due.due_on > meeting.day else None


def open_occurrence(partnership: int) -> Review | None:
    """What the rhythm of meetings plans next."""
    rows = Review.objects.filter(
        series__partnership=partnership, series__kind=SeriesKind.MEETING, status=ReviewStatus.PLANNED
    )
    return rows.select_related("series").order_by("due_on", "pk").first()


def minutes_of(facts: MeetingFacts) -> Minutes:
    """As they are now; frozen when a note goes."""
    meeting = facts.meeting
    at_next = chair_on(meeting.partnership, facts.next_day) if facts.next_day else None
    return Minutes(
        kind=meeting.kind,
        title=meeting.title,
        day=meeting.day,
        service=meeting.partnership.service.name,
        partnership=meeting.partnership.title,
        hours=meeting.hours,
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        idea=meeting.idea,
        question=meeting.question,
        voices=tuple(_voice(each) for each in facts.people),
        agreed=tuple(Agreed(each.text, each.who, each.due_on) for each in facts.actions),
        agenda=tuple(AgendaLine(each.point, each.title, each.who, each.minutes, each.outcome) for each in facts.agenda),
        next_day=facts.next_day,
        next_chair=at_next.now.name if at_next and at_next.now else "",
    )


def _voice(row: MeetingParticipant) -> Voice:
    said = tuple(Improvement(each.text, each.became, each.words) for each in row.improvements.all())
    return Voice(row.party_name, row.name, row.attendance, row.strengths, said)
