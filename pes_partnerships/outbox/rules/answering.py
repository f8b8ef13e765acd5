"""Who answers a mail: a reply reaches a person, not the machine that sent it (N3).

An app registers in its AppConfig.ready() who answers what is about its rows: the outbox knows nobody by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formataddr
from typing import Any


@dataclass(frozen=True)
class Answer:
    """The person, or the mailbox of an office; `phone` where the mail may say it."""

    name: str
    address: str
    phone: str = ""

    @property
    def header(self) -> str:
        return formataddr((self.name, self.address))


# (what the mail is about, the address it goes to): None where no one is known, or only its reader
Answerer = Callable[[Any, str], Answer | None]


class Answerers:
    """The first that knows somebody is taken."""

    def __init__(self) -> None:
        self._known: list[Answerer] = []

    def register(self, answerer: Answerer) -> None:
        if answerer not in self._known:
            self._known.append(answerer)

    def of(self, about: Any, to_address: str) -> Answer | None:
        found = (answerer(about, to_address) for answerer in self._known)
        return next((answer for answer in found if answer), None) if about is not None else None


known_answerers = Answerers()
