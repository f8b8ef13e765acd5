"""The steps of an ending where the agreement has no protocol: what a protocol begins with, and the records (A8, R9)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from partnerships.agreements.rules.ending_proposal import PROPOSED

RECORDS = ("records", _("The agreement, its reviews and the records of the partnership are kept in one place."), 90)


@dataclass(frozen=True)
class ProposedStep:
    matter: str
    act: str
    within_days: int


def proposed_steps() -> list[ProposedStep]:
    """In the language that is active."""
    return [ProposedStep(matter, str(act), days) for matter, act, days in (*PROPOSED, RECORDS)]
