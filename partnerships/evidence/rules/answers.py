"""The words of an answer: a heading with both halves, unchanged or not, and what it is worth today (S3)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Mood(StrEnum):
    """The colour of the bar above an answer, which only repeats its words."""

    GOOD = "success"
    CAREFUL = "warning"
    BAD = "error"
    PLAIN = "neutral"


@dataclass(frozen=True)
class Heading:
    mood: Mood
    words: Words


NO_LONGER = Heading(Mood.CAREFUL, _("Unchanged, but no longer in force"))
UNCHANGED = {
    "in_force": Heading(Mood.GOOD, _("Unchanged, and in force today")),
    "not_yet_in_force": Heading(Mood.CAREFUL, _("Unchanged, but not yet in force")),
    "expired": NO_LONGER,
    "superseded": NO_LONGER,
    "ended": NO_LONGER,
}
OTHERS = {
    "not_ours": Heading(Mood.PLAIN, _("We know no such document")),
    "changed": Heading(Mood.BAD, _("This is not the sealed document")),
    "not_sealed": Heading(Mood.CAREFUL, _("Unchanged, but without a seal")),
    "seal_broken": Heading(Mood.BAD, _("The seal of this file does not hold")),
    "records_differ": Heading(Mood.BAD, _("The records of the service contradict each other")),
    "text": Heading(Mood.PLAIN, _("This is the fingerprint of the signed text")),
    "pending": Heading(Mood.PLAIN, _("Signed by all, not sealed yet")),
}


def heading_of(finding: str, today: str | None) -> Heading:
    """Of a finding and a state, as the codes of verifying name them."""
    if finding == "holds":
        return UNCHANGED.get(today or "", NO_LONGER)
    return OTHERS[finding]
