"""A meeting that was held keeps the commitment of all parties to meet (G4, R7)."""

import datetime

from partnerships.models import Partnership
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.moves import MoveRefused
from reviews.commitments.rules.planning import keeps_meeting
from reviews.models import CommitmentTask, Review
from reviews.rules.commitment_words import CommitmentKind
from reviews.rules.vocabulary import SeriesKind

from .acting import say_done


def follow_occurrence(*, review: Review, by: Actor, at: datetime.datetime) -> None:
    """Hook `occurrence_held`: the meeting that a rhythm asked for."""
    if review.series.kind == SeriesKind.MEETING:
        note_meeting(partnership=review.series.partnership, by=by, held_on=review.held_on, words=review.summary, at=at)


@one_act()
def note_meeting(
    *, partnership: Partnership, by: Actor, held_on: datetime.date, words: str, at: datetime.datetime
) -> CommitmentTask | None:
    """The oldest undone task that the meeting can count for is said to be done by it, and waits for a partner.

    None where no task asks for it.
    """
    rows = CommitmentTask.objects.undone().filter(
        commitment__partnership=partnership, commitment__kind=CommitmentKind.MEETING, commitment__ended_on=None
    )
    for task in rows.select_related("commitment").order_by("due_on", "pk"):
        if keeps_meeting(due_on=task.due_on, every_months=task.commitment.every_months, held_on=held_on):
            try:
                return say_done(task=task, by=by, words=words, done_on=held_on, by_us=True, at=at)
            except MoveRefused:
                return None  # somebody was faster
    return None
