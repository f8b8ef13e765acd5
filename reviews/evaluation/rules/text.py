"""The text of an evaluation as plain values: read from its rows while it is written, frozen when it is handed in."""

import datetime
import json
from dataclasses import dataclass

from partnerships.drafting.rules.freezing import build


@dataclass(frozen=True)
class Asked:
    """A danger of self-perpetuation: its code, the answer's code, and why."""

    danger: str
    answer: str = ""
    why: str = ""


@dataclass(frozen=True)
class Question:
    text: str
    unanswered: str = ""


@dataclass(frozen=True)
class Found:
    """`question`: the number of the question that it answers, from 1; 0 where it names none."""

    title: str
    text: str = ""
    rests_on: str = ""
    question: int = 0


@dataclass(frozen=True)
class Recommended:
    """It follows from a finding, by its number from 1, or from a danger, by its code."""

    text: str
    finding: int = 0
    danger: str = ""
    to_whom: str = ""


@dataclass(frozen=True)
class EvaluationContent:
    title: str
    evaluator: str
    partnership: str
    independence: str = ""
    independence_on: datetime.date | None = None
    chosen_how: str = ""
    summary: str = ""
    method: str = ""
    dangers: tuple[Asked, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Found, ...] = ()
    recommendations: tuple[Recommended, ...] = ()


def read_content(canonical_text: str) -> EvaluationContent:
    return build(EvaluationContent, json.loads(canonical_text))
