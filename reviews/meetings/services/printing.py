"""The minutes of a note as a PDF, from what was frozen when it went (R7, S3)."""

from django.template.loader import render_to_string
from django.utils import timezone, translation

from pes_partnerships.lib.pdf import render_pdf
from pes_partnerships.outbox.rules.letters import Attachment
from reviews.meetings.rules.minutes import from_json
from reviews.models import MeetingNote

STYLESHEETS = ["css/pdf-fonts.css", "css/pdf-agreement.css"]


def print_minutes(note: MeetingNote, language: str) -> Attachment:
    """The same note and language give the same bytes."""
    minutes, partnership = from_json(note.minutes), note.meeting.partnership
    with translation.override(language), timezone.override(partnership.service.zone):
        context = {"minutes": minutes, "note": note, "language": language}
        html = render_to_string("reviews/meetings/pdf/minutes.html", context)
        pdf = render_pdf(
            html,
            stylesheets=STYLESHEETS,
            title=f"{minutes.name} – {minutes.partnership}",
            language=language,
            created=note.sent_at,
        )
    name = f"minutes-{partnership.reference}-{minutes.day:%Y-%m-%d}-{note.number}-{language}.pdf"
    return name, pdf.content, "application/pdf"
