"""From the answers of the interview to a ranked proposal of the four models, with its reasons (F9). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from partnerships.rules.model_choice import ELEMENTS, Element, Model

from .adviser_menu import BORROWINGS
from .adviser_rows import Borrowing, Question, Sign
from .adviser_table import QUESTION, QUESTIONS, SIGNS

CLOSE = 2  # no further apart than one strong sign: one answer could turn it round
THIN = 3  # fewer answers than this are little to go by


@dataclass(frozen=True)
class Ranked:
    """One model with its score, and the signs for and against it, the strongest first."""

    model: Model
    score: int
    speaks_for: tuple[Sign, ...]
    speaks_against: tuple[Sign, ...]

    @property
    def words_for(self) -> tuple[Sign, ...]:
        """The signs to read: one reason that two answers give is said once."""
        return _said_once(self.speaks_for)

    @property
    def words_against(self) -> tuple[Sign, ...]:
        return _said_once(self.speaks_against)


@dataclass(frozen=True)
class Borrowed:
    """An element of another model that is worth taking, with every reason for it."""

    element: Element
    reasons: tuple[Borrowing, ...]


@dataclass(frozen=True)
class Advice:
    """All four models, best first. `tied` lead together with the first; `close` are hardly behind."""

    ranked: tuple[Ranked, ...]
    answered: int
    borrowed: tuple[Borrowed, ...]
    next_question: Question | None

    @property
    def can_advise(self) -> bool:
        return self.ranked[0].score > 0

    @property
    def first(self) -> Ranked:
        return self.ranked[0]

    @property
    def rest(self) -> tuple[Ranked, ...]:
        return self.ranked[1:]

    @property
    def tied(self) -> tuple[Ranked, ...]:
        return tuple(one for one in self.rest if self.can_advise and one.score == self.first.score)

    @property
    def close(self) -> tuple[Ranked, ...]:
        near = (one for one in self.rest if one.score >= self.first.score - CLOSE and one.score > 0)
        return tuple(one for one in near if self.can_advise and one not in self.tied)

    @property
    def is_thin(self) -> bool:
        return self.can_advise and self.answered < THIN


def known_answers(answers: Mapping[str, Any]) -> dict[str, str]:
    """Those answers that the table knows, in its order; a blank or an answer since removed says nothing."""
    return {
        question.code: answers[question.code]
        for question in QUESTIONS
        if question.answer(str(answers.get(question.code) or ""))
    }


def advise(answers: Mapping[str, Any], signs: Iterable[Sign] = SIGNS) -> Advice:
    given, table = known_answers(answers), tuple(signs)
    fitting = [sign for sign in table if given.get(sign.question) == sign.answer]
    scores = {model: sum(sign.weight for sign in fitting if sign.model == model) for model in Model}
    # sorted() is stable: models that are level keep the paper's order, and the page says that they are level
    order = sorted(Model, key=lambda model: -scores[model])
    ranked = tuple(_ranked(model, scores[model], fitting) for model in order)
    return Advice(ranked, len(given), _borrowed(given, ranked[0]), _next_question(given, ranked, table))


def _ranked(model: Model, score: int, signs: Iterable[Sign]) -> Ranked:
    own = sorted((sign for sign in signs if sign.model == model), key=lambda sign: -abs(sign.weight))
    return Ranked(
        model,
        score,
        tuple(sign for sign in own if sign.weight > 0),
        tuple(sign for sign in own if sign.weight < 0),
    )


def _borrowed(answers: Mapping[str, str], leading: Ranked) -> tuple[Borrowed, ...]:
    if leading.score <= 0:
        return ()
    return borrowings_for(leading.model, answers)


def borrowings_for(model: str, answers: Mapping[str, str]) -> tuple[Borrowed, ...]:
    """What is worth taking from the other three when `model` leads."""
    fitting = [row for row in BORROWINGS if answers.get(row.question) == row.answer]
    found = ((e, tuple(row for row in fitting if row.element == e.code)) for e in ELEMENTS if e.model != model)
    return tuple(Borrowed(element, reasons) for element, reasons in found if reasons)


def _next_question(answers: Mapping[str, str], ranked: tuple[Ranked, ...], signs: tuple[Sign, ...]) -> Question | None:
    """The open question that can move the models furthest apart: the first two once there is a proposal."""
    models = [one.model for one in (ranked[:2] if ranked[0].score > 0 else ranked)]

    def moves(question: Question) -> int:
        rows = [sign for sign in signs if sign.question == question.code and sign.model in models]
        spreads = []
        for answer in question.answers:
            weights = {sign.model: sign.weight for sign in rows if sign.answer == answer.code}
            values = [weights.get(model, 0) for model in models]
            spreads.append(max(values) - min(values))
        return sum(spreads)

    still_open = [question for question in QUESTIONS if question.code not in answers]
    return max(still_open, key=moves, default=None)


def _said_once(signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    once: dict[tuple[str, str], Sign] = {}
    for sign in signs:
        once.setdefault((sign.paragraph, str(sign.reason)), sign)
    return tuple(once.values())


def as_codes(advice: Advice) -> list[dict[str, Any]]:
    """The proposal as it is kept: the ranking with scores and the signs' codes, no words of any language."""
    return [
        {
            "model": one.model.value,
            "score": one.score,
            "signs": [sign.code for sign in (*one.speaks_for, *one.speaks_against)],
            "elements": [taken.element.code for taken in advice.borrowed] if one is advice.first else [],
        }
        for one in advice.ranked
    ]


def as_given(answers: Mapping[str, Any], proposal: list[dict[str, Any]]) -> Advice:
    """A kept proposal in today's words: its own ranking and scores, the reasons read from the table by their codes."""
    signs = {sign.code: sign for sign in SIGNS}
    ranked = tuple(
        _ranked(Model(one["model"]), one["score"], [signs[code] for code in one["signs"] if code in signs])
        for one in proposal
    )
    given = known_answers(answers)
    kept = set(proposal[0]["elements"])
    reasons = {taken.element.code: taken.reasons for taken in borrowings_for(ranked[0].model, given)}
    borrowed = tuple(Borrowed(e, reasons.get(e.code, ())) for e in ELEMENTS if e.code in kept)
    return Advice(ranked, len(answers), borrowed, _next_question(given, ranked, SIGNS))


def is_still_given(answers: Mapping[str, Any], proposal: list[dict[str, Any]]) -> bool:
    """Whether today's table says the same to these answers."""
    return as_codes(advise(answers)) == proposal


def follows(proposal: list[dict[str, Any]], model: str, elements: Iterable[str]) -> bool:
    """Whether a decision takes what was proposed; of models that led level, either is what was proposed."""
    first = proposal[0]
    if first["score"] <= 0 or model not in {one["model"] for one in proposal if one["score"] == first["score"]}:
        return False
    return model != first["model"] or set(elements) == set(first["elements"])


def question_of(sign: Sign | Borrowing) -> tuple[str, str]:
    """The question and the answer that a row rests on, in words."""
    question = QUESTION[sign.question]
    answer = question.answer(sign.answer)
    return str(question.label), str(answer.label if answer else sign.answer)
