"""A meeting is recorded as held: who took part, and the rhythm that it fulfils (R7, R2)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from pes_partnerships.ledger.services import Actor, one_act
from reviews.commitments.services.meeting import note_meeting
from reviews.models import Meeting, MeetingParticipant
from reviews.rules.meeting_words import TOOK_PART, Attendance
from reviews.schedule.services.rhythms import hold_occurrence

from .facts import open_occurrence
from .rows import locked_for, write_down


@one_act()
def hold_meeting(
    *,
    meeting: Meeting,
    day: date,
    attendance: Mapping[int, str],
    by: Actor,
    guests: Sequence[str] = (),
    at: datetime | None = None,
) -> Meeting:
    """`attendance` by the key of the participant; `guests`: groups without names. The meeting that the rhythm plans
    is recorded as held, and the next one is planned; a commitment to meet is kept by it.

    Raises MoveRefused where it was recorded or cancelled before, or the partnership has ended.
    """
    at = at or timezone.now()
    fresh = locked_for("hold", meeting)
    fresh.day, fresh.held_at = day, at
    fresh.occurrence = open_occurrence(fresh.partnership_id)
    fresh.save(update_fields=["status", "day", "held_at", "occurrence"])
    took_part = _set_attendance(fresh, attendance, guests)
    write_down("meeting.held", fresh, by, at, after={"day": day, "people_took_part": took_part})
    if fresh.occurrence:
        hold_occurrence(review=fresh.occurrence, by=by, held_on=day, note=fresh.name, at=at)
    else:
        note_meeting(partnership=fresh.partnership, by=by, held_on=day, words=fresh.name, at=at)
    return fresh


@one_act()
def save_attendance(
    *,
    meeting: Meeting,
    attendance: Mapping[int, str],
    by: Actor,
    guests: Sequence[str] = (),
    at: datetime | None = None,
) -> Meeting:
    """After it was recorded: who took part, put right, and guests added."""
    fresh = locked_for("minute", meeting)
    took_part = _set_attendance(fresh, attendance, guests)
    write_down("meeting.attendance", fresh, by, at or timezone.now(), after={"people_took_part": took_part})
    return fresh


def _set_attendance(meeting: Meeting, attendance: Mapping[int, str], guests: Sequence[str]) -> int:
    people = list(meeting.participants.all())
    for each in people:
        each.attendance = attendance.get(each.pk, each.attendance)
        if each.attendance == Attendance.ABSENT and each.own_at:
            each.attendance = Attendance.WRITING
    MeetingParticipant.objects.bulk_update(people, ["attendance"])
    for place, guest in enumerate(guests, len(people)):
        people.append(
            MeetingParticipant.objects.create(
                meeting=meeting, party_name=guest, attendance=Attendance.PRESENT, order=place
            )
        )
    return sum(each.attendance in TOOK_PART for each in people)
