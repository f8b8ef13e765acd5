"""What each participant said: written down by who holds the meeting, corrected by itself until the note goes (R7)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from partnerships.shared.services.changes import refuse_unknown_codes
from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.ledger.services import Actor, Personal, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.links import give_contact_link
from reviews.meetings import mails
from reviews.models import Meeting, MeetingImprovement, MeetingNote, MeetingParticipant
from reviews.rules.meeting_words import Attendance

from .rows import locked_for, write_down


def words_seen(participant: MeetingParticipant) -> str:
    said = participant.improvements.values_list("pk", "text", "became", "words")
    return seen_hash([participant.strengths, [list(row) for row in said]])


@one_act()
def save_words(
    *,
    participant: MeetingParticipant,
    strengths: str,
    improvements: Sequence[dict[str, Any]],
    by: Actor,
    seen: str | None = None,
    at: datetime | None = None,
) -> MeetingParticipant:
    """`improvements`: text, became, words. Raises Conflict, or MoveRefused while the meeting is not held."""
    at = at or timezone.now()
    meeting, fresh = _locked(participant)
    if seen is not None and seen != words_seen(fresh):
        raise Conflict(fresh)
    fresh.strengths, fresh.said_at = strengths, at
    fresh.save(update_fields=["strengths", "said_at"])
    _write(fresh, [(each["text"], each.get("became", ""), each.get("words", "")) for each in improvements])
    _write_down("meeting.words", meeting, fresh, by, at)
    return fresh


@one_act()
def correct_own_words(
    *,
    participant: MeetingParticipant,
    strengths: str,
    improvements: Sequence[str],
    by: Actor,
    seen: str | None = None,
    at: datetime | None = None,
) -> MeetingParticipant:
    """By the participant itself, before the meeting too; who could not come has then answered in writing. What became
    of an improvement stays with it.

    Raises Conflict where the office saved since it was `seen`, MoveRefused once the note has been sent.
    """
    at = at or timezone.now()
    meeting, fresh = _locked(participant, "speak")
    if MeetingNote.objects.filter(meeting=meeting, sent_at__isnull=False).exists():
        raise MoveRefused("the note has been sent")
    if seen is not None and seen != words_seen(fresh):
        raise Conflict(fresh)
    fresh.strengths, fresh.said_at, fresh.own_at = strengths, at, at
    if fresh.attendance == Attendance.ABSENT:
        fresh.attendance = Attendance.WRITING
    fresh.save(update_fields=["strengths", "said_at", "own_at", "attendance"])
    before = list(fresh.improvements.values_list("became", "words"))
    same_place = [*before, *[("", "")] * len(improvements)]  # a wording that changed is the same wish
    _write(fresh, [(text, *same_place[place]) for place, text in enumerate(improvements)])
    _write_down("meeting.own_words", meeting, fresh, by, at)
    return fresh


def to_ask(meeting: Meeting) -> list[MeetingParticipant]:
    """People of partners who have not been asked to read their words yet."""
    rows = meeting.participants.filter(contact__isnull=False, participation__isnull=False, asked_at=None)
    return list(rows.reached().select_related("contact", "participation__organisation", "user"))


@one_act()
def ask_for_words(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> list[MeetingParticipant]:
    """A mail to each, once, with the link to its own page. MoveRefused where nobody is left, or the note has gone."""
    at = at or timezone.now()
    fresh = locked_for("minute", meeting)
    people = to_ask(fresh)
    if not people or MeetingNote.objects.filter(meeting=fresh, sent_at__isnull=False).exists():
        raise MoveRefused("everybody has been asked, or the note has been sent")
    for person in people:
        token = give_contact_link(participation=person.participation, contact=person.contact, at=at)
        mails.words_asked(person=person, meeting=fresh, token=token)
    fresh.participants.filter(pk__in=[each.pk for each in people]).update(asked_at=at)
    write_down("meeting.words_asked", fresh, by, at, after={"people_told": len(people)})
    return people


def _locked(participant: MeetingParticipant, act: str = "minute") -> tuple[Meeting, MeetingParticipant]:
    meeting = locked_for(act, participant.meeting)
    fresh = MeetingParticipant.objects.select_for_update(of=("self",)).get(pk=participant.pk, meeting=meeting)
    return meeting, fresh


def _write(participant: MeetingParticipant, said: list[tuple[str, str, str]]) -> None:
    participant.improvements.all().delete()
    for order, (text, became, words) in enumerate(said):
        refuse_unknown_codes(MeetingImprovement, {"became": became})
        participant.improvements.create(text=text, became=became, words=words, order=order)


def _write_down(act: str, meeting: Meeting, who: MeetingParticipant, by: Actor, at: datetime) -> None:
    private = {"participant": Personal(who.name, who.contact or who.user)} if who.name else None
    write_down(act, meeting, by, at, after={"participant_of": who.party_name}, private=private)
