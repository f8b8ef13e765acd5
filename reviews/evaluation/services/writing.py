"""What the evaluator writes, part by part, until it is handed in (R5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from partnerships.shared.services.changes import set_fields
from partnerships.shared.services.conflicts import refuse_overtaken
from partnerships.shared.services.row_lists import RowList, write_rows
from pes_partnerships.ledger.services import Actor, one_act, record
from pes_partnerships.lib.moves import MoveRefused, moved
from reviews.evaluation.rules.parts import FINDINGS, INDEPENDENCE, QUESTIONS, RECOMMENDATIONS
from reviews.models import Evaluation
from reviews.rules.evaluation_words import EVALUATION_MOVES, EvaluationStatus

SAVED = "evaluation.saved"
LISTS = {
    QUESTIONS: RowList("questions", ("text", "unanswered"), SAVED),
    FINDINGS: RowList("findings", ("title", "text", "rests_on", "question"), SAVED),
    RECOMMENDATIONS: RowList("recommendations", ("text", "source", "to_whom"), SAVED),
}


def locked(evaluation: Evaluation) -> Evaluation:
    """The row, locked until commit, with what every act here needs of it."""
    rows = Evaluation.objects.select_for_update(of=("self",))
    return rows.select_related("partnership__service", "partnership__office", "evaluator__user").get(pk=evaluation.pk)


def write_down(act: str, evaluation: Evaluation, by: Actor, at: datetime, **facts: Any) -> None:
    partnership = evaluation.partnership
    record(act=act, anchor=partnership, obj=evaluation, by=by, service=partnership.service, at=at, **facts)


def may_still_write(evaluation: Evaluation, at: datetime) -> bool:
    """While the invitation runs: what was not handed in by then stays with its evaluator."""
    running = evaluation.evaluator.assignments.running(timezone.localdate(at))
    return running.filter(partnership=evaluation.partnership_id).exists()


def open_for_writing(evaluation: Evaluation, at: datetime, act: str = "write") -> Evaluation:
    """Raises MoveRefused where it was handed in, or the invitation has ended."""
    fresh = locked(evaluation)
    status = moved(EVALUATION_MOVES, act, fresh.status)
    if not may_still_write(fresh, at):
        raise MoveRefused("the invitation has ended")
    fresh.status = status
    return fresh


@one_act()
def save_words(
    *, evaluation: Evaluation, part: str, by: Actor, seen: str | None = None, at: datetime | None = None, **words: Any
) -> Evaluation:
    """The fields of a part. Raises Conflict where they were saved since they were `seen`, MoveRefused when closed."""
    at = at or timezone.now()
    fresh = open_for_writing(evaluation, at)
    refuse_overtaken(fresh, seen, words)
    if part == INDEPENDENCE and words["independence"] != fresh.independence:
        words["independence_on"] = timezone.localdate(at)
    set_fields(fresh, {**words, "saved_at": at})
    write_down(SAVED, fresh, by, at, after={"evaluation_part": part})
    return fresh


@one_act()
def save_lines(
    *,
    evaluation: Evaluation,
    part: str,
    rows: Sequence[dict[str, Any]],
    by: Actor,
    seen: str | None = None,
    at: datetime | None = None,
) -> Evaluation:
    """The lines of a part, as a whole; raises as save_words does."""
    at = at or timezone.now()
    fresh = open_for_writing(evaluation, at)
    write_rows(LISTS[part], owner=fresh, rows=rows, seen=seen)
    fresh.saved_at = at
    fresh.save(update_fields=["status", "saved_at"])
    write_down(SAVED, fresh, by, at, after={"evaluation_part": part})
    return fresh


@one_act()
def write_again(*, evaluation: Evaluation, by: Actor, at: datetime | None = None) -> Evaluation:
    """The evaluator begins a new version; what was handed in, and its answers, stay as they are."""
    at = at or timezone.now()
    fresh = open_for_writing(evaluation, at, "write_again")
    fresh.status = EvaluationStatus.WRITING
    fresh.save(update_fields=["status"])
    write_down("evaluation.written_again", fresh, by, at, after={"version": fresh.texts.count() + 1})
    return fresh
