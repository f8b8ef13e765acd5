"""Mails that get their words only when they are about to go, and who writes them (docs/decisions/0022).

An app registers in its AppConfig.ready() who composes the mails of a kind: the outbox knows none of them by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .answering import Answer

Attachment = tuple[str, bytes | str, str]  # filename, content, mimetype


class NobodyComposes(LookupError):
    """A mail waits for its words, and no app registered who writes mails of its kind."""


class ComposedTwice(ValueError):
    """Two apps claim the mails of one kind."""


@dataclass(frozen=True)
class Letter:
    """A mail in words: to whom, in which language, and what its template shows."""

    to_address: str
    to_name: str
    language: str
    template: str
    context: Mapping[str, object]
    attachments: tuple[Attachment, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    answer: Answer | None = None
    secrets: Mapping[str, str] = field(
        default_factory=dict
    )  # never stored: the letter is composed again when it is lost


# composer(mail, now): the letter as it is right at this moment, or None for a mail that has nothing to say any more
Composer = Callable[[Any, datetime], Letter | None]


class Composers:
    """Who composes mails of which kind."""

    def __init__(self) -> None:
        self._known: dict[str, Composer] = {}

    def register(self, kind: str, composer: Composer) -> None:
        if self._known.setdefault(kind, composer) is not composer:
            raise ComposedTwice(f"Mails of the kind {kind!r} have a composer already.")

    def of(self, kind: str) -> Composer:
        if kind not in self._known:
            raise NobodyComposes(f"Nobody composes mails of the kind {kind!r}: an app registers it in ready().")
        return self._known[kind]


known_composers = Composers()
