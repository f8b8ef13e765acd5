"""The meetings of a partnership: planned, held, cancelled (R7)."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from partnerships.models import Partnership
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.export import Column
from reviews.access import can_hold_meetings, can_plan
from reviews.meetings.rules.chair import rhythm_of_chair
from reviews.meetings.services.chairing import asked_for, chair_on, rotation_of
from reviews.meetings.services.facts import open_occurrence
from reviews.models import Meeting, MeetingNote
from reviews.rules.meeting_words import TOOK_PART, MeetingStatus
from reviews.shared.views import crumbs_to, visible_partnership

COLUMNS = [
    Column(gettext_lazy("Meeting"), "name"),
    Column(gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    Column(gettext_lazy("Day"), "day"),
    Column(gettext_lazy("Place"), "place"),
    Column(gettext_lazy("Chair"), lambda row: row.chair.name if row.chair else ""),
    Column(gettext_lazy("Status"), lambda row: row.get_status_display()),
    Column(gettext_lazy("Invited"), "invited"),
    Column(gettext_lazy("Took part"), lambda row: row.there if row.is_held else None),
    Column(gettext_lazy("Note sent"), "note_sent"),
]


def listed(partnership: Partnership) -> QuerySet[Meeting]:
    """Planned ones first, the nearest on top; then held ones, the latest on top."""
    sent = MeetingNote.objects.filter(meeting=OuterRef("pk"), sent_at__isnull=False)
    rows = Meeting.objects.filter(partnership=partnership).select_related("chair__organisation")
    return rows.annotate(
        invited=Count("participants"),
        there=Count("participants", filter=Q(participants__attendance__in=TOOK_PART)),
        note_sent=Exists(sent),
    ).order_by("-day", "-pk")


@role_required("read_portfolio")
@require_http_methods(["GET"])
def meetings(request: HttpRequest, pk: int) -> HttpResponse:
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    rows = listed(partnership)
    if file := as_file(request, _("meetings"), COLUMNS, rows):
        return file
    planned = list(rows.planned().order_by("day", "pk"))
    page = page_of(request, rows.exclude(status=MeetingStatus.PLANNED))
    may_hold = can_hold_meetings(request.membership, partnership)
    due = open_occurrence(partnership.pk)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "planned": [{"meeting": each, "is_past": each.is_past(today)} for each in planned],
        "page": page,
        "past": [_past(each) for each in page],
        "may_hold": may_hold,
        "today": today,
        "due": due,
        "rhythms_url": reverse("reviews:rhythms", args=[pk]),
        "chair": chair_words(partnership, today),
        "order_url": reverse("reviews:chair_order", args=[pk]) if can_plan(request.membership, partnership) else "",
    }
    return render(request, "reviews/meetings/meetings.html", context)


def _past(meeting: Meeting) -> dict[str, Any]:
    if meeting.status == MeetingStatus.CANCELLED:
        return {"meeting": meeting, "note": meeting.cancel_reason, "tint": "neutral"}
    text = ngettext("%(there)s of %(count)s participant", "%(there)s of %(count)s participants", meeting.invited)
    note = _("Note sent") if meeting.note_sent else _("Note not sent")
    there = text % {"there": meeting.there, "count": meeting.invited}
    return {"meeting": meeting, "there": there, "note": note, "tint": "success" if meeting.note_sent else "warning"}


def chair_words(partnership: Partnership, today: date) -> dict[str, Any] | None:
    """Whose turn it is, in order; or that the agreement asks for an order and none is written down."""
    order = rotation_of(partnership)
    if order is None:
        return {"is_asked": True} if asked_for(partnership) else None
    chair = chair_on(partnership, today)
    following = {"party": chair.next.name if chair.next else "", "day": display_date(chair.since)}
    text = _("Next: %(party)s, from %(day)s") if chair.since else _("Next: %(party)s, after the next meeting")
    return {
        "now": chair.now.name if chair.now else "",
        "next": text % following,
        "rhythm": rhythm_of_chair(order.every_months),
        "parties": [each.name for each in order.parties],
    }
