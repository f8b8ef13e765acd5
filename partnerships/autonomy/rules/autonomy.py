"""What an office may decide by itself: six areas (PARES) with the questions of GUIDE Table 7.1 (F10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.rules.vocabulary import Area, Freedom

# the same in a word or two, for the table of all offices
SHORT: dict[str, Promise] = {
    Freedom.FREE: pgettext_lazy("what an office may decide", "Decides"),
    Freedom.LIMITS: pgettext_lazy("what an office may decide", "Within limits"),
    Freedom.WIDER: pgettext_lazy("what an office may decide", "Wider unit"),
}

# PARES 2012, "Local autonomy": what each area needs at local level, in our words
GUIDANCE: dict[str, Promise] = {
    Area.PROGRAMME_DESIGN: _(
        "Local units need flexibility to design programmes or to adapt national programmes to their area."
    ),
    Area.BUDGET: _("Enough of the budget can be reallocated to fund the partnership’s activities."),
    Area.PERFORMANCE: _(
        "In addition to central targets, a unit may agree local targets with its partners: a common target shows "
        "everyone what has to be achieved."
    ),
    Area.CLIENTS: _(
        "Local units know best who needs help most. They need some scope to extend or adapt the national criteria."
    ),
    Area.STAFFING: _(
        "Within the agreed budget, a unit recruits staff according to local needs and contracts out services for "
        "which it lacks skills."
    ),
    Area.COLLABORATION: _("A unit may cooperate with any organisation that helps to make a partnership effective."),
}


class QuestionAnswer(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


@dataclass(frozen=True)
class Question:
    """One of the questions of GUIDE Table 7.1, in our words."""

    code: str
    area: str
    text: Promise


QUESTIONS: tuple[Question, ...] = (
    Question("input", Area.PROGRAMME_DESIGN, _("Is the office involved in the design of programmes?")),
    Question(
        "consulted",
        Area.PROGRAMME_DESIGN,
        _("Is it consulted on features and target groups, and is its opinion taken into account?"),
    ),
    Question("own_programmes", Area.PROGRAMME_DESIGN, _("May it run programmes outside the standard portfolio?")),
    Question("own_strategy", Area.PROGRAMME_DESIGN, _("May it design an employment strategy for its area?")),
    Question(
        "global_budget",
        Area.BUDGET,
        _("Is its budget for active measures a single flexible amount, not fixed by budget line?"),
    ),
    Question("move_money", Area.BUDGET, _("Can it easily transfer money between budget lines?")),
    Question("goals_central", Area.PERFORMANCE, _("Are its goals and targets set centrally?")),
    Question("own_goals", Area.PERFORMANCE, _("Does it have its own goals, or may it adapt goals to its area?")),
    Question("negotiated", Area.PERFORMANCE, _("Are targets and indicators negotiated with regional or local actors?")),
    Question("only_numbers", Area.PERFORMANCE, _("Is its performance assessed by figures alone?")),
    Question("target_groups", Area.CLIENTS, _("May it choose the target groups of its programmes?")),
    Question("outsources", Area.STAFFING, _("Does it contract services out to external providers itself?")),
    Question("terms", Area.STAFFING, _("May it influence the terms of reference in contracts with providers?")),
    Question("takes_part", Area.COLLABORATION, _("Is it free to take part in partnerships?")),
    Question("chooses", Area.COLLABORATION, _("May it freely choose its partners in its area?")),
)


def questions_of(area: str) -> tuple[Question, ...]:
    return tuple(question for question in QUESTIONS if question.area == area)


def areas_beyond(statements: Mapping[str, str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Of the areas in which a text settles something, those that go past what the office may decide.

    `statements` gives the stated freedom by area. Only what is stated as free is free: an area about which nothing
    was stated needs the wider unit as well (it fails closed).
    """
    asked = set(wanted)
    return tuple(area for area in Area.values if area in asked and statements.get(area) != Freedom.FREE)


def not_stated(statements: Mapping[str, str]) -> tuple[str, ...]:
    """The areas about which the office has to ask."""
    return tuple(area for area in Area.values if not statements.get(area))


def area_names(areas: Iterable[str]) -> str:
    """“Budget control, Collaboration”, in the order of the areas."""
    named = set(areas)
    return ", ".join(str(Area(area).label) for area in Area.values if area in named)


def wider_offices(office: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """The offices above one, the nearest first; above the last of them stands the whole service."""
    above: list[int] = []
    step = parents.get(office)
    while step is not None and step != office and step not in above:
        above.append(step)
        step = parents.get(step)
    return tuple(above)


def wider_unit(office: int, parents: Mapping[int, int | None]) -> int | None:
    """The unit that decides what this office may not: its parent, else the whole service (None)."""
    return next(iter(wider_offices(office, parents)), None)


def may_decide_for(own: int | None, office: int, parents: Mapping[int, int | None]) -> bool:
    """Whether a manager bound to `own` (None: to no office) stands above an office; nobody does above their own."""
    return own is None or own in wider_offices(office, parents)
