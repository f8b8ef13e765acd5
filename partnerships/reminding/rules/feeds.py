"""What is due, whichever engine reminds of it: for a digest, for “My reminders” and for calendars (N3).

Reminders of what waits and those of reviews are two engines; each registers in ready() how its things are read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

SENT_DAYS = 28


@dataclass(frozen=True)
class Thing:
    """Something with a due date, in the words of one reader; `url` and `calendar_key` stay while its day moves."""

    kind: str
    subject: int
    due_on: date
    what: str
    reason: str
    url: str
    partnership: Any
    stamp: datetime  # since when this day holds
    asked_as: str = ""  # empty where nobody in particular is asked for
    is_handed_on: bool = False  # by its reader to a colleague
    is_set_aside: bool = False
    coming: tuple[tuple[int, datetime], ...] = ()  # stage and moment of each reminder still to come, the first first
    first_late: int | None = None

    @property
    def calendar_key(self) -> str:
        return f"{self.kind}-{self.subject}"


@dataclass(frozen=True)
class Sent:
    """A line of the ledger of reminders, with its mail where it has one; `why`: in words, where it did not go."""

    at: datetime
    what: str
    partnership: str
    due_on: date
    mail: Any
    why: str = ""


class Became(StrEnum):
    """What became of something that was missed."""

    OPEN = "open"
    DONE = "done"  # or no longer required
    MOVED = "moved"
    ASIDE = "aside"


@dataclass(frozen=True)
class Missed:
    """Something that became overdue, and what the record says of why; `on`: the day on which it was held, or to which
    it was moved. `names`: who was reminded, `undelivered`: whom a reminder did not reach."""

    what: str
    url: str
    partnership: Any
    due_on: date
    became: Became
    on: date | None = None
    reminders: int = 0
    names: tuple[str, ...] = ()
    undelivered: tuple[str, ...] = ()
    aside: str = ""  # the reason that was given

    @property
    def is_open(self) -> bool:
        return self.became == Became.OPEN


@dataclass(frozen=True)
class Asked:
    """Whose things are asked for: of a person, or all of one partnership, or one thing; due until a day."""

    service: Any
    now: datetime
    until: date
    user: Any = None
    partnership: int | None = None
    kind: str = ""
    subject: int | None = None
    of_all: bool = False  # what anybody is asked for, as far as `user` may see it

    @property
    def reader(self) -> Any:
        """Whose things alone are asked for."""
        return None if self.of_all else self.user


class Feed(Protocol):
    labels: Mapping[str, Any]  # of its kinds, where they are no kinds of the reminders of what waits

    def gathered(self, mail: Any, now: datetime) -> Sequence[Thing]:
        """What the lines that this digest was written for still say; the others are withdrawn."""

    def things(self, asked: Asked) -> Sequence[Thing]:
        """What is due, late things too; few queries, however many there are."""

    def sent(self, user: Any, service: Any, since: datetime) -> Sequence[Sent]:
        """What the ledger says of this person."""

    def missed(self, service: Any, start: date, end: date) -> Sequence[Missed]:
        """What became overdue from `start` on and before `end`."""


class Feeds:
    def __init__(self) -> None:
        self._known: list[Feed] = []

    def register(self, feed: Feed) -> None:
        if feed not in self._known:
            self._known.append(feed)

    def __iter__(self) -> Iterator[Feed]:
        return iter(self._known)

    @property
    def labels(self) -> dict[str, Any]:
        return {code: label for feed in self._known for code, label in feed.labels.items()}


known_feeds = Feeds()
