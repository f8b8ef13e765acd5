"""Mails of a meeting, each in the language of who gets it: the invitation, the cancellation, and the note (R7)."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import translation

from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.letters import Attachment
from pes_partnerships.outbox.services import queue_mail
from reviews.calendar import meeting_file, meeting_filename, meeting_mimetype
from reviews.meetings.rules.agenda import minutes_in_all
from reviews.models import Meeting, MeetingNote, MeetingNoteText, MeetingParticipant

INVITED, CANCELLED, NOTE = "meeting_invited", "meeting_cancelled", "meeting_note"
WORDS = "meeting_words"


def invited(*, person: MeetingParticipant, meeting: Meeting, is_changed: bool, token: str = "") -> OutboxMail:
    """With the agenda, the papers and a calendar file, and for a partner the link to its own page (`token`).

    `is_changed`: the day, hour or place is another one now.
    """
    agenda = list(meeting.agenda.all())
    more = {
        "agenda": agenda,
        "papers": list(meeting.papers.all()),
        "minutes": minutes_in_all([each.minutes for each in agenda]),
        "is_changed": is_changed,
        "url": absolute(reverse("reviews:meeting", args=[meeting.pk])) if person.user_id else "",
    }
    key = f"{INVITED}:{person.pk}:{meeting.sequence}:{person.email}"
    return _queue(INVITED, person, meeting, key, more, attachments=[_calendar(person, meeting)], token=token)


def cancelled(*, person: MeetingParticipant, meeting: Meeting) -> OutboxMail:
    key = f"{CANCELLED}:{person.pk}"
    return _queue(CANCELLED, person, meeting, key, {}, attachments=[_calendar(person, meeting)])


def words_asked(*, person: MeetingParticipant, meeting: Meeting, token: str) -> OutboxMail:
    """To read what was written down of it, and to correct it until the note goes."""
    return _queue(WORDS, person, meeting, f"{WORDS}:{person.pk}", {}, attachments=[], token=token)


def note_sent(
    *, person: MeetingParticipant, note: MeetingNote, text: MeetingNoteText, minutes: Attachment
) -> OutboxMail:
    """The text as it was kept, with the minutes. One mail a person and note (N2)."""
    more = {"note": note, "text": text, "is_changed": note.number > 1}
    key = f"{NOTE}:{note.pk}:{person.pk or person.email}"
    return _queue(NOTE, person, note.meeting, key, more, attachments=[minutes], about=note)


def _calendar(person: MeetingParticipant, meeting: Meeting) -> Attachment:
    with translation.override(person.language):
        about = "\n".join(each.name for each in meeting.agenda.all())
        return meeting_filename(meeting), meeting_file(meeting, about=about), meeting_mimetype(meeting)


def _queue(
    kind: str,
    person: MeetingParticipant,
    meeting: Meeting,
    key: str,
    more: Mapping[str, object],
    *,
    attachments: list[Attachment],
    about: MeetingNote | None = None,
    token: str = "",
) -> OutboxMail:
    partnership = meeting.partnership
    secrets = {"link": absolute(reverse("reviews:door", args=[token]))} if token else {}
    return queue_mail(
        kind=kind,
        to_address=person.email,
        to_name=person.name,
        language=person.language,
        template=f"reviews/meetings/mail/{kind}",
        context={
            "meeting": meeting,
            "person": person,
            "partnership": partnership,
            "asks": meeting.planned_by,
            "has_link": bool(token),
            **more,
        },
        service=partnership.service,
        about=about or meeting,
        attachments=attachments,
        secrets=secrets,
        dedupe_key=key,
    )
