"""Which proof there was on a day, for each value of a partnership in its state of that day (G5)."""

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from partnerships.models import Partnership
from pes_partnerships.accounts.models import EmploymentService
from reviews.models import Measurement, ProofOfValue, ProofRevision
from reviews.proof.rules import CORRECTED, COUNTED, TAKEN_OUT
from reviews.results.services.proofs import proof_days, revision_on, uses_by_value


@dataclass(frozen=True)
class ValueOnDay:
    """A value that was entered by then; `state`: whether it counted, or had been corrected or withdrawn."""

    value: Measurement
    state: str
    revisions: list[ProofRevision]
    uses: list[ProofOfValue]
    day: date

    @property
    def days(self) -> list:
        return [proof_days(each) for each in self.uses]


def end_of(day: date, service: EmploymentService) -> datetime:
    """The first moment after a day, in the time zone of the service."""
    return datetime.combine(day + timedelta(days=1), time.min, zoneinfo.ZoneInfo(service.time_zone))


def values_by(partnership: Partnership, day: date) -> QuerySet[Measurement]:
    """Every value that had been entered by the end of a day, by objective and date."""
    found = Measurement.objects.filter(
        objective__agreement__partnership=partnership, entered_at__lt=end_of(day, partnership.service)
    )
    return found.select_related(
        "objective", "quota", "party__participation__organisation", "entered_by", "correction"
    ).order_by("objective__order", "objective__title", "as_of", "entered_at", "pk")


def on_the_day(values: Iterable[Measurement], day: date, service: EmploymentService) -> list[ValueOnDay]:
    """Two queries, whatever the number of values."""
    values, end = list(values), end_of(day, service)
    uses = uses_by_value(values)
    found = []
    for value in values:
        of_value = uses.get(value.pk, [])
        revisions = [revision for use in of_value if (revision := revision_on(use, day))]
        found.append(ValueOnDay(value, _state(value, end), revisions, of_value, day))
    return found


def _state(value: Measurement, end: datetime) -> str:
    correction = getattr(value, "correction", None)
    if correction and correction.entered_at < end:
        return CORRECTED
    return TAKEN_OUT if value.withdrawn_at and value.withdrawn_at < end else COUNTED
