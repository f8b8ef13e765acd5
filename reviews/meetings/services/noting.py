"""The note of a meeting: proposed in each language of its participants, changed, and sent once (R7, N2)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from partnerships.models import Contact, Participation
from partnerships.shared.services.conflicts import Conflict, seen_hash
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.services.people import partners_of
from reviews.door.services.untold import keep_untold
from reviews.meetings import mails
from reviews.meetings.rules.minutes import Minutes, as_json
from reviews.meetings.rules.note import NoteText, proposed_text
from reviews.models import Meeting, MeetingNote, MeetingParticipant

from .facts import minutes_of, read_meeting
from .printing import print_minutes
from .rows import locked_for, write_down


@dataclass(frozen=True)
class Shown:
    """The text of a note in one language; `is_own`: changed by a person."""

    language: str
    text: NoteText
    is_own: bool

    @property
    def seen(self) -> str:
        return seen_hash([self.text.subject, self.text.body]) if self.is_own else ""


def receivers(meeting: Meeting) -> list[MeetingParticipant]:
    """All whom a mail reaches, absent ones too."""
    return list(meeting.participants.exclude(email="").select_related("contact", "user"))


def without_address(meeting: Meeting) -> list[Participation]:
    """Partners that no mail about the meeting reaches: no one with an address is in the list, or on record."""
    reached = {each.participation_id for each in receivers(meeting)}
    partners = partners_of(meeting.partnership)
    found = [each.participation for each in partners if each.contact is None]
    return [each for each in found if each.organisation_id and each.pk not in reached]


def languages_of(meeting: Meeting) -> list[str]:
    """Those in which the note goes, the most frequent first."""
    found: dict[str, int] = {}
    for each in receivers(meeting):
        found[each.language] = found.get(each.language, 0) + 1
    return sorted(found, key=lambda code: (-found[code], code)) or [translation.get_language() or "en"]


def open_note(meeting: Meeting) -> MeetingNote | None:
    """The one that is being written, if somebody has changed a word of it."""
    return meeting.notes.filter(sent_at=None).first()


def shown_text(meeting: Meeting, language: str, minutes: Minutes) -> Shown:
    """As a person changed it, else as it is proposed now."""
    note = open_note(meeting)
    kept = note.texts.filter(language=language).first() if note else None
    if kept:
        return Shown(language, NoteText(kept.subject, kept.body), is_own=True)
    return Shown(language, _proposed(meeting, language, minutes), is_own=False)


def _proposed(meeting: Meeting, language: str, minutes: Minutes) -> NoteText:
    zone = ZoneInfo(meeting.partnership.service.time_zone)
    with translation.override(language), timezone.override(zone):
        return proposed_text(minutes)


@one_act()
def save_text(
    *,
    meeting: Meeting,
    language: str,
    subject: str,
    body: str,
    by: Actor,
    reason: str = "",
    seen: str | None = None,
    at: datetime | None = None,
) -> MeetingNote:
    """In the place of the proposed text. After a note was sent this begins a new one, with the `reason`.

    Raises Conflict where somebody saved this language since it was `seen`, MoveRefused where nothing was held.
    """
    at = at or timezone.now()
    fresh = locked_for("minute", meeting)
    note = open_note(fresh)
    kept = note.texts.filter(language=language).first() if note else None
    if seen is not None and seen != (seen_hash([kept.subject, kept.body]) if kept else ""):
        raise Conflict(fresh)
    number = fresh.notes.count() + 1
    note = note or MeetingNote(meeting=fresh, number=number)
    note.reason = reason if note.number > 1 else ""
    note.save()
    note.texts.update_or_create(language=language, defaults={"subject": subject, "body": body})
    write_down("meeting.note_changed", fresh, by, at, after={"note_number": note.number, "note_language": language})
    return note


@one_act()
def drop_text(*, meeting: Meeting, language: str, by: Actor, at: datetime | None = None) -> Meeting:
    """Back to the proposed text in this language."""
    at = at or timezone.now()
    fresh = locked_for("minute", meeting)
    note = open_note(fresh)
    if note and note.texts.filter(language=language).delete()[0]:
        write_down("meeting.note_changed", fresh, by, at, after={"note_language": language})
    return fresh


@one_act()
def send_note(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> MeetingNote:
    """To all participants, each in its language with the minutes; kept as sent.

    Raises MoveRefused where a note has gone and no new one was begun, or nobody can be reached.
    """
    at = at or timezone.now()
    fresh = locked_for("minute", meeting)
    note, people = open_note(fresh), receivers(fresh)
    if not people or (note is None and fresh.notes.exists()) or (note and note.number > 1 and not note.reason):
        raise MoveRefused("it has been sent, nobody can be reached, or a change has no reason")
    note = note or MeetingNote(meeting=fresh, number=1)
    minutes = minutes_of(read_meeting(fresh))
    texts = {language: shown_text(fresh, language, minutes) for language in languages_of(fresh)}
    note.sent_at, note.sent_by, note.minutes = at, by.account, as_json(minutes)
    note.save()
    for shown in texts.values():
        words = {"subject": shown.text.subject, "body": shown.text.body}
        note.texts.update_or_create(language=shown.language, defaults=words)
    kept = {text.language: text for text in note.texts.all()}
    printed = {language: print_minutes(note, language) for language in texts}
    for person in people:
        mails.note_sent(person=person, note=note, text=kept[person.language], minutes=printed[person.language])
    unreached = without_address(fresh)
    keep_untold(unreached, at=at, note=note)
    facts = {"note_number": note.number, "people_told": len(people), "not_told": [each.name for each in unreached]}
    write_down("meeting.note_sent", fresh, by, at, after=facts)
    return note


def send_late(*, note: MeetingNote, participation: Participation, contact: Contact) -> None:
    """The note as it was sent, to a partner that had no address then. In the caller's transaction."""
    texts = {text.language: text for text in note.texts.all()}
    text = texts.get(contact.language) or next(iter(texts.values()))
    person = MeetingParticipant(
        meeting=note.meeting,
        participation=participation,
        contact=contact,
        party_name=participation.name,
        name=contact.name,
        email=contact.email,
        language=contact.language,
    )
    mails.note_sent(person=person, note=note, text=text, minutes=print_minutes(note, text.language))
