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
    Area.PROGRAMME_DESIGN: _("Local units need room to design programmes, or to fit national ones to their place."),
    Area.BUDGET: _("Enough of the budget can be moved to pay for what a partnership does."),
    Area.PERFORMANCE: _(
        "Beside the central targets, a unit may set local ones with its partners: a common target shows everybody "
        "what has to be reached."
    ),
    Area.CLIENTS: _(
        "Local units see best who needs help most; they need some scope to widen or adapt the national criteria."
    ),
    Area.STAFFING: _(
        "Within the agreed budget, a unit staffs itself as its place needs, and buys in what it has no skills for."
    ),
    Area.COLLABORATION: _("A unit may work with any actor that helps to make a partnership effective."),
}


class QuestionAnswer(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


@dataclass(frozen=True)
class Question:
    """One of the questions of GUIDE Table 7.1, in our words."""

    code: str
    area: str
    text: Promise


QUESTIONS: tuple[Question, ...] = (
    Question("input", Area.PROGRAMME_DESIGN, _("Does the office have a say when programmes are designed?")),
    Question("consulted", Area.PROGRAMME_DESIGN, _("Is it asked about features and target groups, and does it count?")),
    Question("own_programmes", Area.PROGRAMME_DESIGN, _("May it run programmes outside the standard portfolio?")),
    Question("own_strategy", Area.PROGRAMME_DESIGN, _("May it design an employment strategy for its area?")),
    Question("global_budget", Area.BUDGET, _("Is its budget for active measures one flexible sum, not fixed by line?")),
    Question("move_money", Area.BUDGET, _("Can it easily move money from one budget line to another?")),
    Question("goals_central", Area.PERFORMANCE, _("Are its goals and targets set by the centre?")),
    Question("own_goals", Area.PERFORMANCE, _("Does it have goals of its own, or may it adapt goals to its area?")),
    Question("negotiated", Area.PERFORMANCE, _("Are targets and indicators negotiated with regional or local actors?")),
    Question("only_numbers", Area.PERFORMANCE, _("Is its performance judged by numbers alone?")),
    Question("target_groups", Area.CLIENTS, _("May it choose the target groups of its programmes?")),
    Question("outsources", Area.STAFFING, _("Does it itself contract services out to external providers?")),
    Question("terms", Area.STAFFING, _("May it shape the terms of reference in contracts with providers?")),
    Question("takes_part", Area.COLLABORATION, _("Is it free to take part in partnerships?")),
    Question("chooses", Area.COLLABORATION, _("May it decide freely with whom it works in its area?")),
)
CODES = frozenset(question.code for question in QUESTIONS)


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
