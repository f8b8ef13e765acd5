"""A meeting is planned, changed, filled and cancelled (R7)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Partnership
from partnerships.shared.services.changes import set_fields
from partnerships.shared.services.conflicts import Conflict, refuse_overtaken, seen_hash
from partnerships.shared.services.partnership_rows import locked_running
from partnerships.shared.services.row_lists import RowList, write_rows
from pes_partnerships.ledger.services import Actor, one_act
from reviews.door.services.reaching import Reachable
from reviews.meetings import mails
from reviews.meetings.rules.agenda import proposed_agenda
from reviews.models import Meeting, MeetingParticipant

from .rows import locked_for, write_down

TOLD_IN_INVITATIONS = ("day", "starts_at", "ends_at", "place", "video_url")
AGENDA = RowList("agenda", ("point", "title", "who", "minutes", "outcome"), "meeting.agenda")
PAPERS = RowList("papers", ("title", "url"), "meeting.papers")


@one_act()
def plan_meeting(
    *,
    partnership: Partnership,
    kind: str,
    people: Iterable[Reachable],
    by: Actor,
    at: datetime | None = None,
    **fields: Any,
) -> Meeting:
    """With the points of its kind as its agenda. Raises MoveRefused where the partnership has ended."""
    at = at or timezone.now()
    locked = locked_running(partnership)
    meeting = Meeting(partnership=locked, planned_at=at, planned_by=by.account)
    set_fields(meeting, {"kind": kind, **fields})
    for order, line in enumerate(proposed_agenda(kind)):
        meeting.agenda.create(order=order, **line)
    _add_people(meeting, people)
    after = {"meeting_kind": kind, "day": meeting.day}
    write_down("meeting.planned", meeting, by, at, after=after, private=_title(meeting))
    _note_chair(meeting, None, by, at)
    return meeting


def _add_people(meeting: Meeting, people: Iterable[Reachable]) -> None:
    order = meeting.participants.count()
    for place, each in enumerate(people, order):
        MeetingParticipant.objects.create(
            meeting=meeting,
            participation=each.participation,
            contact=each.contact,
            user=each.user,
            party_name=each.party_name,
            name=each.name,
            email=each.email,
            language=each.language,
            order=place,
        )


@one_act()
def change_meeting(
    *, meeting: Meeting, by: Actor, seen: str | None = None, at: datetime | None = None, **fields: Any
) -> Meeting:
    """Raises Conflict where it was saved since it was `seen`, MoveRefused once it was held or cancelled."""
    at = at or timezone.now()
    fresh = locked_for("change", meeting)
    refuse_overtaken(fresh, seen, fields)
    chair = fresh.chair
    before, after, _personal = set_fields(fresh, fields)
    if after.keys() & set(TOLD_IN_INVITATIONS) and fresh.participants.filter(invited_at__isnull=False).exists():
        fresh.sequence += 1
        fresh.save(update_fields=["sequence"])
    told = [name for name in TOLD_IN_INVITATIONS if name in after]
    write_down(
        "meeting.changed",
        fresh,
        by,
        at,
        before={name: before.get(name) for name in told},
        after={name: after[name] for name in told},
        private=_title(fresh),
    )
    _note_chair(fresh, chair, by, at)
    return fresh


def _note_chair(meeting: Meeting, before: Any, by: Actor, at: datetime) -> None:
    """Only where it is not the party whose turn it is: that takes a reason."""
    if meeting.chair_reason and meeting.chair != before:
        after = {"chair_party": meeting.chair.name if meeting.chair else ""}
        write_down("chair.other", meeting, by, at, after=after, private={"chair_reason": meeting.chair_reason})


def _title(meeting: Meeting) -> dict[str, str]:
    return {"title": meeting.title} if meeting.title else {}


@one_act()
def save_people(
    *, meeting: Meeting, people: Iterable[Reachable], by: Actor, seen: str | None = None, at: datetime | None = None
) -> Meeting:
    """Who is invited: new people are added; who is left out goes, unless an invitation has been sent to them."""
    at = at or timezone.now()
    fresh = locked_for("change", meeting)
    if seen is not None and seen != people_seen(fresh):
        raise Conflict(fresh)
    chosen = list(people)
    there = {key_of(row): row for row in fresh.participants.select_related("contact", "user")}
    wanted = {key_of(each) for each in chosen}
    _add_people(fresh, [each for each in chosen if key_of(each) not in there])
    gone = [row.pk for key, row in there.items() if key not in wanted and row.invited_at is None and not row.is_guest]
    fresh.participants.filter(pk__in=gone).delete()
    write_down("meeting.changed", fresh, by, at)
    return fresh


def people_seen(meeting: Meeting) -> str:
    return seen_hash(sorted(meeting.participants.values_list("pk", flat=True)))


def key_of(row: Any) -> str:
    """A contact or a colleague, as forms name them; guests have none."""
    if row.contact:
        return f"contact{row.contact.pk}"
    return f"user{row.user.pk}" if row.user else f"guest{row.pk}"


@one_act()
def save_list(
    *,
    meeting: Meeting,
    kind: RowList,
    rows: Sequence[dict[str, Any]],
    by: Actor,
    seen: str | None = None,
    at: datetime | None = None,
) -> Meeting:
    """The agenda or the papers as a whole; before the meeting and after it. Conflict as in change_meeting."""
    fresh = locked_for("minute" if meeting.is_held else "change", meeting)
    written = write_rows(kind, owner=fresh, rows=rows, seen=seen)
    write_down(kind.saved, fresh, by, at or timezone.now(), after={"points": len(written.kept)})
    return fresh


@one_act()
def cancel_meeting(*, meeting: Meeting, by: Actor, reason: str, at: datetime | None = None) -> Meeting:
    """Who was invited is told, with the reason, and their calendars forget it."""
    at = at or timezone.now()
    fresh = locked_for("cancel", meeting)
    fresh.cancel_reason, fresh.sequence = reason, fresh.sequence + 1
    fresh.save(update_fields=["status", "cancel_reason", "sequence"])
    write_down("meeting.cancelled", fresh, by, at, private={"reason": reason})
    for person in fresh.participants.exclude(email="").filter(invited_at__isnull=False):
        mails.cancelled(person=person, meeting=fresh)
    return fresh
