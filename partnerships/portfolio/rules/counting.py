"""What a partnership adds to the figures of the start page, and when time alone changes that. Pure."""

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.rules.lifecycle import EXPIRING_DAYS

EVERYWHERE = EVERYBODY = 0
BY_PERSON = -1  # no place: how many tasks name a person at all
HEAD = -1  # no person: the figures of the page at a glance, which the start page does not read
SOON_DAYS = 30
DAY = datetime.timedelta(days=1)

# where one step of cost ends and the next begins, in whole units of a currency: what lies in one step is one circle
STEPS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000)

# place (an office, or everywhere), person (or everybody), name
Counted = tuple[int, int, str]


@dataclass(frozen=True)
class Cost:
    """Money that the agreement in force names for one year, in hundredths of one currency, by who gives it (O8)."""

    year: int
    currency: str
    pes: int = 0  # of employment services that are parties
    partners: int = 0
    others: int = 0  # sources that are no party, such as a fund

    @property
    def total(self) -> int:
        return self.pes + self.partners + self.others


@dataclass(frozen=True)
class Standing:
    """One partnership: `review_on` and `ends_on` are None where there is no such day."""

    office: int | None
    is_ended: bool
    model: str
    review_on: datetime.date | None
    ends_on: datetime.date | None
    has_governing: bool
    has_coming: bool
    groups: frozenset[int] = frozenset()
    worth: str = ""
    decision: str = ""  # of its latest review
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True)
class Open:
    """One task. `person`: whose business it is alone; None: that of everybody who may."""

    kind: str
    asks: str
    person: int | None = None
    unit: int | None = None
    decides_above: bool = False
    due_on: datetime.date | None = None


def tabs_of(one: Standing, today: datetime.date) -> set[str]:
    """The views of the list in which it stands."""
    found = {"all"}
    if one.is_ended:
        return found
    if one.review_on and one.review_on <= today + SOON_DAYS * DAY:
        found.add("review")
    if one.ends_on and one.ends_on <= datetime.date(today.year, 12, 31):
        found.add("ending")
    if one.has_coming:
        found.add("drafts")
    if one.has_governing and not one.review_on:
        found.add("unplanned")
    return found


def names_of(one: Standing, today: datetime.date) -> set[str]:
    served = set() if one.is_ended else {group_name(group, one.model) for group in one.groups}
    return tabs_of(one, today) | served


def group_name(group: int, model: str) -> str:
    return f"group:{group}:{model}"


def task_names(task: Open, today: datetime.date) -> list[tuple[int, str]]:
    """The person and the name of each figure that a task belongs to: of everybody's, and of those whose business it is.

    What a wider unit decides is its own figure, as it lies outside the office.
    """
    state = "late" if task.due_on and task.due_on < today else "open"
    all_of_them = (EVERYBODY, f"any:{task.asks}:{task.kind}:{state}")
    if task.decides_above:
        return [all_of_them, (EVERYBODY, unit_name(task.unit, task.kind))]
    return [all_of_them, (task.person or EVERYBODY, f"own:{task.asks}:{task.kind}:{state}")]


def unit_name(unit: int | None, kind: str) -> str:
    return f"unit:{unit or EVERYWHERE}:{kind}"


def head_figures(one: Standing) -> dict[str, int]:
    """What it adds to the page at a glance: value by model, money by year, currency, model and giver, value by cost."""
    found = {}
    if one.has_governing:
        found = {f"value:{one.model}:{one.worth}": 1, f"decided:{one.worth}:{one.decision}": 1}
    for cost in one.costs:
        of = f"{cost.year}:{cost.currency}:{one.model}"
        found |= {f"pes:{of}": cost.pes, f"partners:{of}": cost.partners, f"others:{of}": cost.others}
        found |= {f"paying:{of}": 1, f"costed:{cost.year}": 1}
        found[f"cost:{cost.year}:{cost.currency}:{one.worth}:{step_of(cost.total)}"] = 1
    return {name: number for name, number in found.items() if number}


def step_of(hundredths: int) -> int:
    """The place among STEPS: 0 is below the first."""
    return bisect_right(STEPS, hundredths // 100)


def counted_of(one: Standing, tasks: Iterable[Open], today: datetime.date) -> list[list]:
    """[place, person, name, how many] of everything it adds, in order."""
    found: dict[Counted, int] = {}
    for place in places_of(one.office):
        for name in names_of(one, today):
            found[place, EVERYBODY, name] = 1
        for name, number in head_figures(one).items():
            found[place, HEAD, name] = number
        for task in tasks:
            for person, name in task_names(task, today):
                found[place, person, name] = found.get((place, person, name), 0) + 1
    for task in tasks:
        if task.person and not task.decides_above:
            found[BY_PERSON, task.person, "named"] = found.get((BY_PERSON, task.person, "named"), 0) + 1
    return [[*key, number] for key, number in sorted(found.items())]


def places_of(office: int | None) -> list[int]:
    return [EVERYWHERE] if office is None else [EVERYWHERE, office]


def wakes_of(one: Standing, tasks: Iterable[Open], today: datetime.date) -> datetime.date | None:
    """The next day on which the calendar changes its status, its tabs, or whether a task is late."""
    days = [task.due_on + DAY for task in tasks if task.due_on]
    if not one.is_ended and one.review_on:
        days.append(one.review_on - SOON_DAYS * DAY)
    if not one.is_ended and one.ends_on:
        days += [
            one.ends_on - EXPIRING_DAYS * DAY,
            one.ends_on + DAY,
            datetime.date(one.ends_on.year, 1, 1),
        ]
    return min((day for day in days if day > today), default=None)
