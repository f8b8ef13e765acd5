"""Whose business the waiting tasks are, and how many there are of each kind. Rights are asked when reading (X1)."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Q, When
from django.db.models.query import QuerySet

from partnerships import hooks
from partnerships.autonomy.services.approvals import units_decided_by
from partnerships.models import WaitingTask
from partnerships.portfolio.rules.counting import unit_name
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import MAY, Role

from .portfolio import Figures

DECIDES = "decide_autonomy"
AT_OFFICE = "log_review_at_office"
MINE, OTHERS = "mine", "others"
NEAR = 100


@dataclass(frozen=True)
class Reader:
    """What tells a person's own tasks from those of others."""

    membership: Membership
    asks: frozenset[str]
    units: frozenset[int | None]
    lapsed: tuple[int, ...]

    @property
    def is_manager(self) -> bool:
        return self.membership.role == Role.MANAGER


def reader(membership: Membership, lapsed: list[int], *, has_requests: bool = True) -> Reader:
    """`has_requests`: whether any request for approval waits; without one nobody asks which units come to whom."""
    asks = {act for act in MAY if membership.may(act)} - {DECIDES}
    # until it is late for a week, a review that an office logs is that office's own business
    if membership.may("log_review") and (membership.role != Role.MANAGER or membership.office_id):
        asks.add(AT_OFFICE)
    return Reader(
        membership, frozenset(asks), frozenset(units_decided_by(membership) if has_requests else ()), tuple(lapsed)
    )


def within_reach(who: Reader) -> QuerySet[WaitingTask]:
    """Tasks of the partnerships that the person may see, and requests that come to their unit from below."""
    membership = who.membership
    shown = [code for group in kinds(membership) for code in group.codes]
    tasks = WaitingTask.objects.filter(service=membership.service_id).exclude(kind__in=hooks.unlisted_kinds)
    if len(shown) < len(hooks.task_kinds):
        tasks = tasks.filter(kind__in=shown)
    if not membership.may("read_portfolio"):
        return tasks.none()
    if membership.role == Role.EVALUATOR:
        invited = membership.assignments.running().values("partnership")
        tasks = tasks.filter(partnership__in=invited)
    if membership.office_id:
        return tasks.filter(Q(office=membership.office_id) | _decided_above(who))
    return tasks


def own(who: Reader) -> Q:
    asked = Q(asks__in=sorted(who.asks))
    if who.is_manager:
        asked &= Q(person=None) | Q(person__in=_people(who))
    if who.membership.office_id:
        asked &= Q(office=who.membership.office_id)
    return asked | _decided_above(who)


def _people(who: Reader) -> list[int]:
    return [who.membership.user_id, *who.lapsed]


def _decided_above(who: Reader) -> Q:
    if not who.units:
        return Q(pk__in=[])
    named = Q(unit__in=[unit for unit in who.units if unit])
    return Q(asks=DECIDES) & (named | Q(unit=None) if None in who.units else named)


@dataclass
class Group:
    """Tasks of one kind; `first` is the one that is due first."""

    key: str
    kind: hooks.TaskKind
    codes: list[str] = field(default_factory=list)
    count: int = 0
    late: int = 0
    first: WaitingTask | None = None


def kinds(membership: Membership) -> list[Group]:
    """The kinds of tasks that a person sees, each with its codes; the key of a group is its first code."""
    groups: dict[int, Group] = {}
    for code, kind in hooks.task_kinds.items():
        if membership.may(kind.seen_by):
            groups.setdefault(id(kind), Group(code, kind)).codes.append(code)
    return list(groups.values())


def waiting(who: Reader, figures: Figures) -> tuple[list[Group], list[Group]]:
    """The person's own tasks by kind with the first of each, and the late ones of others by kind."""
    every, mine = _counted(figures.everybodys, "any:"), _own_counted(who, figures)
    mine_now, others_late = [], []
    for group in kinds(who.membership):
        count, late = _sum(mine, group), _sum(mine, group, "late")
        if count:
            mine_now.append(Group(group.key, group.kind, group.codes, count, late))
        late_elsewhere = _sum(every, group, "late") - late
        if late_elsewhere > 0:
            others_late.append(Group(group.key, group.kind, group.codes, late_elsewhere, late_elsewhere))
    return _with_first(who, mine_now), others_late


