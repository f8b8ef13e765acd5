"""Where a higher app adds what it knows, without this app importing it.

A higher app registers a function in its AppConfig.ready(). Calls run in the caller's transaction, in the order of
registration; a function that raises undoes the act. `docs/architecture.md` lists who registers what.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


class Hook:
    """A named place with functions; calling it calls each and joins the lists that they return."""

    def __init__(self, name: str):
        self.name = name
        self.functions: list[Callable[..., list[Any] | None]] = []

    def register(self, function: Callable[..., list[Any] | None]) -> None:
        if function not in self.functions:
            self.functions.append(function)

    def __call__(self, **values: Any) -> list[Any]:
        return [item for function in self.functions for item in function(**values) or []]


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person: `label` begins with a verb and is the link."""

    url: str
    label: str
    partnership: str
    reason: str
    on: date | None = None
    when: str = ""
    mine: bool = True  # False: with somebody else, shown under "Overdue or expiring: others to act"
    with_whom: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of the partnership page that a higher app renders; `place` is main, aside, or act.

    An act is a button in the page's head: its context has `url` and `label`, and it needs no template.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    place: str = "main"


# agreement_in_force(agreement, by, at): reviews plans the series and the next occurrence
agreement_in_force = Hook("agreement_in_force")
# agreement_ended(agreement, by, at): reviews ends the series
agreement_ended = Hook("agreement_ended")
# waiting(membership, today) -> list[Waiting], for the portfolio
waiting = Hook("waiting")
# panels(partnership, membership, today) -> list[Panel], for the partnership page
panels = Hook("panels")
