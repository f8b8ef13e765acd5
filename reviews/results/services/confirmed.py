"""The confirmed periods of one objective, each with what was corrected since (G5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.models import Objective
from reviews.models import Measurement, PeriodConfirmation
from reviews.results.rules.locking import since_words
from reviews.rules.periods import period_slug, period_words

from .locks import corrections_since


@dataclass(frozen=True)
class ConfirmedPeriod:
    row: PeriodConfirmation
    corrections: list[Measurement]

    @property
    def stands(self) -> bool:
        return self.row.withdrawn_at is None

    @property
    def slug(self) -> str:
        return period_slug(self.row.period)

    @property
    def words(self) -> str:
        words = period_words(self.row.period)
        return words[:1].upper() + words[1:]

    @property
    def since(self) -> str:
        return since_words(len(self.corrections))


def confirmed_periods(objective: Objective, values: Sequence[Measurement]) -> list[ConfirmedPeriod]:
    """One query, the latest first; also those that were withdrawn. `values`: all of the lineage, with `corrects`."""
    rows = PeriodConfirmation.objects.filter(lineage=objective.lineage).select_related(
        "confirmed_by", "confirmed_contact", "withdrawn_by"
    )
    found = [ConfirmedPeriod(each, corrections_since(each, values)) for each in rows]
    return sorted(found, key=lambda each: (each.row.period, each.row.confirmed_at), reverse=True)
