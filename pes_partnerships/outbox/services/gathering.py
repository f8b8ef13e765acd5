"""Whoever wants to know which mails are queued while something runs, or to keep them from being sent."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from pes_partnerships.outbox.models import OutboxMail

State = OutboxMail.State


@dataclass
class Gathered:
    state: str
    mails: list[OutboxMail] = field(default_factory=list)


_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


@contextmanager
def gathering(*, state: str = State.QUEUED) -> Iterator[list[OutboxMail]]:
    """The mails that are queued within it, in their order; they are written with this state."""
    gathered = Gathered(state)
    token = _gathered.set(gathered)
    try:
        yield gathered.mails
    finally:
        _gathered.reset(token)


def state_now() -> str:
    """The state in which a mail is written at this moment."""
    gathered = _gathered.get()
    return gathered.state if gathered else State.QUEUED


def note(mails: Iterable[OutboxMail]) -> None:
    if gathered := _gathered.get():
        gathered.mails.extend(mails)
