"""What is counted for the head of a service: from ready rows, never by reading each partnership (O3, O6, O8)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet

from partnerships.models import Partnership, PortfolioCount, PortfolioLine, WaitingTask, YearlyCost
from partnerships.models.ready import NEVER
from partnerships.portfolio.rules.counting import EVERYWHERE, HEAD
from pes_partnerships.accounts.models import Membership, Office
from reviews.glance.rules.figures import Late, first_days
from reviews.rules.vocabulary import Worth

GIVERS = ("pes", "partners", "others")


def reach(membership: Membership) -> dict[str, int | None]:
    """As reached_by, of rows that have service and office themselves; nobody from outside opens this page."""
    found = {"service": membership.service_id}
    return {**found, "office": membership.office_id} if membership.office_id else found


@dataclass
class Money:
    """Money that agreements in force name for one year in one currency, of one model or of all."""

    year: int
    currency: str
    model: str = ""
    pes: Decimal = Decimal(0)
    partners: Decimal = Decimal(0)
    others: Decimal = Decimal(0)
    partnerships: int = 0

    @property
    def amount(self) -> Decimal:
        return self.pes + self.partners + self.others

    def add(self, other: "Money") -> None:
        for giver in GIVERS:
            setattr(self, giver, getattr(self, giver) + getattr(other, giver))
        self.partnerships += other.partnerships


@dataclass
class Figures:
    """All that is counted: `value` by (model, worth); `steps` by (year, currency), then by (worth, step of cost)."""

    value: Counter[tuple[str, str]] = field(default_factory=Counter)
    money: dict[tuple[int, str, str], Money] = field(default_factory=dict)
    steps: dict[tuple[int, str], Counter[tuple[str, int]]] = field(default_factory=lambda: defaultdict(Counter))
    costed: Counter[int] = field(default_factory=Counter)  # partnerships that name money, by year

    def money_in(self, year: int) -> list[Money]:
        found = (each for each in self.money.values() if each.year == year)
        return sorted(found, key=lambda each: (each.currency, each.model))

    def by_year(self) -> list[Money]:
        found: dict[tuple[str, int], Money] = {}
        for each in self.money.values():
            found.setdefault((each.currency, each.year), Money(each.year, each.currency)).add(each)
        return [found[key] for key in sorted(found)]

    def currencies(self, year: int) -> list[str]:
        """Those of most partnerships first."""
        found = {currency: sum(counts.values()) for (of, currency), counts in self.steps.items() if of == year}
        return sorted(found, key=lambda currency: (-found[currency], currency))


def figures_of(membership: Membership) -> Figures:
    """One query; the names are those of counting.head_figures."""
    rows = PortfolioCount.objects.filter(
        service=membership.service_id, place=membership.office_id or EVERYWHERE, person=HEAD, number__gt=0
    )
    found = Figures()
    for name, number in rows.values_list("name", "number"):
        _put(found, name.split(":"), number)
    return found


def _put(found: Figures, name: list[str], number: int) -> None:
    match name:
        case ["value", model, worth]:
            found.value[model, worth] = number
        case ["costed", year]:
            found.costed[int(year)] = number
        case ["cost", year, currency, worth, step]:
            found.steps[int(year), currency][worth, int(step)] = number
        case [what, year, currency, model]:
            key = (int(year), currency, model)
            money = found.money.setdefault(key, Money(*key))
            if what == "paying":
                money.partnerships = number
            else:
                setattr(money, what, Decimal(number) / 100)


def costliest(membership: Membership, year: int, currency: str = "") -> QuerySet[YearlyCost]:
    """What each partnership costs in the year, the costliest first; without a currency those of all, by currency."""
    rows = YearlyCost.objects.filter(**reach(membership), year=year)
    rows = rows.filter(currency=currency) if currency else rows
    return rows.select_related("partnership__portfolio_line").order_by("currency", "-amount", "partnership")


def without_value(membership: Membership) -> QuerySet[Partnership]:
    """Those whose latest review says that the results do not justify the resources, the latest review first."""
    # so that an index serves it: has_governing among a list
    governed = PortfolioLine.objects.filter(**reach(membership), has_governing__in=[True])
    keys = governed.filter(worth=Worth.NO).values("pk")
    return Partnership.objects.filter(pk__in=keys).order_by("-reviewed_on", "title", "pk")


def tasks_within_reach(membership: Membership) -> QuerySet[WaitingTask]:
    """The same for every role of the same reach: whose task it is does not matter here."""
    return WaitingTask.objects.filter(**reach(membership))


@dataclass(frozen=True)
class LateGroup:
    """What is overdue of one kind at one office; `numbers` by how long, in the order of LENGTHS; `longest`: days."""

    kind: str
    office: int | None
    numbers: list[int]
    longest: int


def late_groups(membership: Membership, today: date) -> list[LateGroup]:
    """One query, whatever the number of partnerships."""
    late = tasks_within_reach(membership).filter(due_on__lt=today)
    parts = {f"n{place}": Count("pk", filter=_between(*days)) for place, days in enumerate(first_days(today))}
    rows = late.order_by().values_list("kind", "office").annotate(Min("due_on"), **parts)
    return [LateGroup(kind, office, numbers, (today - first).days) for kind, office, first, *numbers in rows]


def _between(first: date | None, last: date) -> Q:
    return Q(due_on__lte=last) & (Q(due_on__gte=first) if first else Q())


def late_by_kind(groups: Iterable[LateGroup], labels: Mapping[str, str]) -> list[Late]:
    """`labels`: of each code; codes of one label are one kind, and one that is not told any more is left out."""
    found: dict[str, Late] = {}
    for group in groups:
        if (label := labels.get(group.kind)) is None:
            continue
        known = found.get(label) or Late(label, group.kind, [0] * len(group.numbers), 0)
        numbers = [one + other for one, other in zip(known.numbers, group.numbers, strict=True)]
        found[label] = Late(label, known.code, numbers, max(known.longest, group.longest))
    return sorted(found.values(), key=lambda each: (-each.total, each.label))


@dataclass(frozen=True)
class OfOffice:
    name: str  # empty: of no office
    count: int
    longest: int


def late_by_office(membership: Membership, groups: Iterable[LateGroup]) -> list[OfOffice]:
    """Those where most is overdue first; one query."""
    counts: Counter[int | None] = Counter()
    longest: dict[int | None, int] = defaultdict(int)
    for group in groups:
        counts[group.office] += sum(group.numbers)
        longest[group.office] = max(longest[group.office], group.longest)
    names = dict(Office.objects.filter(service=membership.service_id).values_list("pk", "name")) if counts else {}
    found = [OfOffice(names.get(office, ""), count, longest[office]) for office, count in counts.items()]
    return sorted(found, key=lambda each: (-each.count, each.name))


def open_decisions(membership: Membership, kind: str) -> QuerySet[WaitingTask]:
    """What reviews decided and nobody has done, the oldest first; `kind`: the kind of task that says so."""
    found = tasks_within_reach(membership).filter(kind=kind).exclude(since=NEVER)
    return found.select_related("partnership", "office").order_by("since", "pk")
