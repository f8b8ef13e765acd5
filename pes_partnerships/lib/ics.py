"""Days as a calendar file that updates: a day that moves keeps its UID, and its SEQUENCE rises (N3, RFC 5545)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

_NAMESPACE = uuid.UUID("6f1cf1a8-4f0e-5c5e-9c3b-0f8f2b1c7a11")  # ours, and never another one: UIDs come from it
PUBLISH, CANCEL = "PUBLISH", "CANCEL"


@dataclass(frozen=True)
class Event:
    """An all-day event, or one at its hours. `key` names what it is about within its service (`of`) and stays when the
    day moves; `stamp` is when this day was set. No name of a host is in its UID: an address may change."""

    of: str
    key: str
    on: date
    summary: str
    stamp: datetime
    url: str = ""
    description: str = ""
    location: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    sequence: int | None = None
    is_cancelled: bool = False


def mimetype(method: str = PUBLISH) -> str:
    return f"text/calendar; charset=utf-8; method={method}"


def calendar_file(events: Iterable[Event], *, method: str = PUBLISH, name: str = "") -> bytes:
    """`name`: of the calendar, where it is read again and again from an address."""
    from icalendar import Calendar  # imported here: only a mail or a download needs it

    calendar = Calendar()
    calendar.add("prodid", "-//PES Partnerships//days//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_component(event))
    return calendar.to_ical()


def _component(said: Event) -> object:
    from icalendar import Event as Component

    event = Component()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, f"{said.of}/{said.key}")))
    event.add("sequence", minutes(said.stamp) if said.sequence is None else said.sequence)
    event.add("dtstamp", said.stamp)
    event.add("dtstart", said.starts_at or said.on)
    if said.ends_at:
        event.add("dtend", said.ends_at)
    event.add("summary", said.summary)
    for name in ("location", "description", "url"):
        if value := getattr(said, name):
            event.add(name, value)
    if not said.starts_at:
        event.add("transp", "TRANSPARENT")
    if said.is_cancelled:
        event.add("status", "CANCELLED")
    return event


def minutes(stamp: datetime) -> int:
    """A SEQUENCE that grows with every new day, however many there were before."""
    return int(stamp.timestamp()) // 60
