"""The note of a meeting: its text in each language, its sending, and what was sent (R7)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.shared.forms.seen import remember, with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.outbox.models import OutboxMail
from reviews.meetings.forms.holding import NoteForm
from reviews.meetings.mails import NOTE
from reviews.meetings.rules.minutes import from_json
from reviews.meetings.services.facts import minutes_of, read_meeting
from reviews.meetings.services.noting import (
    Shown,
    drop_text,
    languages_of,
    open_note,
    receivers,
    save_text,
    send_note,
    shown_text,
    without_address,
)
from reviews.meetings.services.printing import print_minutes
from reviews.models import Meeting, MeetingNote, MeetingNoteText
from reviews.shared.views import actor

from .find import closed, frame, moved_on, visible_meeting, visible_note


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def meeting_note(request: HttpRequest, pk: int) -> HttpResponse:
    """The text in one language, as it is proposed or was changed. After a note went, a change is a new note."""
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    if not meeting.is_held:
        return moved_on(request, meeting)
    language = _language(request, meeting)
    shown = shown_text(meeting, language, minutes_of(read_meeting(meeting)))
    here = f"{reverse('reviews:meeting_note', args=[pk])}?language={language}"
    if request.method == "POST" and "drop" in request.POST:
        drop_text(meeting=meeting, language=language, by=actor(request))
        messages.success(request, _("The proposed text is back in this language."))
        return redirect(here)
    form = _form(request, meeting, shown, typed=True)
    context = {
        **frame(meeting),
        "shown": shown,
        "languages": [_language_line(meeting, code, language) for code in languages_of(meeting)],
        "is_first": _is_first(meeting),
    }
    if request.method == "POST" and form.is_valid():
        try:
            values = with_seen(form, form.cleaned_data)
            save_text(meeting=meeting, language=language, by=actor(request), **values)
        except Conflict:
            fresh = shown_text(meeting, language, minutes_of(read_meeting(meeting)))
            return conflict_page(request, form, _form(request, meeting, fresh, typed=False), context)
        except MoveRefused:
            return moved_on(request, meeting)
        messages.success(request, _("Saved. Nothing has been sent yet."))
        return HttpResponseRedirect(reverse("reviews:meeting", args=[pk]) + "#note")
    return form_page(request, "reviews/meetings/note.html", form, context)


def _language(request: HttpRequest, meeting: Meeting) -> str:
    """One in which the note goes; the first where the address names none."""
    known = languages_of(meeting)
    asked = request.GET.get("language", known[0])
    if asked not in known:
        raise Http404
    return asked


def _language_line(meeting: Meeting, code: str, current: str) -> dict[str, Any]:
    url = f"{reverse('reviews:meeting_note', args=[meeting.pk])}?language={code}"
    return {"code": code, "name": get_language_info(code)["name_local"], "url": url, "is_current": code == current}


def _is_first(meeting: Meeting) -> bool:
    return not meeting.notes.filter(sent_at__isnull=False).exists()


def _form(request: HttpRequest, meeting: Meeting, shown: Shown, *, typed: bool) -> NoteForm:
    note = open_note(meeting)
    initial = {"subject": shown.text.subject, "body": shown.text.body, "reason": note.reason if note else ""}
    form = NoteForm(posted(request) if typed else None, is_first=_is_first(meeting), initial=initial)
    remember(form, shown.seen)
    return form


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def meeting_send(request: HttpRequest, pk: int) -> HttpResponse:
    """The note as each will read it, and the button that sends it; never twice."""
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    people = receivers(meeting) if meeting.is_held else []
    if not people or not _may_send(meeting):
        return moved_on(request, meeting)
    if request.method == "POST":
        try:
            note = send_note(meeting=meeting, by=actor(request))
        except MoveRefused:
            return moved_on(request, meeting)
        words = ngettext(
            "The note is being sent to %(count)s person.", "The note is being sent to %(count)s people.", len(people)
        )
        messages.success(request, words % {"count": len(people)})
        return redirect("reviews:meeting_note_sent", note.pk)
    minutes = minutes_of(read_meeting(meeting))
    texts = [shown_text(meeting, code, minutes) for code in languages_of(meeting)]
    note = open_note(meeting)
    context = {
        **frame(meeting),
        "people": people,
        "unreached": [each.name for each in without_address(meeting)],
        "texts": [{"shown": each, "name": get_language_info(each.language)["name_local"]} for each in texts],
        "some_own": 0 < sum(each.is_own for each in texts) < len(texts),
        "reason": note.reason if note else "",
    }
    return render(request, "reviews/meetings/send.html", context)


def _may_send(meeting: Meeting) -> bool:
    """The first one always; a later one when somebody has changed its text."""
    return open_note(meeting) is not None or not meeting.notes.exists()


@role_required("read_portfolio")
@require_http_methods(["GET"])
def meeting_note_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, word for word, to whom, and whether the mail server took it."""
    note = visible_note(request, pk)
    mails = list(OutboxMail.objects.about(note).filter(kind=NOTE).order_by("to_name"))
    texts = list(note.texts.all())
    context = {
        **frame(note.meeting),
        "note": note,
        "minutes": from_json(note.minutes),
        "texts": [{"text": each, "name": get_language_info(each.language)["name_local"]} for each in texts],
        "mails": [{"mail": each, **delivery(each)} for each in mails],
        "newer": note.meeting.notes.filter(sent_at__isnull=False, number__gt=note.number).last(),
    }
    return render(request, "reviews/meetings/note_sent.html", context)


def delivery(mail: OutboxMail) -> dict[str, str]:
    """Delivered: the mail server took it. Never “read”."""
    if mail.state == OutboxMail.State.SENT:
        return {"state": _("Delivered"), "tint": "success"}
    if mail.is_lost:
        return {"state": _("Not delivered"), "tint": "error"}
    return {"state": _("Being sent"), "tint": "info"}


@role_required("read_portfolio")
@require_http_methods(["GET"])
def meeting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a note as it was sent, as PDF, in one of its languages."""
    note: MeetingNote = visible_note(request, pk)
    asked = request.GET.get("language", "")
    text: MeetingNoteText | None = note.texts.filter(language=asked).first() or note.texts.first()
    if text is None:
        raise Http404
    name, content, mimetype = print_minutes(note, text.language)
    shown = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=mimetype, headers=shown)
