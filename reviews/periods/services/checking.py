"""The values of an objective by period: what is there, what is missing, what is an estimate or without proof (G5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from partnerships.models import Objective, Quota
from partnerships.shared.services.conflicts import seen_hash
from pes_partnerships.lib.dates import PartialDate
from reviews.models import Measurement
from reviews.periods.rules.checking import PeriodFacts, parts_of, runs_in
from reviews.results.rules.proving import ProofDays, is_proven
from reviews.results.services.confirmed import ConfirmedPeriod, confirmed_periods
from reviews.results.services.proofs import days_by_value
from reviews.results.services.reading import partner_key
from reviews.rules.periods import covers


@dataclass(frozen=True)
class Line:
    """The total, a quota or a partner; `missing`: parts of the period without a value. An empty name is the total."""

    name: str
    values: list[Measurement]
    missing: list[PartialDate] = field(default_factory=list)


@dataclass(frozen=True)
class Read:
    """An objective with all that was entered, read once for all its periods."""

    objective: Objective
    rows: list[Measurement]
    standing: list[Measurement]
    proofs: dict[int, list[ProofDays]]
    confirmed: list[ConfirmedPeriod]
    quotas: list[Quota]
    step: str
    today: date


@dataclass(frozen=True)
class Check:
    read: Read
    period: PartialDate
    lines: list[Line]

    @property
    def values(self) -> list[Measurement]:
        return [each for line in self.lines for each in line.values]

    @property
    def confirmed(self) -> ConfirmedPeriod | None:
        """The confirmation that locks the whole period."""
        return next(
            (each for each in self.read.confirmed if each.stands and covers(each.row.period, self.period)), None
        )

    def is_proven(self, value: Measurement) -> bool:
        return is_proven(self.read.proofs.get(value.pk, []), self.read.today)

    @property
    def facts(self) -> PeriodFacts:
        confirmed = self.confirmed
        return PeriodFacts(
            period=self.period,
            values=len(self.values),
            missing=sum(len(line.missing) for line in self.lines),
            estimates=sum(each.is_estimate for each in self.values),
            unproven=sum(not self.is_proven(each) for each in self.values),
            covered_by=confirmed.row.period if confirmed else None,
        )

    @property
    def seen(self) -> str:
        """What a person was shown: another value, or another proof, and it is another text."""
        return seen_hash([[each.pk, self.is_proven(each)] for each in self.values])


def read_objective(objective: Objective, today: date) -> Read:
    """Five queries: values, proofs with their revisions, confirmations, quotas."""
    rows = list(
        Measurement.objects.of_lineage(objective.lineage)
        .select_related(
            "objective", "quota", "corrects", "correction", "entered_by", "party__participation__organisation"
        )
        .order_by("as_of", "entered_at", "pk")
    )
    standing = [each for each in rows if each.stands and not each.is_control_group]
    step = runs_in(each.as_of for each in standing)
    proofs, confirmed = days_by_value(standing), confirmed_periods(objective, rows)
    return Read(objective, rows, standing, proofs, confirmed, list(objective.quotas.all()), step, today)


def check_of(read: Read, period: PartialDate) -> Check:
    """Without a query."""
    parts = parts_of(period, read.step)
    lines = [_line("", (each for each in read.standing if not each.quota_id and not each.party_id), period, parts)]
    for quota in read.quotas:
        own = (each for each in read.standing if each.quota_id and each.quota.lineage == quota.lineage)
        lines.append(_line(str(quota), own, period, parts))
    partners = {partner_key(each.party): each.party for each in read.standing if each.party_id and not each.quota_id}
    for key, party in sorted(partners.items(), key=lambda each: each[1].name):
        own = (each for each in read.standing if each.party_id and partner_key(each.party) == key)
        lines.append(_line(party.name, own, period, parts))
    return Check(read, period, lines)


def _line(name: str, values: Iterable[Measurement], period: PartialDate, parts: list[PartialDate]) -> Line:
    inside = [each for each in values if covers(period, each.as_of)]
    whole = any(each.as_of == period for each in inside)
    missing = [] if whole else [part for part in parts if not any(covers(part, each.as_of) for each in inside)]
    return Line(name, inside, missing)
