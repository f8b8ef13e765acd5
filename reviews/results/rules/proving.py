"""Which proof a value had on a day (G5). Pure: days in, words out.

A proof counts for a value from the day on which it was added to it, in the revision that was the latest then. It ends
with the day until which that revision is valid, and with the day on which it is withdrawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date

CURRENT, ENDED, WITHDRAWN, NOT_YET = "current", "ended", "withdrawn", "not_yet"


@dataclass(frozen=True)
class RevisionDays:
    added_on: date
    valid_until: date | None = None


@dataclass(frozen=True)
class ProofDays:
    """One proof of one value; `since`: the day from which it is that value's; `revisions`: the earliest first."""

    since: date
    revisions: Sequence[RevisionDays]
    withdrawn_on: date | None = None

    def revision_on(self, day: date) -> int | None:
        """The place of the revision that was the latest on a day; None before the first."""
        places = [place for place, each in enumerate(self.revisions) if each.added_on <= day]
        return places[-1] if places and self.since <= day else None

    def state_on(self, day: date) -> str:
        place = self.revision_on(day)
        if place is None:
            return NOT_YET
        if self.withdrawn_on and self.withdrawn_on <= day:
            return WITHDRAWN
        until = self.revisions[place].valid_until
        return ENDED if until and until < day else CURRENT

    def ended_on(self, day: date) -> date | None:
        """The last day of a proof that has ended by then."""
        place = self.revision_on(day)
        return self.revisions[place].valid_until if place is not None and self.state_on(day) == ENDED else None


def proofs_on(proofs: Iterable[ProofDays], day: date) -> int:
    """How many count on a day."""
    return sum(each.state_on(day) == CURRENT for each in proofs)


def is_proven(proofs: Iterable[ProofDays], day: date) -> bool:
    return proofs_on(proofs, day) > 0


def proof_words(proofs: Sequence[ProofDays], day: date) -> str:
    """“2 proofs”, “proof ended on 3 May 2026”, “no proof”."""
    if count := proofs_on(proofs, day):
        return ngettext("%(count)s proof", "%(count)s proofs", count) % {"count": count}
    if ends := [end for each in proofs if (end := each.ended_on(day))]:
        return _("proof ended on %(day)s") % {"day": display_date(max(ends))}
    return _("no proof")
