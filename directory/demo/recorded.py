"""Agreements that were signed elsewhere, recorded with what their sources say; no signature is made up (A15)."""

from typing import Any

from directory.demo.portfolio import Story
from partnerships.drafting.services.parties import save_party
from partnerships.elsewhere.services.recording import save_dates, save_record, start_record
from partnerships.elsewhere.services.signers import SIGNERS, save_signers
from partnerships.models import SignedElsewhere
from pes_partnerships.lib.dates import PartialDate

DATES = ("decided", "signed", "registered", "published", "effective", "ends")


def record(story: Story, row: dict[str, Any]) -> None:
    fields = {name: value for name, value in row.items() if name not in ("on", "parties", *DATES)}
    dates = {name: PartialDate.parse(str(row[name])) for name in DATES if name in row}
    agreement = start_record(partnership=story.partnership, by=story.by, **fields)
    agreement = save_dates(agreement=agreement, by=story.by, notes={}, **dates)
    nothing = {name: SignedElsewhere._meta.get_field(name).get_default() for name in SIGNERS.fields}
    for each in row["parties"]:
        participation = story.participations[each["partner"]]
        party = save_party(agreement=agreement, by=story.by, participation=participation, role=each["role"])
        if office := each.get("signed_by"):
            signed = {"office_held": office, "signed": agreement.signed}
            save_signers(party=party, by=story.by, rows=[{**nothing, **signed}])
    save_record(agreement=agreement, by=story.by)
