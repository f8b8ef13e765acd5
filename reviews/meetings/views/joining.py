"""What meetings add to other pages: a panel on the page of the partnership, and what waits (R7)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.hooks import EndingLine, Group, Panel, TaskKind, Told, on_record
from partnerships.models import Agreement, Partnership, WaitingTask
from partnerships.reminding.rules.stages import Plan
from partnerships.reminding.services.tasks import kind_of_task
from partnerships.rules.reminding import Asks
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.dates import display_date
from reviews.access import can_hold_meetings
from reviews.meetings.services.waiting import RECORD, SEND_NOTE
from reviews.models import Meeting
from reviews.models.meeting import MeetingQuerySet


def meetings(partnerships: Sequence[int]) -> MeetingQuerySet:
    return Meeting.objects.filter(partnership__in=partnerships)


def panels(*, partnership: Partnership, versions: list[Agreement], membership: Membership, today: date) -> list[Panel]:
    """The next meeting and the last one; two queries."""
    coming = last = None
    if on_record.has(partnership, meetings):
        rows = meetings([partnership.pk]).only("title", "kind", "day", "starts_at", "ends_at")
        coming, last = rows.planned().order_by("day", "pk").first(), rows.held().first()
    may_hold = can_hold_meetings(membership, partnership)
    if coming is None and last is None and not may_hold:
        return []
    context: dict[str, Any] = {
        "coming": coming,
        "last": last,
        "today": today,
        "all_url": reverse("reviews:meetings", args=[partnership.pk]),
        "new_url": reverse("reviews:meeting_new", args=[partnership.pk]) if may_hold else "",
    }
    return [Panel("reviews/meetings/_panel.html", context, place="aside", group=Group.TOGETHER)]


def ending_lines(*, partnership: Partnership, ends_on: date, today: date, membership: Membership) -> list[EndingLine]:
    """A meeting that lies after the end could not be recorded any more: somebody moves or cancels it. One query."""
    late = Meeting.objects.planned().filter(partnership=partnership, day__gt=ends_on).order_by("day", "pk")
    words = _("%(meeting)s on %(day)s lies after the end: move it before, or cancel it")
    return [
        EndingLine(
            words % {"meeting": each.name, "day": display_date(each.day)},
            url=reverse("reviews:meeting", args=[each.pk]),
            action=_("Move or cancel the meeting"),
            before_end=True,
        )
        for each in late
    ]


def _meetings(tasks: list[WaitingTask]) -> dict[int, Meeting]:
    return Meeting.objects.in_bulk([task.ref for task in tasks])


def tell_recording(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    return {
        key: Told(
            reverse("reviews:meeting_hold", args=[key]),
            _("Record the meeting: %(name)s") % {"name": row.name},
            _("Its day has passed. Record who took part and what was agreed."),
            _("it was on %(day)s") % {"day": display_date(row.day)},
        )
        for key, row in _meetings(tasks).items()
    }


def tell_notes(tasks: list[WaitingTask], today: date) -> dict[int, Told]:
    return {
        key: Told(
            reverse("reviews:meeting", args=[key]),
            _("Send the note of the meeting: %(name)s") % {"name": row.name},
            _("Participants receive a written note after each meeting."),
            _("held on %(day)s") % {"day": display_date(row.day)},
        )
        for key, row in _meetings(tasks).items()
    }


KINDS = {
    RECORD: TaskKind(
        gettext_lazy("Record a meeting"),
        gettext_lazy("The day of a planned meeting has passed."),
        tell_recording,
    ),
    SEND_NOTE: TaskKind(
        gettext_lazy("Send the note of a meeting"),
        gettext_lazy("A meeting was held, and its note has not been sent."),
        tell_notes,
    ),
}
REMINDERS = (
    kind_of_task(
        "meeting",
        RECORD,
        label=gettext_lazy("Meetings whose day has passed, to be recorded within a week"),
        plan=Plan(lead_days=(5, 0), asks=Asks.OFFICE, manager_after=7, head_after=None, every=14, most=3),
        grace=7,
    ),
    kind_of_task(
        "meeting_note",
        SEND_NOTE,
        label=gettext_lazy("Minutes of meetings that have not been sent"),
        plan=Plan(lead_days=(2, 0), asks=Asks.OFFICE, manager_after=7, head_after=None, every=14, most=3),
    ),
)
