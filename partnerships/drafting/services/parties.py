"""Writing the parties of a draft: who they are, who signs, and what they decide first (A4, A5, S4)."""

from collections.abc import Iterable
from typing import Any

from partnerships.models import Agreement, Contact, Party, PartyDecision, Signatory
from partnerships.shared.services.conflicts import LISTS, Conflict, seen_row
from pes_partnerships.ledger.services import Actor, one_act

from .recording import lock_draft, record_part, write_part


@one_act()
def save_party(
    *,
    agreement: Agreement,
    by: Actor,
    party: Party | None = None,
    signatories: Iterable[Contact] | None = None,
    decisions: Iterable[dict[str, Any]] | None = None,
    seen: str | None = None,
    **fields: Any,
) -> Party:
    """A party with those who sign for it and what it has to decide first; each is named whole when given (A4, S4)."""
    locked = lock_draft(agreement)
    row = party or Party(agreement=locked, order=locked.parties.count())
    if signatories is None:
        write_part(row, fields, act="party.saved", agreement=locked, by=by, seen=seen)
        _write_decisions(row, decisions, locked, by)
        return row
    if seen is not None and party and seen_row(Party.objects.get(pk=row.pk), [*fields, "signatories"]) != seen:
        raise Conflict(row)
    write_part(row, fields, act="party.saved", agreement=locked, by=by)
    before, after = _name_signatories(row, list(signatories))
    if before != after:
        record_part(locked, row, "party.saved", by, {"signed_by": before}, {"signed_by": after})
    _write_decisions(row, decisions, locked, by)
    return row


def _write_decisions(party: Party, decisions: Iterable[dict[str, Any]] | None, locked: Agreement, by: Actor) -> None:
    if decisions is None:
        return
    before = _decisions_of(party)
    party.decisions.all().delete()
    for values in decisions:
        names = LISTS["party"]["decisions"]
        decision = PartyDecision(party=party, **{name: values[name] for name in names if name in values})
        decision.full_clean()
        decision.save()
    if before != (after := _decisions_of(party)):
        record_part(locked, party, "party.saved", by, {"decisions": before}, {"decisions": after})


def _decisions_of(party: Party) -> list[str]:
    names = LISTS["party"]["decisions"]
    return [", ".join(str(getattr(each, name)) for name in names) for each in party.decisions.all()]


def _name_signatories(party: Party, contacts: list[Contact]) -> tuple[list[int], list[int]]:
    """The keys of those who signed for it before, and of those who do now."""
    rows = Signatory.objects.filter(party=party)
    before = list(rows.values_list("contact", flat=True))
    rows.exclude(contact__in=contacts).delete()
    for order, contact in enumerate(contacts):
        Signatory.objects.update_or_create(party=party, contact=contact, defaults={"order": order})
    return before, [contact.pk for contact in contacts]
