"""On a partner's own page: its meetings, and its own words until the note goes (R7). No account."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.hooks import Panel
from partnerships.shared.forms.rows import FormWithLists, edited_rows
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.door.guards import by_contact_link, frame
from reviews.meetings.forms.holding import OwnImprovementRows, WordsForm
from reviews.meetings.services.voicing import correct_own_words, words_seen
from reviews.models import ContactLink, MeetingNote, MeetingParticipant
from reviews.rules.meeting_words import MeetingStatus

SHOWN = 3  # notes that were sent


def door_sections(*, link: ContactLink, token: str, today: date) -> list[Panel]:
    """What is planned, what waits for its words, and the last notes. Three queries."""
    rows = list(_own(link).order_by("meeting__day", "pk"))
    sent = MeetingNote.objects.filter(meeting__in=[each.meeting_id for each in rows], sent_at__isnull=False)
    notes = {each.meeting_id: each for each in sent.order_by("number").prefetch_related("texts")}
    if link.partnership.ended_on:  # its records stay as they are
        rows = [each for each in rows if each.meeting_id in notes]
    planned = [each for each in rows if each.meeting.is_planned and each.meeting.day >= today]
    waiting = [each for each in rows if each.meeting.is_held and each.meeting_id not in notes]
    told = [each for each in rows if each.meeting_id in notes][-SHOWN:]
    if not (planned or waiting or told):
        return []
    context = {
        "token": token,
        "planned": planned,
        "waiting": waiting,
        "told": [{"row": each, "text": _text(notes[each.meeting_id], link.language)} for each in reversed(told)],
    }
    return [Panel("reviews/meetings/_door.html", context, order=20)]


def _own(link: ContactLink) -> Any:
    """The link acts for its partner: also for a colleague who was there."""
    rows = MeetingParticipant.objects.filter(participation=link.participation_id)
    rows = rows.exclude(meeting__status=MeetingStatus.CANCELLED)
    rows = rows.exclude(meeting__status=MeetingStatus.PLANNED, invited_at=None)
    return rows.select_related("meeting__partnership__service", "contact", "user")


def _text(note: MeetingNote, language: str) -> Any:
    texts = list(note.texts.all())
    return next((each for each in texts if each.language == language), texts[0] if texts else None)


@require_http_methods(["GET", "POST"])
@by_contact_link
def meeting_own_words(request: HttpRequest, link: ContactLink, token: str, pk: int) -> HttpResponse:
    """What was written down of this participant, to be put right by itself; before the meeting: its view."""
    participant = get_object_or_404(_own(link), pk=pk)
    sent = MeetingNote.objects.filter(meeting=participant.meeting, sent_at__isnull=False)
    if link.partnership.ended_on or sent.exists():
        return _over(request, token)
    whole = _form(participant, posted(request))
    if request.method == "POST" and whole.is_valid():
        try:
            correct_own_words(
                participant=participant,
                strengths=whole.form.cleaned_data["strengths"],
                improvements=[line["text"] for line in whole.lists["improvements"].lines],
                seen=request.POST.get("seen"),
                by=Actor.link(link.contact.name, person=link.contact),
            )
        except Conflict:
            return _page(request, link, token, get_object_or_404(_own(link), pk=pk), whole, overtaken=True)
        except MoveRefused:
            return _over(request, token)
        messages.success(request, _("Saved. You can change it until the note is sent."))
        return redirect("reviews:door", token=token)
    return _page(request, link, token, participant, whole)


def _over(request: HttpRequest, token: str) -> HttpResponse:
    words = _("Nothing was changed: the note of this meeting has been sent, or the partnership has ended.")
    messages.info(request, words)
    return redirect("reviews:door", token=token)


def _form(participant: MeetingParticipant, typed: QueryDict | None) -> FormWithLists:
    form = WordsForm(typed, initial={"strengths": participant.strengths})
    stored = list(participant.improvements.values("id", "text"))
    return FormWithLists(form, improvements=edited_rows(OwnImprovementRows, typed, stored=stored, empty=1))


def _page(
    request: HttpRequest,
    link: ContactLink,
    token: str,
    participant: MeetingParticipant,
    whole: FormWithLists,
    *,
    overtaken: bool = False,
) -> HttpResponse:
    """`overtaken`: what the office saved meanwhile stands beside what was typed, which can be saved over it."""
    context = {
        **frame(link),
        "token": token,
        "participant": participant,
        "meeting": participant.meeting,
        "rows": whole.lists["improvements"],
        "seen": words_seen(participant),
        "theirs": _rows_of(participant) if overtaken else [],
    }
    answer = form_page(request, "reviews/meetings/own_words.html", whole, context)
    if overtaken:
        answer.status_code = 409
    return answer


def _rows_of(participant: MeetingParticipant) -> list[dict[str, Any]]:
    said = [each.text for each in participant.improvements.all()]
    return [
        {"label": _("What is strong"), "value": participant.strengths or "–"},
        {"label": _("What to improve, and why"), "lines": said or ["–"]},
    ]
