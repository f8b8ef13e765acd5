"""What every act on a meeting needs: the locked row, and its line in the ledger (R7)."""

from datetime import datetime
from typing import Any

from partnerships.shared.services.partnership_rows import locked_partnership
from pes_partnerships.ledger.services import Actor, record
from pes_partnerships.lib.moves import MoveRefused, moved
from reviews.models import Meeting
from reviews.rules.meeting_words import MEETING_MOVES


def locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("partnership__service", "partnership__office", "chair__organisation").get(pk=meeting.pk)


def locked_for(act: str, meeting: Meeting) -> Meeting:
    """The row, if it allows the act (MEETING_MOVES), with the status that follows; else MoveRefused.

    The records of an ended partnership stay as they are, but what is still planned can be cancelled.
    """
    if act == "hold":
        locked_partnership(meeting.partnership)  # two that are recorded at once do not both fulfil one rhythm
    fresh = locked(meeting)
    if fresh.partnership.ended_on and act != "cancel":
        raise MoveRefused("the partnership has ended")
    fresh.status = moved(MEETING_MOVES, act, fresh.status) or fresh.status
    return fresh


def write_down(act: str, meeting: Meeting, by: Actor, at: datetime, **facts: Any) -> None:
    partnership = meeting.partnership
    record(act=act, anchor=partnership, obj=meeting, by=by, service=partnership.service, at=at, **facts)
