"""The values that stand for some objectives, sorted by what each is about: one query (O2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from partnerships.models import Objective, Party
from partnerships.rules.vocabulary import Counting
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.results.rules.digest import Latest
from reviews.results.rules.words import value_words
from reviews.rules.periods import covers

READ = {"milestones": "milestones_read", "quotas": "quotas_read"}  # what was read of many objectives at once
ABOUT_DUE = timedelta(days=31)  # a value this close to the day tells of it
PartnerKey = tuple[int, str]  # a partner may be two parties: by its divisions, or by its programmes


def partner_key(party: Party) -> PartnerKey:
    """The same for the same partner in every version of the text."""
    return party.participation_id, party.programme


@dataclass(frozen=True)
class Values:
    """Of one objective, the oldest first; `quotas` by their lineage, `partners` by their key."""

    own: list[Measurement] = field(default_factory=list)
    control: list[Measurement] = field(default_factory=list)
    quotas: dict[object, list[Measurement]] = field(default_factory=lambda: defaultdict(list))
    partners: dict[PartnerKey, list[Measurement]] = field(default_factory=lambda: defaultdict(list))

    def of(self, measurement: Measurement) -> list[Measurement]:
        """The values that this one is one of: a quota, a partner and the control group never count as the total."""
        if measurement.quota_id:
            return self.quotas[measurement.quota.lineage]
        if measurement.party_id:
            return self.partners[partner_key(measurement.party)]
        return self.control if measurement.is_control_group else self.own


def list_of(objective: Objective, name: str) -> list[Any]:
    """Its milestones or quotas: as they were read before, else in a query."""
    found = getattr(objective, READ[name], None)
    return list(getattr(objective, name).all()) if found is None else found


def values_by_lineage(objectives: Iterable[Objective], until: date | None = None) -> dict[object, Values]:
    """The lineage joins versions: a value entered under version 1 counts under version 2."""
    found: dict[object, Values] = defaultdict(Values)
    standing = Measurement.objects.standing().filter(
        objective__lineage__in=[objective.lineage for objective in objectives]
    )
    rows = standing.select_related("objective", "quota", "party")
    for row in sorted(rows, key=lambda each: (each.as_of.latest() or date.min, each.entered_at, each.pk)):
        if until is None or (row.as_of.latest() or date.min) <= until:
            values = found[row.objective.lineage]
            values.of(row).append(row)
    return found


def value_in_words(measurement: Measurement | Latest) -> str:
    """“52 % (147 of 283)”, “688 people”, or the words that stand for a value."""
    if measurement.value is None:
        return measurement.text
    part, whole = measurement.numerator, measurement.denominator
    return value_words(measurement.value, measurement.unit, part=part, whole=whole)


def added_up(objective: Objective, values: list[Measurement]) -> tuple[Decimal | None, int]:
    """What counts now, and how many values it adds up: the latest one, or the sum where the objective says so."""
    if objective.counting != Counting.SUM:
        return (values[-1].value, 1) if values else (None, 0)
    numbers = [each.value for each in one_a_period(values) if each.value is not None]
    return (sum(numbers, Decimal(0)), len(numbers)) if numbers else (None, 0)


def measured_by(values: list[Measurement], due: PartialDate) -> list[Measurement]:
    """Those up to the day on which a target was due, where the last of them tells of that day and others came after it.

    Else none: the latest value is judged, whether it was measured before that day or later (reality 43).
    """
    if not due:
        return []
    day = due.latest()
    until = [each for each in values if each.as_of and each.as_of.latest() <= day]
    if not until or len(until) == len(values) or until[-1].value is None or values[-1].value is None:
        return []
    return until if until[-1].as_of.latest() > day - ABOUT_DUE else []


def one_a_period(values: list[Measurement]) -> list[Measurement]:
    """What is added up: of two sources for one period the one entered last, and of a year and its months the year."""
    last = list({each.as_of: each for each in values}.values())
    precisions = {each.as_of.precision for each in last}
    if len(precisions) == 1 and precisions != {"interval"}:  # no month is a part of another month
        return last
    wide = [each.as_of for each in last if each.as_of.precision != "day"]
    return [each for each in last if not any(each.as_of != period and covers(period, each.as_of) for period in wide)]
