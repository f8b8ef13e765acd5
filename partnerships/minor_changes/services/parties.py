"""Whom a signed text binds, and who of them can be told by e-mail (A15)."""

from django.utils import timezone

from partnerships.models import Agreement, Party, Signatory, Withdrawal
from partnerships.rules.vocabulary import ForceRule


def people_to_tell(agreement: Agreement) -> list[Signatory]:
    """Who signs for a party that is bound, still works there, and has an e-mail address."""
    rows = Signatory.objects.filter(party__in=bound_parties(agreement), contact__left_on=None)
    return list(rows.exclude(contact__email="").select_related("contact", "party__participation__organisation"))


def bound_parties(agreement: Agreement) -> list[Party]:
    """All parties of the text without those that have left (R9); of a network's text the members of today (A1)."""
    parties = agreement.parties.select_related("participation__organisation")
    if agreement.force_rule == ForceRule.OWN_SIGNATURE:
        members = agreement.accessions.members_on(timezone.localdate())
        parties = parties.filter(accession__in=members)
    gone = Withdrawal.objects.standing().filter(agreement=agreement, last_day__lt=timezone.localdate())
    parties = parties.exclude(pk__in=gone.values("party"))
    return list(parties)


def untold_parties(agreement: Agreement) -> list[Party]:
    """Parties of which nobody has an e-mail address here: they are told in another way."""
    told = {each.party_id for each in people_to_tell(agreement)}
    return [party for party in bound_parties(agreement) if party.pk not in told]
