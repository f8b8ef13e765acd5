"""Interviews with the model adviser, people of a team, trainings: made as the product makes them."""

from typing import Any

from django_scopes import scope

from partnerships.models import ModelAdvice, Partnership, TeamMember, Training
from partnerships.preparation.services.advice import ask_adviser
from partnerships.preparation.services.team import add_member, save_member, save_training

from .forming import BY

# One Stop Career Support for Youth, as PAPER 6.2 tells it
AGILE_ANSWERS = {"time": "soon", "decides": "equals", "known": "direction", "success": "trial"}


def make_advice(partnership: Partnership, **fields: Any) -> ModelAdvice:
    with scope(service=partnership.service):
        return ask_adviser(partnership=partnership, by=BY, **{"answers": AGILE_ANSWERS, **fields})


def make_member(partnership: Partnership, name: str = "Rasa", **marks: tuple[int | None, bool]) -> TeamMember:
    with scope(service=partnership.service):
        member = add_member(partnership=partnership, by=BY, name=name)
        save_member(member=member, by=BY, marks=marks)
        return member


def make_training(partnership: Partnership, title: str = "Negotiating with partners", **fields: Any) -> Training:
    with scope(service=partnership.service):
        values = {"kind": "joint", "skills": ["negotiation"], **fields}
        return save_training(partnership=partnership, by=BY, title=title, **values)
