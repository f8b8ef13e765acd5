"""Who chairs on which day, where the parties take turns (PAPER 6.2). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import add_months, months_between

Party = TypeVar("Party")
AFTER_EVERY_MEETING = 0
# what the clause about the chair says, in months
RHYTHM_OF_CLAUSE = {"each_meeting": AFTER_EVERY_MEETING, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Order(Generic[Party]):
    """The parties in their order. `every_months` 0: the chair changes after every meeting."""

    parties: Sequence[Party]
    every_months: int
    starts_on: date

    def turn_on(self, day: date, held_before: int) -> int:
        """How often the chair has changed by that day; `held_before`: meetings since `starts_on` and before `day`."""
        if self.every_months == AFTER_EVERY_MEETING:
            return held_before
        return max(months_between(self.starts_on, day) // self.every_months, 0)

    def chair_on(self, day: date, held_before: int = 0) -> Party | None:
        return self._at(self.turn_on(day, held_before))

    def next_chair(self, day: date, held_before: int = 0) -> tuple[Party | None, date | None]:
        """Who follows, and from which day; no day where the chair changes after the meeting."""
        turn = self.turn_on(day, held_before) + 1
        since = add_months(self.starts_on, turn * self.every_months) if self.every_months else None
        return self._at(turn), since

    def _at(self, turn: int) -> Party | None:
        return self.parties[turn % len(self.parties)] if self.parties else None


def rhythm_of_chair(every_months: int) -> str:
    """“The chair changes every 6 months.”"""
    if every_months == AFTER_EVERY_MEETING:
        return _("The chair changes after every meeting.")
    text = ngettext(
        "The chair changes every %(count)s month.", "The chair changes every %(count)s months.", every_months
    )
    return text % {"count": every_months}
