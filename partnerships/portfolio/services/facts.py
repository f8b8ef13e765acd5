"""What the pictures of the portfolio need of partnerships beside their own row, for ready.py: five queries at most."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from partnerships.models import Agreement, Participation, Partnership
from partnerships.portfolio.rules.counting import Cost
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.dates import months_between

YEAR = 12  # months


@dataclass(frozen=True)
class Facts:
    """The fields of counting.Standing that this gives."""

    groups: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    partners: frozenset[int] = frozenset()
    is_short: bool = False
    funding_ends_on: datetime.date | None = None
    costs: tuple[Cost, ...] = ()
    figures: tuple[str, ...] = ()


def facts_of(keys: list[int], service: EmploymentService) -> dict[int, Facts]:
    groups, areas, regions = (
        _linked(through, keys)
        for through in (
            Partnership.target_groups.through,
            Partnership.service_areas.through,
            Partnership.regions.through,
        )
    )
    partners, terms = _partners(keys, service), _terms(keys)
    return {
        key: Facts(
            frozenset(groups[key]), frozenset(areas[key]), frozenset(regions[key]), frozenset(partners[key]),
            *terms.get(key, (False, None)),
        )
        for key in keys
    }  # fmt: skip


def _linked(through, keys: list[int]) -> dict[int, set]:
    """Of each partnership the keys on the other side."""
    other = next(field for field in through._meta.fields if field.name not in ("id", "partnership")).attname
    found: dict[int, set] = defaultdict(set)
    for key, there in through.objects.filter(partnership__in=keys).values_list("partnership", other):
        found[key].add(there)
    return found


def _partners(keys: list[int], service: EmploymentService) -> dict[int, set[int]]:
    """Organisations at the table, other than the service itself; classes of partners have no record of their own."""
    rows = Participation.objects.present().filter(partnership__in=keys).exclude(organisation=None)
    found: dict[int, set[int]] = defaultdict(set)
    for key, organisation in rows.exclude(organisation__pes=service).values_list("partnership", "organisation"):
        found[key].add(organisation)
    return found


def _terms(keys: list[int]) -> dict[int, tuple[bool, datetime.date | None]]:
    """Whether the agreement in force runs for a year at most, and when its funding ends."""
    rows = Agreement.objects.filter(partnership__in=keys, status=AgreementStatus.IN_FORCE)
    rows = rows.values_list("partnership", "term_months", "effective", "ends_latest", "funding_end")
    return {
        key: (
            _is_short(months, effective.earliest() if effective else None, ends),
            funding.latest() if funding else None,
        )
        for key, months, effective, ends, funding in rows
    }


def _is_short(months: int | None, begins: datetime.date | None, ends: datetime.date | None) -> bool:
    if months is not None:
        return months <= YEAR
    return begins is not None and ends is not None and months_between(begins, ends) <= YEAR