def _own_counted(who: Reader, figures: Figures) -> Counter:
    found = _counted(figures.own if who.is_manager else figures.everybodys, "own:" if who.is_manager else "any:")
    counted = Counter({(asks, kind, state): n for (asks, kind, state), n in found.items() if asks in who.asks})
    for unit in who.units:
        name = unit_name(unit, "")
        for figure, number in figures.own.items():
            if figure.startswith(name):
                counted[DECIDES, figure.removeprefix(name), "open"] += number
    return counted


def _counted(figures: Counter, prefix: str) -> Counter:
    """By what is asked, kind, and whether it is late."""
    return Counter({
        tuple(name.removeprefix(prefix).split(":")): number
        for name, number in figures.items()
        if name.startswith(prefix)
    })  # fmt: skip


def _sum(counted: Counter, group: Group, state: str = "") -> int:
    return sum(n for (_asks, kind, now), n in counted.items() if kind in group.codes and state in ("", now))


def _with_first(who: Reader, groups: list[Group]) -> list[Group]:
    """Each with the task that is due first, the group whose first is due first before the others."""
    if not groups:
        return []
    rows = within_reach(who).filter(own(who)).order_by("due_on", "since", "pk")
    firsts = _firsts(who, rows, groups)
    found = told_rows(WaitingTask.objects.all()).in_bulk(firsts.values())
    for group in groups:
        group.first = found.get(firsts.get(group.key))
        if group.first:
            group.first.is_own = True
    return sorted((group for group in groups if group.first), key=lambda group: (group.first.due_on, group.first.since))


def _firsts(who: Reader, rows: QuerySet[WaitingTask], groups: list[Group]) -> dict[str, int]:
    """The first of most kinds is among the first of all; a kind that is not is asked for by itself."""
    group_of = {code: group.key for group in groups for code in group.codes}
    firsts: dict[str, int] = {}
    for code, key in _near(who, rows):
        if code in group_of:
            firsts.setdefault(group_of[code], key)
    for group in groups:
        if group.key not in firsts and (key := rows.filter(kind__in=group.codes).values_list("pk", flat=True).first()):
            firsts[group.key] = key
    return firsts


def _near(who: Reader, rows: QuerySet[WaitingTask]) -> list[tuple[str, int]]:
    """Kind and key of what is due first. People's own and nobody's are asked apart: each has an index of its own."""
    parts = [rows]
    if who.is_manager:
        parts = [rows.filter(person__in=_people(who)), rows.filter(person=None)]
    found = sorted(row for part in parts for row in part.values_list("due_on", "since", "pk", "kind")[:NEAR])
    return [(kind, key) for _due, _since, key, kind in found]


def told_rows(tasks: QuerySet[WaitingTask]) -> QuerySet[WaitingTask]:
    """With what their words are made of, and no more."""
    return tasks.select_related("partnership__office", "person").only(
        "service", "office", "partnership", "kind", "ref", "asks", "unit", "due_on", "since", "facts",
        "partnership__title", "partnership__reference", "partnership__office__name", "person__name",
    )  # fmt: skip


def oldest_of_others(who: Reader) -> datetime.date | None:
    """The day on which the oldest task of others was due."""
    rows = within_reach(who).exclude(own(who)).order_by("due_on").values_list("due_on", flat=True)
    return rows.first()


def chosen(
    who: Reader, whose: str, codes: Iterable[str] = (), *, late: bool = False, office: int | None = None,
    today: datetime.date,
) -> QuerySet[WaitingTask]:  # fmt: skip
    """The list behind the groups: due first, what has no day last."""
    tasks = within_reach(who)
    tasks = tasks.annotate(is_own=Case(When(own(who), then=True), default=False))
    if whose in (MINE, OTHERS):
        tasks = tasks.filter(is_own=whose == MINE)
    if codes:
        tasks = tasks.filter(kind__in=list(codes))
    if late:
        tasks = tasks.filter(due_on__lt=today)
    if office:
        tasks = tasks.filter(office=office)
    return told_rows(tasks).order_by("due_on", "since", "pk")
