"""What the pictures of the portfolio need of partnerships beside their own row, for ready.py: seven queries at most.

Most partnerships have little of it, and each act asks for all: one query says which of the readings would find a row.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Model, QuerySet

from partnerships.models import Agreement, Participation, Partnership
from partnerships.portfolio.rules.counting import Cost
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.dates import months_between
from pes_partnerships.lib.present import Present

from .costs import costs_of, money_of_years

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


LINKS = (Partnership.target_groups.through, Partnership.service_areas.through, Partnership.regions.through)


def _links(through: type[Model], keys: Sequence[int]) -> QuerySet:
    return through._default_manager.filter(partnership__in=keys)


def _at_the_table(keys: Sequence[int]) -> QuerySet[Participation]:
    return Participation.objects.present().filter(partnership__in=keys).exclude(organisation=None)


def _in_force(keys: Sequence[int]) -> QuerySet[Agreement]:
    return Agreement.objects.filter(partnership__in=keys, status=AgreementStatus.IN_FORCE)


_present = Present()
for _through in LINKS:
    _present.add(_through, partial(_links, _through))
for _reading in (_at_the_table, _in_force, money_of_years):
    _present.add(_reading, _reading)


def facts_of(keys: list[int], service: EmploymentService) -> dict[int, Facts]:
    idle = _present.absent(keys)
    groups, areas, regions = (defaultdict(set) if through in idle else _linked(through, keys) for through in LINKS)
    partners = defaultdict(set) if _at_the_table in idle else _partners(keys, service)
    terms = {} if _in_force in idle else _terms(keys)
    costs = {} if money_of_years in idle else costs_of(keys)
    return {
        key: Facts(
            frozenset(groups[key]), frozenset(areas[key]), frozenset(regions[key]), frozenset(partners[key]),
            *terms.get(key, (False, None)), costs=tuple(costs.get(key, ())),
        )
        for key in keys
    }  # fmt: skip


def _linked(through: type[Model], keys: list[int]) -> dict[int, set]:
    """Of each partnership the keys on the other side."""
    other = next(field for field in through._meta.fields if field.name not in ("id", "partnership")).attname
    found: dict[int, set] = defaultdict(set)
    for key, there in _links(through, keys).values_list("partnership", other):
        found[key].add(there)
    return found


def _partners(keys: list[int], service: EmploymentService) -> dict[int, set[int]]:
    """Organisations at the table, other than the service itself; classes of partners have no record of their own."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = _at_the_table(keys).exclude(organisation__pes=service)
    for key, organisation in rows.values_list("partnership", "organisation"):
        found[key].add(organisation)
    return found


def _terms(keys: list[int]) -> dict[int, tuple[bool, datetime.date | None]]:
    """Whether the agreement in force runs for a year at most, and when its funding ends."""
    rows = _in_force(keys).values_list("partnership", "term_months", "effective", "ends_latest", "funding_end")
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
