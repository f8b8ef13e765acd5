"""Who signs for each party, by which mandate, and how they are reached (S1, S4)."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from partnerships.drafting.rules.text import AgreementText, PartyText, SignatoryText
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, BLOCKING, Finding

SOON = datetime.timedelta(days=60)  # a text may be with its signatories for so long


def signatory_findings(text: AgreementText, today: datetime.date) -> Iterator[Finding]:
    signing = [party for party in text.parties if party.must_sign]
    if text.parties and not signing:
        yield Finding(
            "nobody_signs",
            _("No party has been named as a signing party."),
            _("Every party must sign the agreement."),
            anchor="signatories",
        )
    for party in signing:
        yield from _signatories_of(party, today)


def _signatories_of(party: PartyText, today: datetime.date) -> Iterator[Finding]:
    if not party.signatories:
        yield Finding(
            "signatory_missing",
            _("No signatory has been named for party %(party)s.") % {"party": party.name},
            _("Choose a contact of the organisation who is authorised to sign."),
            needs_others=True,
            anchor="signatories",
        )
    if party.signatures_needed and party.signatures_needed > len(party.signatories):
        yield Finding(
            "too_few_signatories",
            _("For party %(party)s more signatures are needed than persons are named.") % {"party": party.name},
            _("Name further persons who sign, or lower the number."),
            anchor="signatories",
        )
    for signatory in party.signatories:
        yield from _one_signatory(party, signatory)
        yield from _mandate_end(party, signatory, today)


def _one_signatory(party: PartyText, signatory: SignatoryText) -> Iterator[Finding]:
    names = {"party": party.name, "name": signatory.name}
    if not signatory.can_be_reached:
        yield Finding(
            "signatory_without_address",
            _("%(name)s, who signs for %(party)s, has no e-mail address.") % names,
            _("Add the address, or record a signature on paper after sending."),
            severity=ADVICE,
            needs_others=True,
            anchor="signatories",
        )
    if not signatory.mandate.strip() and not party.any_person:
        yield Finding(
            "mandate_missing",
            _("The mandate of %(name)s, who signs for %(party)s, is not recorded.") % names,
            _("A signature without a mandate is not binding. Record the source of the mandate."),
            needs_others=True,
            anchor="signatories",
        )


def _mandate_end(party: PartyText, signatory: SignatoryText, today: datetime.date) -> Iterator[Finding]:
    if signatory.mandate_until is None or signatory.mandate_until > today + SOON or party.any_person:
        return
    words = {"party": party.name, "name": signatory.name, "day": display_date(signatory.mandate_until)}
    has_ended = signatory.mandate_until < today
    yield Finding(
        "mandate_ends",
        (
            _("The mandate of %(name)s, who signs for %(party)s, ended on %(day)s.")
            if has_ended
            else _("The mandate of %(name)s, who signs for %(party)s, ends on %(day)s.")
        )
        % words,
        _("Record the mandate that holds on the day of signature, or name another signatory."),
        severity=BLOCKING if has_ended else ADVICE,
        needs_others=True,
        anchor="signatories",
    )
