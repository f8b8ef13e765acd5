"""A meeting that this person may see, what it is called, and the way to it; anything else is a 404 (X1)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Partnership
from pes_partnerships.accounts.once import not_saved
from pes_partnerships.lib.dates import display_date
from reviews.models import Meeting, MeetingNote, MeetingParticipant
from reviews.shared.views import crumbs_to, refuse_statements

ROWS = ("partnership__service", "partnership__office", "partnership__manager", "chair__organisation", "planned_by")


def visible_meeting(request: HttpRequest, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.membership)
    return get_object_or_404(rows.select_related(*ROWS), pk=pk)


def visible_participant(request: HttpRequest, pk: int) -> MeetingParticipant:
    rows = MeetingParticipant.objects.filter(meeting__in=Meeting.objects.visible_to(request.membership))
    return get_object_or_404(rows.select_related("meeting__partnership__service", "contact", "user"), pk=pk)


def visible_note(request: HttpRequest, pk: int) -> MeetingNote:
    """A note tells what each participant said."""
    rows = MeetingNote.objects.filter(meeting__in=Meeting.objects.visible_to(request.membership))
    sent = rows.filter(sent_at__isnull=False)
    found = get_object_or_404(sent.select_related("meeting__partnership__service", "sent_by"), pk=pk)
    refuse_statements(request, found.meeting.partnership)
    return found


def crumbs_to_meetings(partnership: Partnership) -> list[dict[str, str]]:
    url = reverse("reviews:meetings", args=[partnership.pk])
    return [*crumbs_to(partnership), {"url": url, "label": _("Meetings")}]


def crumbs_below(meeting: Meeting) -> list[dict[str, str]]:
    url = reverse("reviews:meeting", args=[meeting.pk])
    return [*crumbs_to_meetings(meeting.partnership), {"url": url, "label": display_date(meeting.day)}]


def frame(meeting: Meeting) -> dict[str, Any]:
    """What each page below a meeting shows."""
    return {
        "meeting": meeting,
        "partnership": meeting.partnership,
        "crumbs": crumbs_below(meeting),
        "back": reverse("reviews:meeting", args=[meeting.pk]),
    }


def ended(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    messages.info(request, _("This partnership has ended. Nothing is planned for it any more."))
    return not_saved(redirect("reviews:meetings", partnership.pk))


def closed(request: HttpRequest, meeting: Meeting) -> HttpResponse | None:
    """The answer to any change of a meeting whose partnership has ended; None while it lasts."""
    if meeting.partnership.ended_on is None:
        return None
    messages.info(request, _("This partnership has ended. Its meetings stay as they were recorded."))
    return not_saved(redirect("reviews:meeting", meeting.pk))


def moved_on(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What was asked for is not possible any more: the page of the meeting shows how it is now."""
    messages.info(request, _("Nothing was changed: the meeting is in another state now, as this page shows."))
    return not_saved(redirect("reviews:meeting", meeting.pk))
