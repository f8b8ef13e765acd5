"""What the clock's last beat says about it. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

MISSED = 5  # beats that may be missed: one sweep with much to do holds up the beat behind it
PATIENCE = timedelta(minutes=1)  # and never less than this
SKEW = timedelta(seconds=5)  # the clocks of two machines may differ a little


class ClockState(StrEnum):
    """The codes are the words of /healthz/; programs read them."""

    OK = "ok"
    NEVER = "has not beaten yet"
    LATE = "last beat is too old"
    AHEAD = "last beat is in the future"


def is_stopped(seconds: int) -> bool:
    """So late that it does not come back by itself."""
    return timedelta(seconds=seconds) > 10 * PATIENCE


def clock_state(last: datetime | None, *, now: datetime, every: timedelta) -> ClockState:
    """`every` is the time between two beats. A beat from the future says that a machine's time was set back: until that
    moment comes round again nobody can tell whether the clock still beats, and what is due may wait."""
    if last is None:
        return ClockState.NEVER
    if last > now + SKEW:
        return ClockState.AHEAD
    return ClockState.LATE if now - last > max(MISSED * every, PATIENCE) else ClockState.OK
