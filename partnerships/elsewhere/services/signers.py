"""Who signed elsewhere, party by party, as far as the text or a source says (S4)."""

from collections.abc import Sequence
from typing import Any

from partnerships.drafting.services.parties import save_party
from partnerships.drafting.services.recording import lock_draft, record_part
from partnerships.models import Agreement, Party, SignedElsewhere
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


@one_act()
def save_signing(
    *, party: Party, by: Actor, terms: dict[str, Any], rows: Sequence[dict[str, Any]], seen: str | None
) -> None:
    """Whether it is a party at all, and who signed for it, together or not at all."""
    save_party(agreement=party.agreement, by=by, party=party, **terms)
    save_signers(party=party, by=by, rows=rows, seen=seen)


@one_act()
def sign_for_many(*, agreement: Agreement, parties: Sequence[Party], by: Actor, **fields: Any) -> int:
    """The same signature for each of these parties, beside those that it has; how many parties were changed."""
    locked = lock_draft(agreement)
    changed = 0
    for party in parties:
        if not party.must_sign:
            save_party(agreement=locked, by=by, party=party, must_sign=True)
        rows = SIGNERS.values(party)
        if any(all(row[name] == value for name, value in fields.items()) for row in rows):
            continue
        empty = {name: SignedElsewhere._meta.get_field(name).get_default() for name in SIGNERS.fields}
        save_signers(party=party, by=by, rows=[*rows, {**empty, **fields}])
        changed += 1
    return changed


@one_act()
def take_part_only(*, agreement: Agreement, parties: Sequence[Party], by: Actor) -> int:
    """They take part and are no parties; how many that changes."""
    locked = lock_draft(agreement)
    changed = [party for party in parties if party.must_sign]
    for party in changed:
        save_party(agreement=locked, by=by, party=party, must_sign=False)
    return len(changed)
