"""What a partnership adds to the figures of the start page, and when time alone changes that. Pure."""

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnerships.rules.lifecycle import EXPIRING_DAYS

EVERYWHERE = EVERYBODY = 0
BY_PERSON = -1  # no place: how many tasks name a person at all
HEAD = -1  # no person: the figures of the page at a glance, which the start page does not read
PICTURES = -2  # no person: the pictures of a large portfolio
PARTNERS = -3  # no person: on which organisations it leans; as many names as organisations, read by the largest
MONEY, MANDATE, BOTH = "money", "mandate", "both"
SOON_DAYS = 30
DAY = datetime.timedelta(days=1)

# where one step of cost ends and the next begins, in whole units of a currency: what lies in one step is one circle
STEPS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000)

# a group, a service or a region, with its code and the model under which it is served
SERVED = ("area", "region")

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
    groups: frozenset[str] = frozenset()
    worth: str = ""
    decision: str = ""  # of its latest review
    costs: tuple[Cost, ...] = ()
    is_ending: bool = False  # its end is decided
    is_short: bool = False  # its agreement runs for a year at most
    funding_ends_on: datetime.date | None = None
    areas: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    partners: frozenset[int] = frozenset()  # organisations other than the service itself
    figures: tuple[str, ...] = ()  # what higher apps count, by its name

    @property
    def is_unfollowed(self) -> bool:
        """It has a last day, and neither a next text nor a decided end."""
        return not (self.is_ended or self.is_ending or self.has_coming) and self.ends_on is not None

    def lacks_money(self, today: datetime.date) -> bool:
        """Its funding ends within 90 days, or money is named for past years alone."""
        if self.is_ended or not self.has_governing or self.has_coming:
            return False
        if self.funding_ends_on:
            return self.funding_ends_on <= today + EXPIRING_DAYS * DAY
        return bool(self.costs) and max(cost.year for cost in self.costs) < today.year


@dataclass(frozen=True)
class Open:
    """One task. `person`: whose business it is alone; None: that of everybody who may."""

    kind: str
    asks: str
    person: int | None = None
    unit: int | None = None
    decides_above: bool = False
    due_on: datetime.date | None = None
    warns: bool = False  # a finding before it is late
    lacks_mandate: bool = False

    def is_finding(self, today: datetime.date) -> bool:
        return self.warns or is_late(self.due_on, today)


def is_late(due_on: datetime.date | None, today: datetime.date) -> bool:
    """The one rule of what is overdue: on the day itself it is not."""
    return due_on is not None and due_on < today


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


def names_of(one: Standing, tasks: Iterable[Open], today: datetime.date) -> set[str]:
    found, tasks = tabs_of(one, today), list(tasks)
    if not one.is_ended:
        found |= {group_name(group, one.model) for group in one.groups}
    if "ending" in found and one.is_unfollowed:
        found.add("ending:unfollowed")
    if lacks_of(one, tasks, today):
        found.add("lacking")
    if one.has_governing and not one.is_ended and not (one.ends_on and one.ends_on < today):
        found.add("running")
    if any(task.is_finding(today) for task in tasks):
        found.add("with_findings")
    return found


def lacks_of(one: Standing, tasks: Iterable[Open], today: datetime.date) -> str:
    mandate = not one.is_ended and any(task.lacks_mandate for task in tasks)
    if one.lacks_money(today):
        return BOTH if mandate else MONEY
    return MANDATE if mandate else ""


def picture_figures(one: Standing) -> Iterator[str]:
    """What it adds to the pictures: what ends in which month, and which services and regions it serves, by model."""
    yield from one.figures
    if one.is_ended:
        return
    if one.ends_on:
        yield f"ends:{month_of(one.ends_on)}:{'yearly' if one.is_short else 'agreement'}"
        if one.is_unfollowed:
            yield f"ends:{month_of(one.ends_on)}:unfollowed"
    if one.funding_ends_on:
        yield f"ends:{month_of(one.funding_ends_on)}:funding"
    for kind, codes in zip(SERVED, (one.areas, one.regions), strict=True):
        yield from (f"{kind}:{code}:{one.model}" for code in codes)


def partner_figures(one: Standing) -> Iterator[str]:
    """On whom it leans, and whom it would be alone without."""
    if one.is_ended:
        return
    yield from (f"partner:{key}" for key in one.partners)
    if len(one.partners) == 1:
        yield from (f"alone:{key}" for key in one.partners)


def month_of(day: datetime.date) -> str:
    return f"{day:%Y-%m}"


def group_name(group: str, model: str) -> str:
    return f"group:{group}:{model}"


def task_names(task: Open, today: datetime.date) -> list[tuple[int, str]]:
    """The person and the name of each figure that a task belongs to: of everybody's, and of those whose business it is.

    What a wider unit decides is its own figure, as it lies outside the office.
    """
    state = "late" if is_late(task.due_on, today) else "open"
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
    tasks = list(tasks)
    names, findings = names_of(one, tasks, today), sum(task.is_finding(today) for task in tasks)
    for place in places_of(one.office):
        for name in names:
            found[place, EVERYBODY, name] = 1
        if findings:
            found[place, EVERYBODY, "findings"] = findings
        for name, number in Counter(picture_figures(one)).items():
            found[place, PICTURES, name] = number
        for name in partner_figures(one):
            found[place, PARTNERS, name] = 1
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
    if not one.is_ended and one.funding_ends_on:
        days.append(one.funding_ends_on - EXPIRING_DAYS * DAY)
    if not one.is_ended and one.costs:
        days.append(datetime.date(max(cost.year for cost in one.costs) + 1, 1, 1))
    return min((day for day in days if day > today), default=None)
