"""A meeting is recorded: who took part, and what each participant said (R7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.shared.forms.rows import FormWithLists, edited_rows
from partnerships.shared.forms.seen import remember
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.meetings.forms.holding import AttendanceForm, GuestRows, ImprovementRows, WordsForm
from reviews.meetings.services import holding
from reviews.meetings.services.facts import people_of
from reviews.meetings.services.voicing import ask_for_words, save_words, words_seen
from reviews.models import MeetingParticipant
from reviews.rules.meeting_words import MeetingStatus
from reviews.shared.views import actor

from .find import closed, frame, moved_on, visible_meeting, visible_participant


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def meeting_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Who took part. The first time it says that the meeting was held, and on which day."""
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    if meeting.status == MeetingStatus.CANCELLED:
        return moved_on(request, meeting)
    is_first, today = meeting.is_planned, timezone.localdate()
    form = AttendanceForm(
        posted(request), people=people_of(meeting), asks_day=is_first, initial={"day": min(meeting.day, today)}
    )
    guests = edited_rows(GuestRows, posted(request), stored=[], empty=1)
    whole = FormWithLists(form, guests=guests)
    if request.method == "POST" and whole.is_valid():
        facts = {"attendance": form.attendance, "guests": [line["who"] for line in guests.lines], "by": actor(request)}
        try:
            if is_first:
                holding.hold_meeting(meeting=meeting, day=form.cleaned_data["day"], **facts)
            else:
                holding.save_attendance(meeting=meeting, **facts)
        except MoveRefused:
            return moved_on(request, meeting)
        messages.success(request, _("Recorded. Now write down what was said and agreed."))
        return redirect("reviews:meeting", pk)
    context = {**frame(meeting), "is_first": is_first, "rows": guests}
    return form_page(request, "reviews/meetings/hold.html", whole, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def meeting_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Strengths and improvements of one participant, and what became of each improvement."""
    participant = visible_participant(request, pk)
    meeting = participant.meeting
    if answer := closed(request, meeting):
        return answer
    if not meeting.is_held:
        return moved_on(request, meeting)
    whole = _words_form(participant, posted(request))
    context = {**frame(meeting), "participant": participant, "rows": whole.lists["improvements"]}
    if request.method == "POST" and whole.is_valid():
        try:
            save_words(
                participant=participant,
                strengths=whole.form.cleaned_data["strengths"],
                improvements=whole.lists["improvements"].lines,
                seen=whole.form.cleaned_data.get("seen"),
                by=actor(request),
            )
        except Conflict:
            return conflict_page(request, whole, _words_form(_stored(participant), None), context)
        except MoveRefused:
            return moved_on(request, meeting)
        messages.success(request, _("Saved."))
        following = _next_of(participant) if "next" in request.POST else None
        return redirect("reviews:meeting_words", following) if following else redirect("reviews:meeting", meeting.pk)
    return form_page(request, "reviews/meetings/words.html", whole, {**context, "has_next": _next_of(participant)})


def _stored(participant: MeetingParticipant) -> MeetingParticipant:
    return MeetingParticipant.objects.get(pk=participant.pk)


def _words_form(participant: MeetingParticipant, typed: QueryDict | None) -> FormWithLists:
    form = WordsForm(typed, initial={"strengths": participant.strengths})
    remember(form, words_seen(participant))
    stored: list[dict[str, Any]] = list(participant.improvements.values("id", "text", "became", "words"))
    return FormWithLists(form, improvements=edited_rows(ImprovementRows, typed, stored=stored, empty=1))


def _next_of(participant: MeetingParticipant) -> int | None:
    keys = list(participant.meeting.participants.values_list("pk", flat=True))
    place = keys.index(participant.pk) + 1
    return keys[place] if place < len(keys) else None


@role_required("enter_value")
@require_POST
@once
def meeting_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Each person of a partner gets a link, once, to read and correct its own words."""
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    try:
        asked = ask_for_words(meeting=meeting, by=actor(request))
    except MoveRefused:
        return moved_on(request, meeting)
    words = ngettext("%(count)s participant is being asked.", "%(count)s participants are being asked.", len(asked))
    messages.success(request, words % {"count": len(asked)})
    return redirect("reviews:meeting", pk)
