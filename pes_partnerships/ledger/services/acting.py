"""One act of a person or of the clock: one transaction, at whose end those who keep ready rows are told.

Every act is in the ledger, so the ledger knows what an act was about. A higher app registers with `told` in its
AppConfig.ready() and is called once for an act, inside its transaction, after everything else is written.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, transaction

Listener = Callable[[set[int]], None]

_listeners: dict[str, Listener] = {}
_collected: ContextVar[dict[str, set[int]] | None] = ContextVar("anchors of the act that runs", default=None)


def told(model: str, listener: Listener) -> None:
    """`listener` gets the keys of the rows of `model` ("partnership") that an act was about."""
    _listeners[model] = listener


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


def about(anchors: list[models.Model]) -> None:
    """What was recorded: kept until the act is over, or told at once where no act runs."""
    collected = _collected.get()
    found: dict[str, set[int]] = {} if collected is None else collected
    for anchor in anchors:
        if anchor._meta.model_name in _listeners:
            found.setdefault(anchor._meta.model_name, set()).add(anchor.pk)
    if collected is None:
        _tell(found)


def _tell(found: dict[str, set[int]]) -> None:
    for model, keys in found.items():
        _listeners[model](keys)
