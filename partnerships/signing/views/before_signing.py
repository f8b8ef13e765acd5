"""What a careful signatory asks before signing: who asks, what one gives and gets, and who has signed (S2)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from partnerships.access import managers_of
from partnerships.agreements.rules.chapters import contribution_words
from partnerships.drafting.rules.text import AgreementText, PartyText
from partnerships.models import SigningRequest
from partnerships.rules.vocabulary import ForceRule
from pes_partnerships.lib.dates import display_date

from .standing import Standing, signing_state


@dataclass(frozen=True)
class PartyLine:
    """A party as the others see it: asked, declined or signed; what is checked inside the office is not told."""

    party: str
    office_held: str
    kind: str
    words: str
    day: str
    is_own: bool


def before_signing(signing: SigningRequest, text: AgreementText, now: datetime.datetime) -> dict[str, Any]:
    agreement = signing.agreement
    managers = managers_of(agreement.partnership)
    mine = text.party(signing.party_id)
    rows = signing_state(agreement, now=now).rows
    lines = [_line(row, text, signing) for row in rows]
    others = [row for row in rows if row.signatory.pk != signing.signatory_id]
    waits_for_all = agreement.force_rule != ForceRule.OWN_SIGNATURE
    return {
        "manager": managers[0] if managers else None,
        "my_contributions": _contributions(text, mine),
        "lines": lines,
        "signed": sum(line.kind == "success" for line in lines),
        "is_last": bool(others) and waits_for_all and all(row.state in ("signed", "not_needed") for row in others),
        "waits_for_all": waits_for_all,
    }


def _contributions(text: AgreementText, mine: PartyText | None) -> list[str]:
    return [contribution_words(row) for row in text.contributions if mine and row.giver == mine.name]


def _line(row: Standing, text: AgreementText, signing: SigningRequest) -> PartyLine:
    frozen = text.party(row.party.pk)
    is_own = row.signatory.pk == signing.signatory_id
    if row.signature and row.signature.kind == "signed":
        kind, words, day = "success", _("Signed"), display_date(row.signature.at)
    elif row.state == "declined" and not is_own:
        kind, words, day = "error", _("Declined"), display_date(row.at)
    elif row.state in ("later", "not_needed"):
        kind, words, day = "info", row.words, ""
    else:
        kind, words, day = "info", _("Waits for you") if is_own else _("Not answered"), ""
    office = row.signature.office_held if row.signature else row.signatory.contact.office_held
    return PartyLine(frozen.name if frozen else row.party.name, office, kind, words, day, is_own)
