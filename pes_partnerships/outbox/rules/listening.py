"""Who wants to know that a mail reached nobody (docs/decisions/0006).

An app registers in its AppConfig.ready(): the outbox knows nobody whom it could tell by itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Listener = Callable[[Any, datetime], None]  # (the mail, when it was known), inside the transaction that writes it down


class Listeners:
    """They are called in the order of their registration."""

    def __init__(self) -> None:
        self._known: list[Listener] = []

    def register(self, listener: Listener) -> None:
        if listener not in self._known:
            self._known.append(listener)

    def tell(self, mail: Any, at: datetime) -> None:
        for listener in self._known:
            listener(mail, at)


undelivered = Listeners()
