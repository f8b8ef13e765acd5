"""The one place that says whether a value may still be written: a confirmed period takes corrections alone (G5)."""

from collections import defaultdict
from collections.abc import Iterable

from partnerships.models import Objective
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement, PeriodConfirmation
from reviews.rules.periods import covers
from reviews.shared.services import PeriodLocked


class Locks:
    """The confirmed periods of some objectives, read at once."""

    def __init__(self, confirmations: Iterable[PeriodConfirmation]) -> None:
        self._by_lineage: dict[object, list[PeriodConfirmation]] = defaultdict(list)
        for each in confirmations:
            self._by_lineage[each.lineage].append(each)

    def of(self, objective: Objective) -> list[PeriodConfirmation]:
        return self._by_lineage.get(objective.lineage, [])

    def on(self, objective: Objective, as_of: PartialDate) -> PeriodConfirmation | None:
        """The confirmation that locks a value of this date; a longer period than the confirmed one is open."""
        return next((each for each in self.of(objective) if covers(each.period, as_of)), None)


def locks_of(objectives: Iterable[Objective]) -> Locks:
    """One query. The lineage joins versions: what was confirmed under version 1 is locked under version 2."""
    lineages = {objective.lineage for objective in objectives}
    standing = PeriodConfirmation.objects.standing().filter(lineage__in=lineages)
    return Locks(standing.select_related("confirmed_by", "confirmed_contact"))


def hold_lineage(objective: Objective) -> None:
    """Values of one objective are written, and its periods confirmed, one after the other."""
    list(Objective.objects.select_for_update(of=("self",)).filter(lineage=objective.lineage).order_by("pk"))


def refuse_locked(objective: Objective, *days: PartialDate, reason: str) -> PeriodConfirmation | None:
    """The gate of every writer of a measured value: raises PeriodLocked for a locked period without a reason.

    Returns the confirmation after which the value is written.
    """
    hold_lineage(objective)
    locks = locks_of([objective])
    found = next((lock for day in days if (lock := locks.on(objective, day))), None)
    if found and not reason:
        raise PeriodLocked(found)
    return found


def refuse_locked_many(days: Iterable[tuple[Objective, PartialDate]], *, reason: str) -> Locks:
    """The same gate for many values at once, with two queries; returns the confirmations of their objectives."""
    days = list(days)
    lineages = sorted({str(objective.lineage) for objective, _day in days})
    list(Objective.objects.select_for_update(of=("self",)).filter(lineage__in=lineages).order_by("pk").only("pk"))
    locks = locks_of(objective for objective, _day in days)
    found = next((lock for objective, day in days if (lock := locks.on(objective, day))), None)
    if found and not reason:
        raise PeriodLocked(found)
    return locks


def corrections_since(confirmation: PeriodConfirmation, values: Iterable[Measurement]) -> list[Measurement]:
    """What changed in a period after it was confirmed: values added, corrected or withdrawn.

    `values`: all of the lineage, each with `corrects`; the withdrawn ones, too.
    """
    at, period = confirmation.confirmed_at, confirmation.period
    return [each for each in values if _touches(each, period) and (each.entered_at > at or _withdrawn_after(each, at))]


def _touches(value: Measurement, period: PartialDate) -> bool:
    return covers(period, value.as_of) or bool(value.corrects_id and covers(period, value.corrects.as_of))


def _withdrawn_after(value: Measurement, at) -> bool:
    return value.withdrawn_at is not None and value.withdrawn_at > at
