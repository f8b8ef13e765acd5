"""When a mail that could not be sent is tried again. Pure."""

from datetime import datetime, timedelta

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=60),
    timedelta(minutes=240),
    timedelta(hours=12),
    *(timedelta(hours=24),) * 5,
)
# The first try and one after each pause: nearly six days, longer than the four to five of RFC 5321, 4.5.4.1.
MOST_ATTEMPTS = len(PAUSES) + 1
STALE_AFTER = timedelta(minutes=10)
AHEAD = timedelta(minutes=1)  # more than the clocks of two machines differ


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` failed tries; None: give up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + PAUSES[max(attempts, 1) - 1]


def stale_before(now: datetime) -> datetime:
    """A claim at or before this moment belongs to a worker that died: sending one mail takes seconds."""
    return now - STALE_AFTER


def ahead_after(now: datetime) -> datetime:
    """What was written down as later than this was written before the time of a machine was set back."""
    return now + AHEAD


def latest_attempt(now: datetime) -> datetime:
    """No pause leads beyond this moment."""
    return now + max(PAUSES) + AHEAD
