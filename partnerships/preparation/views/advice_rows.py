"""The adviser's codes in words: answers, weights, and the table with its cells (F9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import ModelAdvice
from partnerships.preparation.rules.adviser import Borrowed, question_of
from partnerships.preparation.rules.adviser_menu import BORROWINGS
from partnerships.preparation.rules.adviser_table import FACTORS, QUESTIONS, SIGNS
from partnerships.rules.model_choice import ELEMENT, ELEMENTS, Model

LABELS = dict(Model.choices)


@dataclass
class AdviceLine:
    """One interview in the list of a partnership's."""

    row: ModelAdvice

    @property
    def asked_by(self) -> str:
        return str(self.row.asked_by or "")

    @property
    def decided_by(self) -> str:
        return str(self.row.decided_by or "")

    @property
    def answered(self) -> int:
        return len(self.row.answers)

    @property
    def proposed(self) -> str:
        """The model that led, with those that led as strongly; empty where nothing could be proposed."""
        best = self.row.proposal[0]["score"]
        leading = [one["model"] for one in self.row.proposal if one["score"] == best and best > 0]
        return ", ".join(str(LABELS[model]) for model in leading)

    @property
    def answered_words(self) -> str:
        return ngettext("%(n)s answer", "%(n)s answers", self.answered) % {"n": self.answered}


def weight_words(weight: int) -> str:
    return {2: _("strongly for"), 1: _("for"), -1: _("against"), -2: _("strongly against")}[weight]


def answers_in_words(answers: dict[str, str]) -> list[dict[str, Any]]:
    """Every question with the answer given, as a summary list."""
    rows = []
    for question in QUESTIONS:
        answer = question.answer(answers.get(question.code, ""))
        unknown = {} if answer else {"unknown": True}
        value = answer.label if answer else _("not known yet")
        rows.append({"label": question.label, "value": value, **unknown})
    return rows


def borrowed_rows(borrowed: Iterable[Borrowed] | None = None) -> list[dict[str, Any]]:
    """Elements with the reasons to borrow them; without `borrowed` all that the table can propose."""
    if borrowed is None:
        reasons = {e.code: [row for row in BORROWINGS if row.element == e.code] for e in ELEMENTS}
    else:
        reasons = {taken.element.code: list(taken.reasons) for taken in borrowed}
    return [
        {
            "element": ELEMENT[code],
            "model": LABELS[ELEMENT[code].model],
            "reasons": [{"row": row, "answer": question_of(row)[1]} for row in rows],
        }
        for code, rows in reasons.items()
    ]


def questions_with_cells() -> list[dict[str, Any]]:
    """The table: under each factor its questions, for each answer one cell a model."""
    signs = {(sign.question, sign.answer, sign.model): sign for sign in SIGNS}

    def cell(question: str, answer: str, model: str) -> dict[str, Any] | None:
        sign = signs.get((question, answer, model))
        return sign and {"sign": sign, "words": weight_words(sign.weight), "is_for": sign.weight > 0}

    return [
        {
            "factor": factor,
            "questions": [
                {
                    "question": question,
                    "rows": [
                        {
                            "answer": answer,
                            "cells": [(model.label, cell(question.code, answer.code, model)) for model in Model],
                        }
                        for answer in question.answers
                    ],
                }
                for question in QUESTIONS
                if question.factor == factor.code
            ],
        }
        for factor in FACTORS
    ]
