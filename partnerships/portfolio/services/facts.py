"""What the pictures of the portfolio need of partnerships beside their own row, for ready.py: five queries at most.

Most partnerships have little of it, and each act asks for all: the query that says what waits says, too, which of the
readings would find a row.
"""

import datetime
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Model, QuerySet

from partnerships.models import Agreement, Participation, Partnership
from partnerships.portfolio.rules.counting import Cost
from partnerships.rules.lifecycle import AgreementStatus
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.lib.dates import months_between
from pes_partnerships.lib.kept import KeptOfOne

from .costs import OF_MONEY, costs_of, with_money, written_costs

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


OF_LINKS = tuple(partial(_links, through) for through in LINKS)

# asked for together with what waits
READINGS = (*OF_LINKS, _at_the_table, _in_force, written_costs)


def facts_of(keys: list[int], service: EmploymentService, absent: set[Hashable]) -> dict[int, Facts]:
    """`absent`: what `hooks.waiting.absent` said of these partnerships."""
    groups, areas, regions = (
        defaultdict(set) if reading in absent else _linked(through, keys)
        for through, reading in zip(LINKS, OF_LINKS, strict=True)
    )
    partners = defaultdict(set) if _at_the_table in absent else _partners(keys, service)
    terms, costs = ({}, {}) if _in_force in absent else _terms_and_costs(keys)
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


def _others(keys: Sequence[int], *, service: int) -> QuerySet:
    return _at_the_table(keys).exclude(organisation__pes=service).values_list("partnership", "organisation")


_others_at_the_table = KeptOfOne(_others)


def _partners(keys: list[int], service: EmploymentService) -> dict[int, set[int]]:
    """Organisations at the table, other than the service itself; classes of partners have no record of their own."""
    found: dict[int, set[int]] = defaultdict(set)
    for key, organisation in _others_at_the_table.of(keys, service=service.pk):
        found[key].add(organisation)
    return found


def _with_money(keys: Sequence[int]) -> QuerySet:
    fields = ("partnership", "term_months", "effective", "ends_latest", "funding_end", *OF_MONEY)
    return with_money(_in_force(keys)).values_list(*fields)


_in_force_with_money = KeptOfOne(_with_money)


def _terms_and_costs(keys: list[int]) -> tuple[dict[int, tuple[bool, datetime.date | None]], dict[int, list[Cost]]]:
    """Of the agreement in force whether it runs for a year at most, when its funding ends, and its money by year."""
    terms, money = {}, []
    for key, months, effective, ends, funding, *amount in _in_force_with_money.of(keys):
        begins = effective.earliest() if effective else None
        terms[key] = _is_short(months, begins, ends), funding.latest() if funding else None
        money.append((key, *amount))
    return terms, costs_of(money)


def _is_short(months: int | None, begins: datetime.date | None, ends: datetime.date | None) -> bool:
    if months is not None:
        return months <= YEAR
    return begins is not None and ends is not None and months_between(begins, ends) <= YEAR
