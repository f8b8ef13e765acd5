"""The mails of an external evaluation: invited, reminded, handed in, answered (R5, N3)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import translation

from partnerships.access import Managers
from pes_partnerships.accounts.models import User
from pes_partnerships.lib.links import absolute
from pes_partnerships.outbox.models import OutboxMail
from pes_partnerships.outbox.rules.keys import MailKey
from pes_partnerships.outbox.services import queue_mail
from reviews.models import Evaluation, EvaluationAnswer, EvaluationText


def invited(*, evaluation: Evaluation, until: date, by: str) -> OutboxMail:
    return _to_evaluator("evaluator_invited", evaluation, f"evaluator_invited:{evaluation.pk}", until=until, by=by)


def reminded(*, evaluation: Evaluation) -> OutboxMail:
    key = MailKey("evaluator_reminded", str(evaluation.pk), str(evaluation.due_on), "", str(evaluation.evaluator_id))
    return _to_evaluator("evaluator_reminded", evaluation, str(key))


def handed_in(*, text: EvaluationText, manager: User) -> OutboxMail:
    key = f"evaluation_handed_in:{text.pk}:{manager.pk}"
    person = text.evaluation.evaluator.user
    return _letter("evaluation_handed_in", text.evaluation, manager, key, text=text, evaluator=person)


def answered(*, text: EvaluationText, answers: Iterable[tuple[str, EvaluationAnswer]]) -> OutboxMail:
    """To the evaluator: each recommendation with its answer, in the evaluator's language."""
    evaluation = text.evaluation
    with translation.override(evaluation.evaluator.user.language):
        lines = [(advised, str(answer.get_kind_display()), answer.words) for advised, answer in answers]
    return _to_evaluator("evaluation_answered", evaluation, f"evaluation_answered:{text.pk}", lines=lines)


def _to_evaluator(kind: str, evaluation: Evaluation, key: str, **more: Any) -> OutboxMail:
    return _letter(kind, evaluation, evaluation.evaluator.user, key, **more)


def _letter(kind: str, evaluation: Evaluation, recipient: User, key: str, **more: Any) -> OutboxMail:
    partnership = evaluation.partnership
    return queue_mail(
        kind=kind,
        to_address=recipient.email,
        to_name=recipient.name,
        language=recipient.language,
        template=f"reviews/evaluation/mail/{kind}",
        context={
            "evaluation": evaluation,
            "partnership": partnership,
            "asks": Managers(partnership.service_id).named(partnership),
            "url": absolute(reverse("reviews:evaluation", args=[evaluation.pk])),
            **more,
        },
        service=partnership.service,
        about=evaluation,
        dedupe_key=key,
    )
