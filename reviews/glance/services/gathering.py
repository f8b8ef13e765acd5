"""What is counted for the head of a service: by the database, never by reading each partnership (O6)."""

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


def governed(membership: Membership) -> QuerySet[PortfolioLine]:
    """The partnerships within reach that an agreement in force governs."""
    return PortfolioLine.objects.filter(reached_by(membership, "partnership__"), has_governing=True)


def value_counts(membership: Membership) -> dict[tuple[str, str], int]:
    """By model and by what the latest confirmed review says of the value; one query."""
    rows = governed(membership).order_by().values_list("model", "partnership__review_worth")
    return {(model, worth): number for model, worth, number in rows.annotate(Count("pk"))}


def without_value(membership: Membership) -> QuerySet[Partnership]:
    """Those whose latest review says that the results do not justify the resources, the latest review first."""
    keys = governed(membership).filter(partnership__review_worth=Worth.NO).values("pk")
    return Partnership.objects.filter(pk__in=keys).order_by("-reviewed_on", "title", "pk")


def tasks_within_reach(membership: Membership) -> QuerySet[WaitingTask]:
    """The same for every role of the same reach: whose task it is does not matter here."""
    return WaitingTask.objects.filter(reached_by(membership, "partnership__"))


def late_by_kind(membership: Membership, labels: dict[str, str], today: date) -> list[Late]:
    """What is overdue, by kind and by how long; one query. `labels`: of each code; codes of one label are one kind."""
    late = tasks_within_reach(membership).filter(due_on__lt=today)
    parts = {f"n{place}": Count("pk", filter=_between(*days)) for place, days in enumerate(first_days(today))}
    rows = late.order_by().values("kind").annotate(first=Min("due_on"), **parts)
    found: dict[str, Late] = {}
    for row in rows:
        label = labels.get(row["kind"])
        if label is None:
            continue
        numbers, days = [row[name] for name in parts], (today - row["first"]).days
        known = found.get(label)
        if known:
            numbers = [one + other for one, other in zip(known.numbers, numbers, strict=True)]
            days = max(days, known.longest)
        found[label] = Late(label, known.code if known else row["kind"], numbers, days)
    return sorted(found.values(), key=lambda each: (-each.total, each.label))


def _between(first: date | None, last: date) -> Q:
    return Q(due_on__lte=last) & (Q(due_on__gte=first) if first else Q())


@dataclass(frozen=True)
class OfOffice:
    name: str  # empty: of no office
    count: int
    longest: int


def late_by_office(membership: Membership, today: date) -> list[OfOffice]:
    late = tasks_within_reach(membership).filter(due_on__lt=today)
    rows = late.order_by().values("office__name").annotate(number=Count("pk"), first=Min("due_on"))
    found = [OfOffice(row["office__name"] or "", row["number"], (today - row["first"]).days) for row in rows]
    return sorted(found, key=lambda each: (-each.count, each.name))


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
