"""Which parties have signed, and whose turn it is (S1)."""

from collections import defaultdict

from partnerships.models import Agreement, Party, Signatory
from partnerships.rules.vocabulary import ForceRule
from partnerships.signing.rules.completing import open_step, party_has_signed


def signed_parties(agreement: Agreement) -> set[int]:
    """Their keys; a signature that waits for a check does not count yet."""
    return {party.pk for party, has_signed in _parties(agreement) if has_signed}


def step_now(agreement: Agreement) -> int | None:
    """The step whose parties may be asked; those before it, too. None: all, as in a network, where each joins alone."""
    if agreement.force_rule == ForceRule.OWN_SIGNATURE:
        return None
    return open_step((party.signing_step, signed) for party, signed in _parties(agreement) if party.must_sign)


def has_its_turn(signatory: Signatory, agreement: Agreement) -> bool:
    now = step_now(agreement)
    return now is None or signatory.party.signing_step <= now


def _parties(agreement: Agreement) -> list[tuple[Party, bool]]:
    signed = set(agreement.signatures.counting().values_list("signatory", flat=True))
    named = defaultdict(list)
    for key, party in Signatory.objects.filter(party__agreement=agreement).values_list("pk", "party"):
        named[party].append(key)
    parties = agreement.parties.only("pk", "must_sign", "signing_step", "signatures_needed", "agreement")
    return [(each, party_has_signed(named[each.pk], signed, each.signatures_needed)) for each in parties]
