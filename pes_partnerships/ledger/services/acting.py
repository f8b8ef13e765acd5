"""One act of a person or of the clock: one transaction, at whose end those who keep ready rows are told.

Every act is in the ledger, so the ledger knows what an act was about. A higher app registers with `told` in its
AppConfig.ready() and is called once for an act, inside its transaction, after everything else is written.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, transaction

Listener = Callable[[set[int]], None]

_listeners: dict[str, Listener] = {}
_quiet: set[str] = set()
_collected: ContextVar[dict[str, set[int]] | None] = ContextVar("anchors of the act that runs", default=None)


def told(model: str, listener: Listener) -> None:
    """`listener` gets the keys of the rows of `model` ("partnership") that an act was about."""
    _listeners[model] = listener


def quiet(*acts: str) -> None:
    """Acts that change nothing which anybody keeps ready, such as a reminder that was sent."""
    _quiet.update(acts)


@contextmanager
def one_act() -> Iterator[None]:
    """As decorator or block; an act within an act belongs to the outer one."""
    if _collected.get() is not None:
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        token = _collected.set({})
        try:
            yield
            found = _collected.get() or {}
        finally:
            _collected.reset(token)
        _tell(found)


def about(recorded: Iterable[tuple[str, models.Model]]) -> None:
    """Acts and what they were about: kept until the outermost act is over, or told at once where none runs."""
    collected = _collected.get()
    found: dict[str, set[int]] = {} if collected is None else collected
    for act, anchor in recorded:
        if act not in _quiet and anchor._meta.model_name in _listeners:
            found.setdefault(anchor._meta.model_name, set()).add(anchor.pk)
    if collected is None:
        _tell(found)


def _tell(found: dict[str, set[int]]) -> None:
    for model, keys in found.items():
        _listeners[model](keys)
