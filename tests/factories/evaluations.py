"""An external evaluation of a running partnership, at each of its stages, made by the services."""

import datetime
from typing import Any

from django.utils import timezone

from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership, User
from pes_partnerships.ledger.services import Actor
from reviews.evaluation.services.handing_in import hand_in
from reviews.evaluation.services.inviting import invite_evaluator
from reviews.evaluation.services.writing import save_lines, save_words
from reviews.models import Evaluation, EvaluationText
from reviews.rules.evaluation_words import Danger

QUESTIONS = ["Did more people find work than would have without it?", "What did a job cost?"]
STATEMENT = "I have had no part in it and hold no post with a party."


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def invited(partnership: Partnership, evaluator: Membership, manager: User, **changes: Any) -> Evaluation:
    values = {
        "title": "Final evaluation",
        "due_on": in_days(30),
        "until": in_days(60),
        "reads": "all",
        "questions": QUESTIONS,
        "chosen_how": "Call for tenders; paid by the service",
        **changes,
    }
    return invite_evaluator(partnership=partnership, evaluator=evaluator, by=Actor.user(manager), **values)


def written(evaluation: Evaluation, *, say: str = "Seven of ten found work.") -> Evaluation:
    """Every part as far as handing in asks; the second question could not be answered."""
    by = Actor.user(evaluation.evaluator.user)
    first, second = evaluation.questions.all()
    save_words(evaluation=evaluation, part="independence", by=by, independence=STATEMENT)
    lines = [
        {"id": first.pk, "text": first.text, "unanswered": ""},
        {"id": second.pk, "text": second.text, "unanswered": "The accounts name no courses."},
    ]
    save_lines(evaluation=evaluation, part="questions", by=by, rows=lines)
    found = {"title": "More people found work", "text": "61 of 100.", "rests_on": "client register", "question": first}
    save_lines(evaluation=evaluation, part="findings", by=by, rows=[found])
    words = {f"{code}_answer": "no" for code in Danger.values} | {f"{code}_why": "Compared" for code in Danger.values}
    save_words(evaluation=evaluation, part="dangers", by=by, **{**words, "mission_answer": "in_part"})
    rows = [
        {
            "text": "Keep the control group",
            "source": f"finding-{evaluation.findings.get().pk}",
            "to_whom": "the management",
        },
        {"text": "Say how long is long", "source": "danger-mission", "to_whom": "all parties"},
    ]
    save_lines(evaluation=evaluation, part="recommendations", by=by, rows=rows)
    return save_words(evaluation=evaluation, part="summary", by=by, summary=say, method="Two registers, eleven talks.")


def handed_in(evaluation: Evaluation, **fields: Any) -> EvaluationText:
    return hand_in(evaluation=written(evaluation, **fields), by=Actor.user(evaluation.evaluator.user))
