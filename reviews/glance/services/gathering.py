"""What is counted for the head of a service: from ready rows, never by reading each partnership (O3, O6, O8)."""

from collections import Counter, defaultdict, namedtuple
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Count, Min, Q, QuerySet

from partnerships.models import Partnership, PortfolioCount, WaitingTask, YearlyCost
from partnerships.models.ready import NEVER
from partnerships.portfolio.rules.counting import EVERYWHERE, HEAD
from pes_partnerships.accounts.models import Membership, Office
from pes_partnerships.lib.kept import Kept
from reviews.glance.rules.figures import Late, first_days
from reviews.rules.vocabulary import Worth

NONE = ("pk", "title", "reference", "reviewed_on", "review_decision", "ending_on")
COST = (
    *("partnership", "partnership__title", "partnership__reference"),
    *("partnership__portfolio_line__model", "partnership__portfolio_line__worth"),
    *("year", "currency", "pes", "partners", "others", "amount"),
)
DECIDED = ("partnership", "partnership__title", "partnership__review_decision", "since", "office__name")
GIVERS = ("pes", "partners", "others")
SHOWN = 5  # rows of each table on the page
SINCE = "since"


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
    """All that is counted: `value` by (model, worth), `decided` by (worth, decision), `money` by (year, currency,
    model), `steps` of a year by currency, then by (worth, step of cost)."""

    value: Counter[tuple[str, str]] = field(default_factory=Counter)
    decided: Counter[tuple[str, str]] = field(default_factory=Counter)
    money: dict[tuple[int, str, str], Money] = field(default_factory=dict)
    steps: dict[str, Counter[tuple[str, int]]] = field(default_factory=lambda: defaultdict(Counter))
    costed: Counter[int] = field(default_factory=Counter)  # partnerships that name money, by year

    def money_in(self, year: int) -> list[Money]:
        found = (each for each in self.money.values() if each.year == year)
        return sorted(found, key=lambda each: (each.currency, each.model))

    def by_year(self) -> list[Money]:
        found: dict[tuple[str, int], Money] = {}
        for each in self.money.values():
            found.setdefault((each.currency, each.year), Money(each.year, each.currency)).add(each)
        return [found[key] for key in sorted(found)]

    def currencies(self) -> list[str]:
        """Those of most partnerships first."""
        found = {currency: sum(counts.values()) for currency, counts in self.steps.items()}
        return sorted(found, key=lambda currency: (-found[currency], currency))


def figures_of(membership: Membership, year: int) -> Figures:
    """One query; the names are those of counting.head_figures. Steps of cost are those of this year alone."""
    rows = PortfolioCount.objects.filter(
        service=membership.service_id, place=membership.office_id or EVERYWHERE, person=HEAD, number__gt=0
    )
    rows = rows.filter(~Q(name__startswith="cost:") | Q(name__startswith=f"cost:{year}:"))
    found = Figures()
    for name, number in rows.values_list("name", "number"):
        _put(found, name.split(":"), number)
    return found


def _put(found: Figures, name: list[str], number: int) -> None:
    match name:
        case ["value", model, worth]:
            found.value[model, worth] = number
        case ["decided", worth, decision]:
            found.decided[worth, decision] = number
        case ["costed", year]:
            found.costed[int(year)] = number
        case ["cost", _year, currency, worth, step]:
            found.steps[currency][worth, int(step)] = number
        case [what, year, currency, model]:
            key = (int(year), currency, model)
            money = found.money.setdefault(key, Money(*key))
            if what == "paying":
                money.partnerships = number
            else:
                setattr(money, what, Decimal(number) / 100)


def costliest(*, year: int, currency: str = "", **within: int) -> QuerySet[YearlyCost]:
    """What each partnership costs in the year, as plain rows, the costliest first; without a currency all of them."""
    rows = YearlyCost.objects.filter(**within, year=year)
    rows = rows.filter(currency=currency) if currency else rows
    return rows.order_by("currency", "-amount", "-pk").values_list(*COST, named=True)


def without_value(**within: int) -> QuerySet[Partnership]:
    """Those whose latest review says that the results do not justify the resources, as plain rows, the latest first."""
    rows = Partnership.objects.filter(**within, review_worth=Worth.NO, portfolio_line__has_governing=True)
    return rows.order_by("-reviewed_on", "title", "pk").values_list(*NONE, named=True)


class LateGroup(NamedTuple):
    """What is overdue of one kind at one office; `numbers` by how long, in the order of LENGTHS; `longest`: days."""

    kind: str
    office: int | None
    numbers: list[int]
    longest: int


def late_groups(membership: Membership, today: date) -> list[LateGroup]:
    """One query, whatever the number of partnerships."""
    since = [first for first, _last in first_days(today) if first]  # each length and those before it: cheaper to count
    days = {f"{SINCE}{place}": first for place, first in enumerate(since)}
    rows = _late_rows(today=today, **reach(membership), **days)
    return [LateGroup(kind, office, _each(counted), (today - first).days) for office, kind, first, *counted in rows]


def _late(*, today: date, **asked: Any) -> QuerySet[WaitingTask]:
    """The same for every role of the same reach: whose task it is does not matter here."""
    days = {name: asked.pop(name) for name in list(asked) if name.startswith(SINCE)}
    parts = {name: Count("pk", filter=Q(due_on__gte=first)) for name, first in days.items()}
    late = WaitingTask.objects.filter(**asked, due_on__lt=today).order_by()
    return late.values_list("office", "kind").annotate(Min("due_on"), **parts, n=Count("*"))


_late_rows = Kept(_late)


def _each(counted: list[int]) -> list[int]:
    return [number - before for before, number in pairwise([0, *counted])]


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
    others: int = 0  # how many offices it is, where it is not one


def late_by_office(groups: Iterable[LateGroup], shown: int | None = None) -> list[OfOffice]:
    """Those where most is overdue first; those after the first `shown` together. One query for the names."""
    counts: Counter[int | None] = Counter()
    longest: dict[int | None, int] = defaultdict(int)
    for group in groups:
        counts[group.office] += sum(group.numbers)
        longest[group.office] = max(longest[group.office], group.longest)
    order = sorted(counts, key=lambda office: (-counts[office], office or 0))
    first, others = order[:shown], order[len(order[:shown]) :]
    names = dict(Office.objects.filter(pk__in=first).order_by().values_list("pk", "name")) if first else {}
    found = [OfOffice(names.get(office, ""), counts[office], longest[office]) for office in first]
    if others:
        whole, most = sum(counts[each] for each in others), max(longest[each] for each in others)
        found.append(OfOffice("", whole, most, others=len(others)))
    return found


def open_decisions(*, kind: str, **within: int) -> QuerySet[WaitingTask]:
    """What reviews decided and nobody has done, as plain rows, the oldest first; `kind`: of the task that says so."""
    found = WaitingTask.objects.filter(**within, kind=kind).exclude(since=NEVER)
    return found.order_by("since", "pk").values_list(*DECIDED, named=True)


first_costliest = Kept(lambda **asked: costliest(**asked)[:SHOWN], make=namedtuple("Cost", COST)._make)
first_without_value = Kept(lambda **asked: without_value(**asked)[:SHOWN], make=namedtuple("Without", NONE)._make)
first_decisions = Kept(lambda **asked: open_decisions(**asked)[: SHOWN + 1], make=namedtuple("Decided", DECIDED)._make)
