"""A meeting is planned, changed, filled, invited to, and cancelled (R7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.models import Partnership
from partnerships.shared.forms.rows import BaseRows, edited_rows
from partnerships.shared.forms.seen import remember, with_seen
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.row_lists import RowList
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_hold_meetings
from reviews.calendar import meeting_file, meeting_filename, meeting_mimetype
from reviews.door.services.reaching import colleagues_of, members_of
from reviews.meetings.forms.planning import (
    AgendaRows,
    CancelForm,
    HeldAgendaRows,
    MeetingForm,
    PaperRows,
    PeopleForm,
    PlanForm,
    usual,
)
from reviews.meetings.rules.agenda import SOURCE
from reviews.meetings.services import planning
from reviews.meetings.services.chairing import chair_on
from reviews.meetings.services.facts import open_occurrence
from reviews.meetings.services.inviting import invite, to_invite
from reviews.meetings.services.planning import AGENDA, PAPERS, people_seen
from reviews.models import Meeting
from reviews.rules.meeting_words import MeetingStatus
from reviews.shared.views import actor, visible_partnership

from .find import closed, crumbs_to_meetings, ended, frame, moved_on, visible_meeting


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The kind proposes the agenda; who is invited is ticked, and nothing is sent yet."""
    partnership = visible_partnership(request, pk)
    if not can_hold_meetings(request.membership, partnership):
        return ended(request, partnership)
    members, colleagues = members_of(partnership), colleagues_of(partnership)
    form = PlanForm(
        posted(request),
        instance=Meeting(partnership=partnership),
        partnership=partnership,
        members=members,
        colleagues=colleagues,
        initial={**_proposed(partnership), **usual(members, colleagues, partnership.manager_id)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            meeting = planning.plan_meeting(partnership=partnership, by=actor(request), **form.values())
        except MoveRefused:
            return ended(request, partnership)
        messages.success(request, _("The meeting is planned. No invitation has been sent yet."))
        return redirect("reviews:meeting", meeting.pk)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to_meetings(partnership),
        "back": reverse("reviews:meetings", args=[pk]),
        "source": SOURCE,
        "unreached": [member.participation.name for member in members if not member.people],
    }
    return form_page(request, "reviews/meetings/plan.html", form, context)


def _proposed(partnership: Partnership) -> dict[str, Any]:
    """The day on which the rhythm asks for a meeting, and the party whose turn it is."""
    due = open_occurrence(partnership.pk)
    day = due.due_on if due else None
    turn = chair_on(partnership, day or timezone.localdate())
    return {"day": day, "chair": turn.now.pk if turn and turn.now else None}


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    if not meeting.is_planned:
        return moved_on(request, meeting)
    form = MeetingForm(posted(request), instance=meeting, partnership=meeting.partnership)
    context = {**frame(meeting), "title": _("Change the meeting"), "submit": _("Save the meeting")}
    if request.method == "POST" and form.is_valid():
        try:
            changed = planning.change_meeting(meeting=meeting, by=actor(request), **form.values())
        except Conflict:
            return conflict_page(request, form, form.as_stored(), context)
        except MoveRefused:
            return moved_on(request, meeting)
        messages.success(request, _changed_words(changed, meeting))
        return redirect("reviews:meeting", pk)
    return form_page(request, "reviews/follow_up/work_form.html", form, context)


def _changed_words(changed: Meeting, before: Meeting) -> str:
    if changed.sequence > before.sequence:
        return _("Saved. Send the invitations again: people were told of another day, hour or place.")
    return _("Saved.")


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def meeting_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is invited. Who has got an invitation stays in the list."""
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    if not meeting.is_planned:
        return moved_on(request, meeting)
    form = _people_form(request, meeting, typed=True)
    context = {**frame(meeting), "title": _("Who is invited"), "submit": _("Save who is invited")}
    if request.method == "POST" and form.is_valid():
        try:
            seen = with_seen(form, {})
            planning.save_people(meeting=meeting, people=form.people, by=actor(request), **seen)
        except Conflict:
            return conflict_page(request, form, _people_form(request, meeting, typed=False), context)
        except MoveRefused:
            return moved_on(request, meeting)
        messages.success(request, _("Saved. Invitations go out when you send them."))
        return redirect("reviews:meeting", pk)
    return form_page(request, "reviews/follow_up/work_form.html", form, context)


def _people_form(request: HttpRequest, meeting: Meeting, *, typed: bool) -> PeopleForm:
    members, colleagues = members_of(meeting.partnership), colleagues_of(meeting.partnership)
    there = list(meeting.participants.select_related("contact", "user"))
    initial = {
        "partners": [planning.key_of(each) for each in there if each.contact],
        "colleagues": [planning.key_of(each) for each in there if each.user],
    }
    values = posted(request) if typed else None
    form = PeopleForm(values, members=members, colleagues=colleagues, initial=initial)
    remember(form, people_seen(meeting))
    return form


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def meeting_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the meeting its points; afterwards with what came of each."""
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    kind = HeldAgendaRows if meeting.is_held else AgendaRows
    return _list_page(request, meeting, kind, AGENDA, _("Agenda"), _("Save the agenda"), "reviews/meetings/agenda.html")


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def meeting_papers(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    return _list_page(request, meeting, PaperRows, PAPERS, _("Papers"), _("Save the papers"))


def _list_page(
    request: HttpRequest,
    meeting: Meeting,
    kind: type[BaseRows],
    stored: RowList,
    title: str,
    submit: str,
    template: str = "reviews/meetings/rows.html",
) -> HttpResponse:
    if meeting.status == MeetingStatus.CANCELLED:
        return moved_on(request, meeting)
    rows = edited_rows(kind, posted(request), stored=stored.values(meeting), seen=stored.seen(meeting), empty=1)
    context = {**frame(meeting), "title": title, "submit": submit, "source": SOURCE}
    if request.method == "POST" and rows.is_valid():
        try:
            planning.save_list(meeting=meeting, kind=stored, rows=rows.lines, seen=rows.seen_posted, by=actor(request))
        except Conflict:
            fresh = edited_rows(kind, None, stored=stored.values(meeting), seen=stored.seen(meeting), empty=1)
            return conflict_page(request, rows, fresh, context)
        except MoveRefused:
            return moved_on(request, meeting)
        messages.success(request, _("Saved."))
        return redirect("reviews:meeting", meeting.pk)
    return form_page(request, template, rows, {**context, "rows": rows})


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def meeting_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: who gets a mail, and what is in it."""
    meeting = visible_meeting(request, pk)
    if answer := closed(request, meeting):
        return answer
    people = to_invite(meeting) if meeting.is_planned else []
    if not people:
        return moved_on(request, meeting)
    if request.method == "POST":
        try:
            sent = invite(meeting=meeting, by=actor(request))
        except MoveRefused:
            return moved_on(request, meeting)
        words = ngettext("%(count)s invitation is being sent.", "%(count)s invitations are being sent.", len(sent))
        messages.success(request, words % {"count": len(sent)})
        return redirect("reviews:meeting", pk)
    context = {
        **frame(meeting),
        "people": people,
        "again": any(each.invited_at for each in people),
        "has_place": bool(meeting.place or meeting.video_url),
        "agenda": list(meeting.agenda.all()),
    }
    return render(request, "reviews/meetings/invite.html", context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    if not meeting.is_planned:
        return moved_on(request, meeting)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            planning.cancel_meeting(meeting=meeting, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            return moved_on(request, meeting)
        messages.success(request, _("The meeting is cancelled. Everyone who was invited is told."))
        return redirect("reviews:meeting", pk)
    context = {**frame(meeting), "title": _("Cancel the meeting"), "submit": _("Cancel the meeting")}
    return form_page(request, "reviews/follow_up/work_form.html", form, context)


@role_required("read_portfolio")
@require_http_methods(["GET"])
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    about = "\n".join(each.name for each in meeting.agenda.all())
    name = {"Content-Disposition": f'attachment; filename="{meeting_filename(meeting)}"'}
    return HttpResponse(meeting_file(meeting, about=about), content_type=meeting_mimetype(meeting), headers=name)
