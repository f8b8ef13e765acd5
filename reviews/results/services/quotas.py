"""The quotas of an objective: each is measured, and judged, against its own base (O2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from partnerships.models import Objective, Quota
from partnerships.rules.vocabulary import Counting
from reviews.models import Measurement
from reviews.results.rules.judging import Standing, Verdict, judge
from reviews.results.rules.words import value_words

from .reading import Values, one_a_period, value_in_words

UNIT = "%"


@dataclass(frozen=True)
class QuotaResult:
    """One quota with the values that stand for it, the oldest first; `number`: “2.1”, the first of objective 2."""

    quota: Quota
    number: str
    values: list[Measurement]
    verdict: Verdict
    shown_value: str

    @property
    def latest(self) -> Measurement | None:
        return self.values[-1] if self.values else None


def quota_results(objective: Objective, place: int, values: Values, today: date) -> list[QuotaResult]:
    """Without a query where the quotas have been read before."""
    return [
        _quota_result(objective, quota, f"{place}.{number}", values.quotas.get(quota.lineage, []), today)
        for number, quota in enumerate(objective.quotas.all(), start=1)
    ]


def _quota_result(
    objective: Objective, quota: Quota, number: str, values: list[Measurement], today: date
) -> QuotaResult:
    known: dict[str, Any] = {}
    shown = ""
    if values:
        latest, counted = values[-1], _counted(objective, values)
        part, whole = sum(each.numerator for each in counted), sum(each.denominator for each in counted)
        adds = len(counted) > 1
        share = round(Decimal(100 * part) / whole, 2) if adds else latest.value
        counts = (part, whole) if adds else (latest.numerator, latest.denominator)
        shown = value_words(share, UNIT, part=counts[0], whole=counts[1]) if adds else value_in_words(latest)
        known = {
            "value": share,
            "periods": len(counted),
            "value_text": latest.text,
            "as_of": latest.as_of.latest(),
            "is_estimate": any(each.is_estimate for each in counted) if adds else latest.is_estimate,
            "numerator": counts[0],
            "denominator": counts[1],
        }
    standing = Standing(comparator=quota.comparator, target=quota.share, unit=UNIT, due=objective.due.latest(), **known)
    return QuotaResult(quota, number, values, judge(standing, today), shown)


def _counted(objective: Objective, values: list[Measurement]) -> list[Measurement]:
    """The values whose counts are added up: shares themselves never are. None where one of them has no counts."""
    if objective.counting != Counting.SUM:
        return []
    periods = one_a_period(values)
    return periods if all(each.numerator is not None and each.denominator for each in periods) else []
