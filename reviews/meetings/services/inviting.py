"""Invitations with a calendar file: to each once, and again only after the day, the hour or the place changed (R7)."""

from datetime import datetime

from django.utils import timezone

from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.links import give_contact_link
from reviews.meetings import mails
from reviews.models import Meeting, MeetingParticipant

from .rows import locked_for, write_down


def to_invite(meeting: Meeting) -> list[MeetingParticipant]:
    """Whom a mail reaches, and who has not been told of the day and place as they are now."""
    people = meeting.participants.reached().select_related("contact", "participation", "user")
    return [each for each in people if each.invited_at is None or each.invited_to < meeting.sequence]


@one_act()
def invite(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> list[MeetingParticipant]:
    """Raises MoveRefused where there is nobody to invite, or it is over."""
    at = at or timezone.now()
    fresh = locked_for("change", meeting)
    people = to_invite(fresh)
    if not people:
        raise MoveRefused("everybody has been invited")
    for each in people:
        token = ""
        if each.contact and each.participation:
            token = give_contact_link(participation=each.participation, contact=each.contact, at=at)
        mails.invited(person=each, meeting=fresh, is_changed=each.invited_at is not None, token=token)
    fresh.participants.filter(pk__in=[each.pk for each in people]).update(invited_at=at, invited_to=fresh.sequence)
    write_down("meeting.invited", fresh, by, at, after={"people_invited": len(people)})
    return people
