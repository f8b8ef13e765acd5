"""Who signed elsewhere, party by party, as far as the text or a source says (S4)."""

from collections.abc import Sequence
from typing import Any

from partnerships.drafting.services.writing import lock_draft, record_part
from partnerships.models import Party
from partnerships.shared.services.row_lists import RowList, write_rows
from pes_partnerships.ledger.services import Actor, one_act

SIGNERS = RowList(
    "signed_elsewhere", ("name", "office_held", "mandate", "signed", "may_be_shown", "note"), saved="record.signers"
)


@one_act()
def save_signers(*, party: Party, by: Actor, rows: Sequence[dict[str, Any]], seen: str | None = None) -> None:
    """All who signed for one party; raises Conflict where somebody else saved meanwhile."""
    locked = lock_draft(party.agreement)
    before = [str(row) for row in SIGNERS.rows(party)]
    written = write_rows(SIGNERS, owner=party, rows=rows, seen=seen)
    after = [str(row) for row in written.kept]
    if before != after or written.changed:
        record_part(locked, party, SIGNERS.saved, by, {"signed_elsewhere": before}, {"signed_elsewhere": after})
