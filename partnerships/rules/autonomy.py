"""What an office may decide by itself: six areas (PARES) with the questions of GUIDE Table 7.1 (F10)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    PROGRAMME_DESIGN = "programme_design", _("Programme design")
    BUDGET = "budget", _("Budget control")
    PERFORMANCE = "performance", _("Performance management")
    CLIENTS = "clients", _("Identifying clients")
    STAFFING = "staffing", _("Staffing and outsourcing")
    COLLABORATION = "collaboration", _("Collaboration")


class Freedom(models.TextChoices):
    FREE = "free", _("The office decides")
    LIMITS = "limits", _("The office decides within limits")
    WIDER = "wider", _("The wider unit decides")


class QuestionAnswer(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


@dataclass(frozen=True)
class Question:
    """One of the questions of GUIDE Table 7.1, in our words."""

    code: str
    area: str
    text: str


QUESTIONS: tuple[Question, ...] = (
    Question("input", Area.PROGRAMME_DESIGN, _("Does the office have a say when programmes are designed?")),
    Question("consulted", Area.PROGRAMME_DESIGN, _("Is it consulted on features and target groups, and is it heard?")),
    Question("own_programmes", Area.PROGRAMME_DESIGN, _("May it run programmes outside the standard portfolio?")),
    Question("own_strategy", Area.PROGRAMME_DESIGN, _("May it design a local employment strategy?")),
    Question("global_budget", Area.BUDGET, _("Is its budget for active measures global, not fixed by line?")),
    Question("move_money", Area.BUDGET, _("May it move money from one budget item to another?")),
    Question("goals_central", Area.PERFORMANCE, _("Are goals and targets set for it by the centre?")),
    Question("own_goals", Area.PERFORMANCE, _("May goals be adapted to local circumstances, or set locally?")),
    Question("negotiated", Area.PERFORMANCE, _("Are targets and indicators negotiated with regional or local actors?")),
    Question("only_numbers", Area.PERFORMANCE, _("Is its performance judged by numbers alone?")),
    Question("target_groups", Area.CLIENTS, _("May it decide on the target groups of its programmes?")),
    Question("outsources", Area.STAFFING, _("Is it responsible for outsourcing services to providers?")),
    Question("terms", Area.STAFFING, _("May it shape the terms of reference of contracts with providers?")),
    Question("takes_part", Area.COLLABORATION, _("Is it free to take part in partnerships?")),
    Question("chooses", Area.COLLABORATION, _("May it decide freely with whom it works locally?")),
)


def questions_of(area: str) -> tuple[Question, ...]:
    return tuple(question for question in QUESTIONS if question.area == area)
