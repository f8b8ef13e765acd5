"""Every finding of a portfolio by check, from ready rows: how many, the first of each, and all of them (O6)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models.query import QuerySet

from partnerships import hooks
from partnerships.models import PortfolioCount, PortfolioLine, WaitingTask
from partnerships.portfolio.services.portfolio import figures, visible_lines
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from reviews.warnings.rules.published import LATE, OPEN, Published, Severity, Subject, published

from .waiting import FAILED_OF

ORDER = list(Severity)
CHUNK = 500  # lines of a file that are worded at once


@dataclass(frozen=True)
class Counted:
    """A check with the number of its findings; `failed`: of partnerships for which it could not be run."""

    check: Published
    count: int
    failed: int = 0


def counted(membership: Membership, office: int | None = None) -> tuple[list[Counted], Counter[str]]:
    """Every check in the order of the list, and the figures behind; one query."""
    found = figures(membership, []).everybodys if not office else _of_office(membership, office)
    by_state: Counter[tuple[str, str]] = Counter()
    for name, number in found.items():
        match name.split(":"):
            case ["any", _asks, kind, state]:
                by_state[kind, state] += number
    return [
        Counted(
            check,
            sum(by_state[kind, state] for kind in check.kinds for state in _states(check)),
            by_state[FAILED_OF.get(check.code, ""), OPEN],
        )
        for check in published(hooks.task_kinds)
    ], found


def _of_office(membership: Membership, office: int) -> Counter[str]:
    if membership.role == Role.EVALUATOR:
        return Counter()
    rows = PortfolioCount.objects.filter(service=membership.service_id, place=office, person=0, number__gt=0)
    return Counter(dict(rows.values_list("name", "number")))


def _states(check: Published) -> tuple[str, ...]:
    return (check.state,) if check.state else (LATE, OPEN)


def by_subject(found: list[Counted]) -> dict[Subject, Counter[Severity]]:
    sums: dict[Subject, Counter[Severity]] = {subject: Counter() for subject in Subject}
    for each in found:
        sums[each.check.subject][each.check.severity] += each.count
    return sums


def gravest_first(found: list[Counted]) -> list[Counted]:
    """Those that found something, or could not be run: the most serious first, then in the order of the list."""
    return sorted(
        (each for each in found if each.count or each.failed), key=lambda each: ORDER.index(each.check.severity)
    )


def rows_of(membership: Membership, check: Published, today: date, office: int | None = None) -> QuerySet[WaitingTask]:
    """The findings of one check, the oldest first."""
    rows = _within_reach(membership, office).filter(kind__in=check.kinds)
    if check.state == LATE:
        rows = rows.filter(due_on__lt=today)
    elif check.state == OPEN:
        rows = rows.filter(due_on__gte=today)
    return rows.select_related("partnership__office", "person").order_by("due_on", "since", "pk")


def _within_reach(membership: Membership, office: int | None) -> QuerySet[WaitingTask]:
    rows = WaitingTask.objects.filter(service=membership.service_id)
    if membership.role == Role.EVALUATOR:
        rows = rows.filter(partnership__in=membership.assignments.running().values("partnership"))
    if membership.office_id or office:
        rows = rows.filter(office=membership.office_id or office)
    return rows if membership.may("read_portfolio") else rows.none()


def partnerships_with_findings(membership: Membership, office: int | None = None) -> QuerySet[PortfolioLine]:
    lines = visible_lines(membership).filter(findings__gt=0)
    if office:
        lines = lines.filter(office=office)
    return lines.select_related("office").order_by("-findings", "title", "pk")


def checks_of(lines: list[PortfolioLine], today: date) -> dict[int, list[Published]]:
    """Which checks found something in these partnerships; one query."""
    checks = published(hooks.task_kinds)
    found: dict[int, list[Published]] = {line.pk: [] for line in lines}
    tasks = WaitingTask.objects.filter(partnership__in=list(found)).values_list("partnership", "kind", "due_on")
    states = [(key, kind, LATE if due_on < today else OPEN) for key, kind, due_on in tasks]
    for check in checks:
        for key, kind, state in states:
            if kind in check.kinds and state in _states(check) and check not in found[key]:
                found[key].append(check)
    return found


def every_row(
    membership: Membership, checks: list[Counted], today: date, office: int | None = None
) -> Iterator[tuple[Published, QuerySet[WaitingTask]]]:
    for each in checks:
        if each.count:
            yield each.check, rows_of(membership, each.check, today, office)
