"""An evaluation is handed in: its text is frozen, and the management is asked for its answers (R5)."""

from datetime import datetime

from django.utils import timezone

from partnerships.access import managers_of
from partnerships.drafting.rules.freezing import canonical, fingerprint
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.findings import blocking
from reviews.evaluation import mails
from reviews.evaluation.rules.days import answer_day
from reviews.evaluation.rules.parts import missing
from reviews.models import Evaluation, EvaluationText
from reviews.shared.services import NotReady

from .content import content_of
from .independence import matches_of
from .writing import open_for_writing, write_down


@one_act()
def hand_in(*, evaluation: Evaluation, by: Actor, at: datetime | None = None) -> EvaluationText:
    """Raises NotReady with what is missing, MoveRefused where it was handed in or the invitation has ended.

    What the check of independence finds is kept with the text, and bars nothing: the manager decides about it.
    """
    at = at or timezone.now()
    fresh = open_for_writing(evaluation, at, "hand_in")
    content = content_of(fresh)
    if findings := blocking(missing(content)):
        raise NotReady(findings)
    frozen = canonical(content)
    text = EvaluationText.objects.create(
        evaluation=fresh,
        number=fresh.texts.count() + 1,
        content=frozen,
        sha256=fingerprint(frozen),
        handed_in_at=at,
        answer_by=answer_day(timezone.localdate(at)),
        matches=matches_of(fresh),
    )
    fresh.save(update_fields=["status"])
    after = {"version": text.number, "fingerprint": text.sha256, "matches": len(text.matches)}
    write_down("evaluation.handed_in", fresh, by, at, after=after)
    for manager in managers_of(fresh.partnership):
        mails.handed_in(text=text, manager=manager)
    return text
