"""Which name an organisation bore when, and which lines of that history cannot both be true (F2)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.text import one_line

from .succession import day_findings

UNKNOWN = PartialDate()


@dataclass(frozen=True)
class NameLine:
    """A name in a language for a time; an unknown end of the time is open."""

    name: str
    language: str = ""
    valid_from: PartialDate = UNKNOWN
    valid_to: PartialDate = UNKNOWN

    def is_same_as(self, other: "NameLine") -> bool:
        return (one_line(self.name).casefold(), self.language) == (one_line(other.name).casefold(), other.language)

    def overlaps(self, other: "NameLine") -> bool:
        return self._begins() < other._ends() and other._begins() < self._ends()

    def _begins(self) -> datetime.date:
        return self.valid_from.earliest() or datetime.date.min

    def _ends(self) -> datetime.date:
        return self.valid_to.latest() or datetime.date.max


def name_findings(line: NameLine, *, present: NameLine, others: Iterable[NameLine]) -> list[Finding]:
    """What stands against one more name beside the present one and the `others`."""
    found = wording_findings(line.name)
    if line.valid_from and line.valid_to and line._begins() > line._ends():
        words = _("This date is before the first day of the name. Correct one of the two dates.")
        found.append(Finding("order", words, field="valid_to"))
    if found:
        return found
    if line.is_same_as(present) and not line.valid_to:
        words = _(
            "This is the current name, under which the organisation can already be found. For an earlier period, "
            "enter its end."
        )
        return [Finding("present", words, field="name")]
    if any(line.is_same_as(other) and line.overlaps(other) for other in others):
        words = _("This name is already recorded for that period. Change that line, or enter another period.")
        return [Finding("twice", words, field="name")]
    return []


def rename_findings(new: NameLine, on: PartialDate, *, present: NameLine, today: datetime.date) -> list[Finding]:
    """What stands against a new name from a day on."""
    found = wording_findings(new.name) + day_findings(on, today, "on")
    if not found and one_line(new.name) == one_line(present.name):
        words = _(
            "The organisation already has this name. To correct its language or the English name, edit the record "
            "instead."
        )
        found.append(Finding("present", words, field="name"))
    return found


def wording_findings(name: str, field: str = "name") -> list[Finding]:
    """What in the letters themselves could not be read, or would deceive who reads it."""
    if not one_line(name):
        return [Finding("empty", _("The name contains no readable character. Enter the name."), field=field)]
    if len(name.strip().splitlines()) > 1:
        return [Finding("lines", _("The name contains a line break. Remove it."), field=field)]
    if one_line(name) != " ".join(name.split()):
        words = _(
            "The name contains an invisible character, such as one that reverses the writing direction. Type the name "
            "instead of pasting it."
        )
        return [Finding("invisible", words, field=field)]
    return []
