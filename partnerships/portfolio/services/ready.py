"""The only writer of the start page's ready rows: lines, figures, costs and waiting tasks (G16).

Called at the end of each act about a partnership, in its transaction; by the clock for what only time changes; and by
a rebuild. The number of queries does not depend on how many partnerships are written at once.
"""

import datetime
import logging
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, fields, replace

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_scopes import scopes_disabled

from partnerships import hooks
from partnerships.models import Partnership, PortfolioCount, PortfolioLine, WaitingTask
from partnerships.models.ready import NEVER
from partnerships.portfolio.rules.counting import Cost, Open, Standing, counted_of, lacks_of, wakes_of
from pes_partnerships.accounts.models import EmploymentService
from pes_partnerships.ledger.models import LedgerHead

from .costs import write_costs, written_costs
from .facts import Facts, facts_of
from .rows import Row, named_of, rows_of

logger = logging.getLogger(__name__)

SLICE = 500
LINE_FIELDS = [
    "service", "office", "title", "status", "model", "review_on", "ends_on", "has_governing", "has_coming", "worth",
    "funding_ends_on", "is_short", "lacks", "findings", "counted", "wakes_on",
]  # fmt: skip
TASK_FIELDS = ["service", "office", "asks", "person", "unit", "due_on", "since", "facts"]


def partnership_changed(keys: Collection[int]) -> None:
    """Hook: an act about these partnerships is about to be committed."""
    with scopes_disabled():
        for service, own in _by_service(keys).items():
            for part in _slices(sorted(own)):
                write(service, part, today_of(service))


def forget(*, partnerships: Collection[int], **_rest: object) -> None:
    """Hook `import_undone`: these partnerships are about to go, and count no more."""
    with scopes_disabled():
        for service, own in _by_service(partnerships).items():
            lines = PortfolioLine.objects.select_for_update().filter(pk__in=own).order_by("pk")
            _count(service, list(lines), ())
            lines.delete()


def sweep(now: datetime.datetime) -> int:
    """Writes the rows that the calendar alone has changed, and those that are not there yet; returns how many."""
    return sum(_sweep_service(service, today_of(service, now)) for service in EmploymentService.objects.all())


def today_of(service: EmploymentService, now: datetime.datetime | None = None) -> datetime.date:
    return timezone.localdate(now or timezone.now(), zoneinfo.ZoneInfo(service.time_zone))


def _sweep_service(service: EmploymentService, today: datetime.date) -> int:
    written = 0
    with scopes_disabled():
        due = Partnership.objects.filter(Q(portfolio_line=None) | Q(portfolio_line__wakes_on__lte=today))
        due = due.filter(service=service).order_by("pk").values_list("pk", flat=True)[:SLICE]
        if not due.exists():  # most sweeps: nobody has to wait for them
            return 0
        while True:
            with transaction.atomic():
                lock_writers()
                keys = list(due.all())
                write(service, keys, today)
            written += len(keys)
            if len(keys) < SLICE:
                return written


def lock_writers() -> None:
    """Acts hold the end of the ledger when they write their rows; who writes without an act waits there, too."""
    LedgerHead.objects.select_for_update().filter(pk=LedgerHead.ONLY).first()


@dataclass
class Made:
    """What the ready rows of some partnerships ought to be."""

    lines: list[PortfolioLine]
    tasks: dict[tuple[str, int], WaitingTask]
    costs: dict[int, tuple[Cost, ...]]
    absent: set[Hashable]  # the readings that had nothing to say of any of them


def write(service: EmploymentService, keys: list[int], today: datetime.date) -> bool:
    """Brings the rows of these partnerships up to date; says whether anything was otherwise. About a dozen queries."""
    if not keys:
        return False
    wrong_rows = any(hooks.ready_rows(partnerships=keys))
    before = {line.pk: line for line in PortfolioLine.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    made = _made(service, keys, today)
    changed = [line for line in made.lines if _differs(line, before.get(line.pk), LINE_FIELDS)]
    PortfolioLine.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["partnership"], update_fields=LINE_FIELDS
    )
    wrong_tasks = _write_tasks(keys, made.tasks)
    wrong_costs = write_costs(made.lines, made.costs, none_written=written_costs in made.absent)
    _count(service, (before.get(line.pk) for line in changed), changed)
    return bool(changed or wrong_tasks or wrong_costs or wrong_rows)


def _made(service: EmploymentService, keys: list[int], today: datetime.date) -> Made:
    rows = rows_of(keys, today)
    absent = hooks.waiting.absent(keys)
    named, found_facts = named_of(service, rows), facts_of(keys, service, absent)
    figures: dict[int, list[str]] = defaultdict(list)
    by_key = {row.pk: row for row in rows}
    tasks: dict[tuple[str, int], WaitingTask] = {}
    wakes: dict[int, list[datetime.date]] = defaultdict(list)
    open_tasks: dict[int, list[Open]] = defaultdict(list)
    for found in hooks.waiting(partnerships=keys, absent=absent, today=today):
        if isinstance(found, hooks.Wakes):
            wakes[found.partnership].append(found.on)
            continue
        row = by_key[found.partnership]
        person = named.get(row.pk) if found.is_named else None
        tasks[found.kind, found.ref] = _task(row, found, person)
        if found.kind not in hooks.unlisted_kinds:
            open_tasks[row.pk].append(_open(found, person))
    for found in hooks.portfolio_figures(partnerships=keys, today=today):
        if isinstance(found, hooks.Wakes):
            wakes[found.partnership].append(found.on)
        else:
            figures[found.partnership].append(found.name)
    lines = [
        _line(
            row, replace(found_facts[row.pk], figures=tuple(figures[row.pk])),
            open_tasks[row.pk], wakes[row.pk], today,
        )
        for row in rows
    ]  # fmt: skip
    return Made(lines, tasks, {key: facts.costs for key, facts in found_facts.items()}, absent)


