"""What can be reminded of. Each subject registers its kinds in its AppConfig.ready() (docs/decisions/0050)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from partnerships.hooks import Told

from .stages import Plan


@dataclass(frozen=True)
class Kind:
    """A kind of thing with a due date, told to the people of the service.

    `rows`: those of all partnerships that wait now, of the service whose scope is open. The other names say where a
    row has what: its key (`subject`, the row's own where it is not said), its day and its partnership, the person who
    does it, and since when it is known. `grace`: days after `day` by which it is to be done. `tell` has the words of
    many by their keys; what it leaves out waits no longer.
    """

    code: str
    label: str | Promise
    rows: Callable[[], QuerySet]
    tell: Callable[[Sequence[int], date], dict[int, Told]]
    plan: Plan
    partnership: str = "partnership"
    subject: str = "pk"
    day: str = "due_on"
    is_moment: bool = False  # `day` is a moment, not a day
    is_partial: bool = False  # `day` may be a month or a year: its last day counts
    grace: int = 0
    known: str = ""
    owner: str = ""
    ends_at_due: bool = False  # nothing can be done about it once its day has passed
    survives: bool = False  # it is to be done although the agreement has lapsed or the partnership has ended
    # who decides, by the subjects' keys, where it is neither the office nor the manager; few queries for all
    deciders: Callable[[Any, Sequence[int]], dict[int, list[Any]]] | None = None


@dataclass
class Kinds:
    _known: dict[str, Kind] = field(default_factory=dict)

    def register(self, *kinds: Kind) -> None:
        for kind in kinds:
            if self._known.setdefault(kind.code, kind) is not kind:
                raise ValueError(f"Reminders of the kind {kind.code!r} are registered already.")

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._known.values())

    def get(self, code: str) -> Kind | None:
        return self._known.get(code)


known_kinds = Kinds()
