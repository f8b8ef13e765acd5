"""The address of a participant is the one it had when it was invited; it may be another one since (R7)."""

from datetime import datetime

from django.utils import timezone

from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.links import give_contact_link
from reviews.meetings import mails
from reviews.models import Meeting, MeetingParticipant

from .rows import locked_for, write_down


def new_address(person: MeetingParticipant) -> str:
    """That of the contact or the colleague now; empty where it is the same, or there is none."""
    source = person.contact or person.user
    now: str = source.email if source else ""
    if person.contact and person.contact.left_on:
        return ""
    return now if now.lower() != person.email.lower() else ""


def may_follow(meeting: Meeting) -> bool:
    """While mails about it are still to come."""
    return meeting.is_planned or (meeting.is_held and not meeting.notes.filter(sent_at__isnull=False).exists())


@one_act()
def use_new_address(*, participant: MeetingParticipant, by: Actor, at: datetime | None = None) -> bool:
    """Whether the invitation went to the new address, as it had gone to the old one.

    Raises MoveRefused where the address is no longer another one, or nothing more is sent.
    """
    at = at or timezone.now()
    meeting = locked_for("change" if participant.meeting.is_planned else "minute", participant.meeting)
    rows = MeetingParticipant.objects.select_for_update(of=("self",))
    person = rows.select_related("contact", "user", "participation").get(pk=participant.pk)
    address = new_address(person)
    if not address or not may_follow(meeting):
        raise MoveRefused("there is no other address, or nothing more is sent")
    person.email = address
    person.save(update_fields=["email"])
    is_invited = meeting.is_planned and person.invited_at is not None
    if is_invited:
        token = ""
        if person.contact and person.participation:
            token = give_contact_link(participation=person.participation, contact=person.contact, at=at)
        mails.invited(person=person, meeting=meeting, is_changed=person.invited_to < meeting.sequence, token=token)
        person.invited_at, person.invited_to = at, meeting.sequence
        person.save(update_fields=["invited_at", "invited_to"])
    write_down("meeting.address", meeting, by, at, after={"participant_of": person.party_name})
    return is_invited
