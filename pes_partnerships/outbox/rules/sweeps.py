"""What the clock does as days pass, besides sending: each app registers its sweeps in AppConfig.ready().

A sweep takes the moment as which it runs, may run twice, and does nothing but write rows: it can be tried in a
transaction that is rolled back, and be run for a moment that has passed. The outbox knows none of them by itself.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol


class Sweep(Protocol):
    def __call__(self, *, now: datetime) -> object: ...


class Sweeps:
    """In the order of their registration."""

    def __init__(self) -> None:
        self._known: dict[str, Sweep] = {}
        self._replacing: set[str] = set()

    def register(self, name: str, sweep: Sweep, *, replaces: bool = False) -> None:
        """`replaces`: a mail of it takes the place of one that works, so that it must not be held for a person."""
        if self._known.setdefault(name, sweep) is not sweep:
            raise ValueError(f"There is a sweep {name!r} already.")
        if replaces:
            self._replacing.add(name)

    def adding(self) -> Iterator[Sweep]:
        """Those that only add to what there is."""
        return (sweep for name, sweep in self._known.items() if name not in self._replacing)

    def __iter__(self) -> Iterator[tuple[str, Sweep]]:
        return iter(self._known.items())


known_sweeps = Sweeps()
