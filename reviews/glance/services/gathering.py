"""What is counted for the head of a service: by the database, never by reading each partnership (O6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from partnerships.models import ContributionYear, Partnership, PortfolioLine, WaitingTask
from partnerships.models.partnership import reached_by
from partnerships.models.ready import NEVER
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.vocabulary import ContributionKind
from pes_partnerships.accounts.models import Membership
from reviews.glance.rules.figures import Late, first_days
from reviews.rules.vocabulary import Worth


def reach(membership: Membership) -> dict[str, int | None]:
    """As reached_by, of rows that have service and office themselves; nobody from outside opens this page."""
    found = {"service": membership.service_id}
    return {**found, "office": membership.office_id} if membership.office_id else found


def governed(membership: Membership) -> QuerySet[PortfolioLine]:
    """The partnerships within reach that an agreement in force governs."""
    return PortfolioLine.objects.filter(**reach(membership), has_governing__in=[True])  # so that an index serves it


def value_counts(membership: Membership) -> dict[tuple[str, str], int]:
    """By model and by what the latest confirmed review says of the value; one query."""
    rows = governed(membership).order_by().values_list("model", "worth")
    return {(model, worth): number for model, worth, number in rows.annotate(Count("pk"))}


def without_value(membership: Membership) -> QuerySet[Partnership]:
    """Those whose latest review says that the results do not justify the resources, the latest review first."""
    keys = governed(membership).filter(worth=Worth.NO).values("pk")
    return Partnership.objects.filter(pk__in=keys).order_by("-reviewed_on", "title", "pk")


def tasks_within_reach(membership: Membership) -> QuerySet[WaitingTask]:
    """The same for every role of the same reach: whose task it is does not matter here."""
    return WaitingTask.objects.filter(**reach(membership))


@dataclass(frozen=True)
class LateGroup:
    """What is overdue of one kind at one office; `numbers` by how long, in the order of LENGTHS; `longest`: days."""

    kind: str
    office: str  # empty: of no office
    numbers: list[int]
    longest: int


def late_groups(membership: Membership, today: date) -> list[LateGroup]:
    """One query, whatever the number of partnerships."""
    late = tasks_within_reach(membership).filter(due_on__lt=today)
    parts = {f"n{place}": Count("pk", filter=_between(*days)) for place, days in enumerate(first_days(today))}
    rows = late.order_by().values("kind", "office__name").annotate(first=Min("due_on"), **parts)
    return [
        LateGroup(row["kind"], row["office__name"] or "", [row[name] for name in parts], (today - row["first"]).days)
        for row in rows
    ]


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


def late_by_office(groups: Iterable[LateGroup]) -> list[OfOffice]:
    found: dict[str, OfOffice] = {}
    for group in groups:
        known = found.get(group.office) or OfOffice(group.office, 0, 0)
        count, longest = known.count + sum(group.numbers), max(known.longest, group.longest)
        found[group.office] = OfOffice(group.office, count, longest)
    return sorted(found.values(), key=lambda each: (-each.count, each.name))


def open_decisions(membership: Membership, kind: str) -> QuerySet[WaitingTask]:
    """What reviews decided and nobody has done, the oldest first; `kind`: the kind of task that says so."""
    found = tasks_within_reach(membership).filter(kind=kind).exclude(since=NEVER)
    return found.select_related("partnership", "office").order_by("since", "pk")


@dataclass(frozen=True)
class Money:
    model: str
    currency: str
    amount: Decimal
    partnerships: int


def money_of(membership: Membership, year: int) -> list[Money]:
    """Money that the agreements in force name for one year, by model and currency: nothing is converted; one query."""
    rows = ContributionYear.objects.filter(
        reached_by(membership, "contribution__agreement__partnership__"),
        year=year,
        contribution__kind=ContributionKind.MONEY,
        contribution__agreement__status=AgreementStatus.IN_FORCE,
    )
    grouped = (
        rows.order_by()
        .values(model=F("contribution__agreement__model"), currency=F("contribution__currency"))
        .annotate(total=Sum("amount"), number=Count("contribution__agreement__partnership", distinct=True))
    )
    found = [Money(row["model"], row["currency"], row["total"], row["number"]) for row in grouped]
    return sorted(found, key=lambda each: (each.currency, each.model))
