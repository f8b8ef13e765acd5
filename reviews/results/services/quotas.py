"""The quotas of an objective: each is measured, and judged, against its own base (O2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from partnerships.models import Objective, Quota
from partnerships.rules.vocabulary import Counting
from reviews.models import Measurement
from reviews.results.rules.digest import Digest, Latest, Reached
from reviews.results.rules.judging import Standing, Verdict, judge
from reviews.results.rules.words import value_words

from .reading import list_of, one_a_period, value_in_words

UNIT = "%"


@dataclass(frozen=True)
class QuotaResult:
    """One quota with the values that count for it, the oldest first; `number`: “2.1”, the first of objective 2."""

    quota: Quota
    number: str
    reached: Reached
    verdict: Verdict
    values: list[Measurement] = field(default_factory=list)

    @property
    def latest(self) -> Measurement | Latest | None:
        return self.values[-1] if self.values else self.reached.latest

    @property
    def shown_value(self) -> str:
        reached = self.reached
        if reached.latest is None:
            return ""
        if reached.periods > 1:
            return value_words(reached.value, UNIT, part=reached.numerator, whole=reached.denominator)
        return value_in_words(reached.latest)


def quota_results(
    objective: Objective, place: int, digest: Digest, today: date, values: Any = None
) -> list[QuotaResult]:
    """Without a query where the quotas have been read before. `values`: those behind the digest, where they were."""
    return [
        QuotaResult(
            quota,
            f"{place}.{number}",
            reached := digest.quotas.get(str(quota.lineage), Reached()),
            judge(_standing(objective, quota, reached), today),
            values.quotas.get(quota.lineage, []) if values else [],
        )
        for number, quota in enumerate(list_of(objective, "quotas"), start=1)
    ]


def quota_reached(objective: Objective, values: Sequence[Measurement]) -> Reached:
    """The latest share; or all counts added up, for shares themselves never are."""
    if not values:
        return Reached()
    latest, counted = values[-1], _counted(objective, values)
    if len(counted) < 2:
        one = Latest.of(latest)
        return Reached(one, one.value, len(counted), one.numerator, one.denominator, one.is_estimate)
    part, whole = sum(each.numerator for each in counted), sum(each.denominator for each in counted)
    share = round(Decimal(100 * part) / whole, 2)
    estimate = any(each.is_estimate for each in counted)
    return Reached(Latest.of(latest), share, len(counted), part, whole, estimate)


def _standing(objective: Objective, quota: Quota, reached: Reached) -> Standing:
    known: dict[str, Any] = {}
    if reached.latest:
        known = {
            "value": reached.value,
            "periods": reached.periods,
            "value_text": reached.latest.text,
            "as_of": reached.latest.as_of.latest(),
            "is_estimate": reached.is_estimate,
            "numerator": reached.numerator,
            "denominator": reached.denominator,
        }
    return Standing(comparator=quota.comparator, target=quota.share, unit=UNIT, due=objective.due.latest(), **known)


def _counted(objective: Objective, values: Sequence[Measurement]) -> list[Measurement]:
    """The values whose counts are added up. None where one of them has no counts."""
    if objective.counting != Counting.SUM:
        return []
    periods = one_a_period(list(values))
    return periods if all(each.numerator is not None and each.denominator for each in periods) else []
