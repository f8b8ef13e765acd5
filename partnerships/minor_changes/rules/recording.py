"""A minor change as plain values: what is frozen, hashed, mailed and printed (A15)."""

import datetime
import json
from dataclasses import dataclass

from partnerships.drafting.rules.freezing import build


@dataclass(frozen=True)
class ChangeText:
    """Worded in the language of the agreement. `previous_sha256` is the record before, so that none can go missing."""

    number: str
    agreement: str
    agreement_number: str
    agreement_sha256: str
    partnership: str
    service: str
    language: str
    matter: str
    title: str
    before: str
    after: str
    reason: str
    applies_from: datetime.date
    allowed_by: str
    parties: tuple[str, ...]
    recorded_on: datetime.date
    recorded_by: str
    previous_sha256: str = ""
    corrects: str = ""
    untold: tuple[str, ...] = ()  # parties of which nobody had an e-mail address when it was recorded
    made_for_practice: bool = False


def read(canonical_text: str) -> ChangeText:
    return build(ChangeText, json.loads(canonical_text))
