"""How the clock and the outbox are at this moment, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count

from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.clock import ClockState

from .beat import A_DAY, clock_now, starts_of_last_day
from .sweep import oldest_unsent_age


@dataclass(frozen=True)
class Watch:
    """`waiting` mails should be out by now, the oldest for `oldest_age` seconds.

    `states` counts all there are, and is read only where it is shown: /healthz/ is asked every few seconds.
    """

    now: datetime
    state: ClockState
    last_beat: datetime | None
    beat_age: int | None
    starts: Mapping[str, int]
    waiting: int
    oldest_age: int

    @cached_property
    def sent_last_day(self) -> int:
        return OutboxMail.objects.filter(state=OutboxMail.State.SENT, sent_at__gt=self.now - A_DAY).count()

    @cached_property
    def states(self) -> Mapping[str, int]:
        counted = OutboxMail.objects.order_by().values_list("state").annotate(Count("pk"))
        return dict.fromkeys(OutboxMail.State.values, 0) | dict(counted)


def watch_clock(now: datetime) -> Watch:
    last, state = clock_now(now)
    oldest = oldest_unsent_age(now)
    return Watch(
        now=now,
        state=state,
        last_beat=last,
        beat_age=round((now - last).total_seconds()) if last else None,
        starts=starts_of_last_day(now),
        waiting=OutboxMail.objects.overdue(now).count(),
        oldest_age=round(oldest.total_seconds()) if oldest else 0,
    )
