"""Saving what a grid, a paste or a file says: all of it or nothing (O2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from partnerships.models import Agreement
from partnerships.shared.services.conflicts import Conflict
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.results.services.locks import locks_of
from reviews.results.services.measuring import correct_value, enter_value
from reviews.shared.rules import Stated
from reviews.shared.services import AlreadyCorrected, PeriodLocked

from .sheet import Target, state_of, stored_values

MOST_ENTRIES = 1_000


@dataclass(frozen=True)
class Entry:
    """A value to write: new, or in the place of the one that it `corrects`; `known`: what its author saw there."""

    target: Target
    said: Stated
    is_estimate: bool = False
    known: frozenset[int] = frozenset()
    corrects: Measurement | None = None

    @property
    def as_of(self) -> PartialDate:
        """Of the value that is written: a correction keeps the date of the one that it corrects."""
        return self.corrects.as_of if self.corrects else self.said.as_of


@dataclass(frozen=True)
class Saved:
    entered: int
    corrected: int


@one_act()
def save_values(
    *, agreement: Agreement, entries: Sequence[Entry], by: Actor, reason: str = "", at: datetime | None = None
) -> Saved:
    """Raises Conflict, and writes nothing, where somebody else entered or corrected one of these values meanwhile.

    Raises PeriodLocked for a period that is confirmed: what changes there is corrected one by one (G5).
    """
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    locks = locks_of([entry.target.objective for entry in entries])
    for entry in entries:
        if lock := locks.on(entry.target.objective, entry.as_of):
            raise PeriodLocked(lock)
    stored = stored_values([entry.target for entry in entries])
    for entry in entries:
        now = state_of(stored[entry.target.key], entry.said.as_of)
        if now.keys - entry.known or (entry.corrects and entry.corrects.pk not in now.keys):
            raise Conflict(locked)
    moment, corrected = at or timezone.now(), 0
    try:
        for entry in entries:
            corrected += _write(entry, by, reason, moment)
    except AlreadyCorrected:
        raise Conflict(locked) from None
    return Saved(len(entries) - corrected, corrected)


def _write(entry: Entry, by: Actor, reason: str, at: datetime) -> bool:
    said = entry.said
    figures = {"value": said.value, "numerator": said.numerator, "denominator": said.denominator}
    if entry.corrects:
        correct_value(
            measurement=entry.corrects,
            by=by,
            reason=reason,
            as_of=entry.as_of,
            source=entry.corrects.source,
            is_estimate=entry.is_estimate,
            at=at,
            **figures,
        )
        return True
    enter_value(
        objective=entry.target.objective,
        quota=entry.target.quota,
        by=by,
        as_of=said.as_of,
        source=said.source,
        is_estimate=entry.is_estimate,
        at=at,
        **figures,
    )
    return False
