"""The marks beside the facts of one partnership, written and read as one list (D2)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from partnerships.hooks import on_record
from partnerships.models import FactMark, Partnership
from partnerships.shared.services.on_record import marks
from partnerships.shared.services.partnership_rows import locked_running
from partnerships.shared.services.row_lists import RowList, write_rows
from pes_partnerships.ledger.services import Actor, one_act, record

MARKS = RowList("fact_marks", ("about", "mark", "other", "source"), saved="marks.saved")


@one_act()
def save_marks(*, partnership: Partnership, by: Actor, rows: Sequence[dict[str, Any]], seen: str | None) -> None:
    """All of them; raises Conflict where somebody else saved meanwhile."""
    locked = locked_running(partnership)
    before = [str(row) for row in MARKS.rows(locked)]
    written = write_rows(MARKS, owner=locked, rows=rows, seen=seen)
    after = [str(row) for row in written.kept]
    if before != after or written.changed:
        record(
            act=MARKS.saved,
            anchor=locked,
            obj=locked,
            by=by,
            service=locked.service,
            before={"fact_marks": before},
            after={"fact_marks": after},
            at=timezone.now(),
        )


def words_of(marks: Mapping[str, FactMark], about: str) -> str:
    """What is said beside a fact; nothing where it has no mark."""
    return marks[about].words if about in marks else ""


def marks_of(partnership: Partnership) -> dict[str, FactMark]:
    """By what they are about; one query."""
    return {row.about: row for row in partnership.fact_marks.all()} if on_record.has(partnership, marks) else {}
