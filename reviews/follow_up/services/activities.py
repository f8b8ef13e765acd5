"""What was done, so that a result can be traced back to it (O4)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from partnerships.models import Objective, Participation, Partnership
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Activity


@one_act()
def log_activity(
    *,
    partnership: Partnership,
    by: Actor,
    on: PartialDate,
    title: str,
    note: str = "",
    participants: int | None = None,
    partners: Iterable[Participation] = (),
    objectives: Iterable[Objective] = (),
    at: datetime | None = None,
) -> Activity:
    """One activity with who took part and which objectives it serves."""
    activity = Activity.objects.create(
        partnership=partnership,
        on=on,
        title=title,
        note=note,
        participants=participants,
        logged_by=by.person,
        logged_at=at or timezone.now(),
    )
    activity.partners.set(partners)
    activity.objectives.set(objectives)
    record(
        act="activity.logged",
        anchor=partnership,
        obj=activity,
        by=by,
        service=partnership.service,
        after={"on": str(activity.on), "participants": participants, "objectives": len(list(objectives))},
        private={"title": title},
        at=activity.logged_at,
    )
    return activity