def _line(
    row: Row,
    facts: Facts,
    tasks: list[Open],
    wakes: list[datetime.date],
    today: datetime.date,
) -> PortfolioLine:
    one = Standing(
        office=row.office_id,
        is_ended=row.ended_on is not None,
        model=row.shown_model or "",
        review_on=row.next_review_on,
        ends_on=row.ending_on or row.ends_on,
        has_governing=row.governing_id is not None,
        has_coming=row.coming_status is not None,
        worth=row.review_worth,
        decision=row.review_decision,
        is_ending=row.ending_on is not None,
        **{each.name: getattr(facts, each.name) for each in fields(facts)},
    )
    return PortfolioLine(
        partnership_id=row.pk,
        service_id=row.service_id,
        office_id=row.office_id,
        title=row.title,
        status=row.status,
        model=one.model,
        review_on=NEVER if one.is_ended or one.review_on is None else one.review_on,
        ends_on=NEVER if one.is_ended or one.ends_on is None else one.ends_on,
        has_governing=one.has_governing,
        has_coming=one.has_coming,
        worth=row.review_worth,
        funding_ends_on=NEVER if one.is_ended or one.funding_ends_on is None else one.funding_ends_on,
        is_short=one.is_short,
        lacks=lacks_of(one, tasks, today),
        findings=sum(task.is_finding(today) for task in tasks),
        counted=counted_of(one, tasks, today),
        wakes_on=min([*wakes, wakes_of(one, tasks, today) or NEVER]),
    )


def _task(row: Row, found: hooks.Task, person: int | None) -> WaitingTask:
    return WaitingTask(
        service_id=row.service_id,
        office_id=row.office_id,
        partnership_id=row.pk,
        kind=found.kind,
        ref=found.ref,
        asks=found.asks,
        person_id=person,
        unit_id=found.unit,
        due_on=found.due_on or NEVER,
        since=found.since or NEVER,
        facts=found.facts,
    )


def _open(found: hooks.Task, person: int | None) -> Open:
    return Open(
        found.kind,
        found.asks,
        person,
        found.unit,
        decides_above=found.decides_above,
        due_on=found.due_on,
        warns=found.kind in hooks.warning_kinds,
        lacks_mandate=found.kind in hooks.mandate_kinds,
    )


def _write_tasks(keys: list[int], ought: dict[tuple[str, int], WaitingTask]) -> int:
    """How many rows were otherwise."""
    there = {(task.kind, task.ref): task for task in WaitingTask.objects.filter(partnership__in=keys)}
    gone = [task.pk for name, task in there.items() if name not in ought]
    changed = [task for name, task in ought.items() if _differs(task, there.get(name), TASK_FIELDS)]
    if gone:
        WaitingTask.objects.filter(pk__in=gone).delete()
    WaitingTask.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["kind", "ref"], update_fields=[*TASK_FIELDS, "partnership"]
    )
    return len(gone) + len(changed)


def _differs(ought, there, fields: list[str]) -> bool:
    names = [ought._meta.get_field(name).attname for name in fields]
    return there is None or any(getattr(ought, name) != getattr(there, name) for name in names)


def _count(service: EmploymentService, before: Iterable[PortfolioLine | None], after: Iterable[PortfolioLine]) -> None:
    """Adds to the figures what the lines add now, less what they added before; each figure in the same order."""
    difference: Counter = Counter()
    for sign, lines in ((-1, before), (1, after)):
        for line in lines:
            for place, person, name, number in line.counted if line else ():
                difference[place, person, name] += sign * number
    change_figures(service, {key: number for key, number in difference.items() if number})


def change_figures(service: EmploymentService, difference: dict[tuple[int, int, str], int]) -> None:
    if not difference:
        return
    PortfolioCount.objects.bulk_create(
        [PortfolioCount(service=service, place=key[0], person=key[1], name=key[2]) for key in sorted(difference)],
        ignore_conflicts=True,
    )
    by_number: dict[int, set[tuple[int, int, str]]] = defaultdict(set)
    for key, number in difference.items():
        by_number[number].add(key)
    places, people, names = ({key[part] for key in difference} for part in range(3))
    near = PortfolioCount.objects.filter(service=service, place__in=places, person__in=people, name__in=names)
    rows = {(row.place, row.person, row.name): row.pk for row in near}
    for number, keys in sorted(by_number.items()):
        PortfolioCount.objects.filter(pk__in=[rows[key] for key in sorted(keys)]).update(number=F("number") + number)


def _by_service(keys: Collection[int]) -> dict[EmploymentService, list[int]]:
    found = defaultdict(list)
    for row in Partnership.objects.filter(pk__in=keys).select_related("service").only("service").order_by("pk"):
        found[row.service].append(row.pk)
    return found


def _slices(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), SLICE):
        yield keys[start : start + SLICE]
