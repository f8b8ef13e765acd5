"""How to choose a model, as a table: what the model adviser asks, and what speaks most for each of the four (F9)."""

from dataclasses import dataclass

from django.utils.functional import Promise

from partnerships.preparation.rules.adviser_menu import BORROWINGS
from partnerships.preparation.rules.adviser_rows import Question
from partnerships.preparation.rules.adviser_table import QUESTIONS, SIGNS
from partnerships.rules.model_choice import Model, elements_of


@dataclass(frozen=True)
class Choice:
    """What speaks most for one model in answer to one question, and the paragraphs of PAPER that say so."""

    words: tuple[str | Promise, ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Borrowed:
    """An element of one model that is worth taking elsewhere."""

    element: str | Promise
    model: Model
    when: str | Promise
    reason: str | Promise
    paragraph: str


def decision_table() -> list[tuple[str | Promise, list[tuple[Model, Choice]]]]:
    """Each question of the model adviser with what speaks most for each model: one table for both, so that the page and
    the adviser never differ."""
    return [(question.label, [(model, _choice(question, model)) for model in Model]) for question in QUESTIONS]


def _choice(question: Question, model: Model) -> Choice:
    signs = [sign for sign in SIGNS if (sign.question, sign.model) == (question.code, model) and sign.weight > 0]
    strongest = max((sign.weight for sign in signs), default=0)
    telling = [sign for sign in signs if sign.weight == strongest]
    words = (question.answer(sign.answer) for sign in telling)
    return Choice(
        tuple(answer.label for answer in words if answer),
        tuple(dict.fromkeys(sign.paragraph for sign in telling)),
    )


def borrowed() -> list[Borrowed]:
    """What can be taken from other models; the first reason for each element."""
    first = {each.element: each for each in reversed(BORROWINGS)}
    answers = {(question.code, answer.code): answer.label for question in QUESTIONS for answer in question.answers}
    return [
        Borrowed(element.label, model, answers[each.question, each.answer], each.reason, each.paragraph)
        for model in Model
        for element in elements_of(model)
        if (each := first.get(element.code))
    ]
