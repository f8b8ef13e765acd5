"""Mails with a link of their own are not sent twice: a link that is gone cannot be, so a new one takes its place.

An app registers for its kinds of mail, in AppConfig.ready(), how a new link is given, which ends the earlier one. The
outbox knows none of them by itself.
"""

from collections.abc import Callable
from typing import Any

# (mail, *, by: Actor, at: datetime): queues the new mail; MoveRefused where what the link was for is over
Renewer = Callable[..., Any]


class Renewers:
    def __init__(self) -> None:
        self._known: dict[str, Renewer] = {}

    def register(self, kind: str, renewer: Renewer) -> None:
        if self._known.setdefault(kind, renewer) is not renewer:
            raise ValueError(f"Links of the kind {kind!r} are renewed already.")

    def of(self, kind: str) -> Renewer | None:
        return self._known.get(kind)


known_renewers = Renewers()
