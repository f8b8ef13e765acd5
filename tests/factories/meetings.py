"""Meetings as the product plans and holds them."""

import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Contact, Organisation, Participation, Partnership
from pes_partnerships.ledger.services import Actor
from reviews.door.services.reaching import colleagues_of, members_of
from reviews.meetings.services.holding import hold_meeting
from reviews.meetings.services.inviting import invite
from reviews.meetings.services.planning import plan_meeting
from reviews.meetings.services.voicing import save_words
from reviews.models import Meeting, MeetingParticipant
from reviews.rules.meeting_words import Attendance


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def member(partnership: Partnership, name: str, person: str, language: str = "en") -> Participation:
    """A partner with one person who can be written to."""
    organisation = Organisation.objects.create(service=partnership.service, name=name)
    address = f"{person.split()[0].lower()}@{name.split()[0].lower()}.example"
    Contact.objects.create(organisation=organisation, name=person, email=address, language=language)
    order = partnership.participations.count()
    return Participation.objects.create(
        partnership=partnership, organisation=organisation, status="member", order=order
    )


def planned_meeting(partnership: Partnership, user: Any, **fields: Any) -> Meeting:
    """A round table to which one person of each partner, and the one who plans it, are asked."""
    people = [person for each in members_of(partnership) for person in each.people[:1]]
    people += [each for each in colleagues_of(partnership) if each.user == user]
    values = {"kind": "round_table", "day": in_days(14), "title": "Mobile teams", **fields}
    return plan_meeting(partnership=partnership, people=people, by=Actor.user(user), **values)


def invited_meeting(partnership: Partnership, user: Any, **fields: Any) -> Meeting:
    meeting = planned_meeting(partnership, user, **fields)
    invite(meeting=meeting, by=Actor.user(user))
    return meeting


def held_meeting(partnership: Partnership, user: Any, day: datetime.date | None = None, **fields: Any) -> Meeting:
    """Everybody was in the room."""
    day = day or in_days(-2)
    meeting = invited_meeting(partnership, user, day=day, **fields)
    there = dict.fromkeys(meeting.participants.values_list("pk", flat=True), Attendance.PRESENT)
    return hold_meeting(meeting=meeting, day=day, attendance=there, by=Actor.user(user))


def say(participant: MeetingParticipant, user: Any, strengths: str, *improvements: tuple[str, str, str]) -> None:
    """`improvements`: the wish, what became of it, and how or why."""
    rows = [{"text": text, "became": became, "words": words} for text, became, words in improvements]
    save_words(participant=participant, strengths=strengths, improvements=rows, by=Actor.user(user))
