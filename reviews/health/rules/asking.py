"""Until when a health check can run, and why a link takes no answer (R6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.findings import Finding

USUAL_DAYS = 21
REMIND_BEFORE = 3  # days
MOST_MONTHS = 3


def day_findings(ends_on: date, *, today: date) -> list[Finding]:
    if ends_on <= today:
        return [Finding("past", _("Choose a future date, so that there is time to answer."), field="ends_on")]
    if ends_on > add_months(today, MOST_MONTHS):
        return [Finding("too_late", _("Choose a date within three months."), field="ends_on")]
    return []


def is_reminded(*, asked_on: date, ends_on: date, today: date) -> bool:
    """In the last days, and not of what one was asked within them."""
    first = ends_on - timedelta(days=REMIND_BEFORE)
    return first <= today <= ends_on and asked_on < first


@dataclass(frozen=True)
class Closed:
    code: str
    title: str
    detail: str


def why_closed(*, is_closed: bool, ends_on: date, today: date) -> Closed | None:
    """Why a link takes no answer; None while it does."""
    if ends_on < today:
        title = _("Answers were requested by %(day)s.") % {"day": display_date(ends_on)}
        return Closed("over", title, _("The results are being discussed in the partnership. What you sent counts."))
    if is_closed:
        title = _("The health check has been closed.")
        return Closed("closed", title, _("The results are being discussed in the partnership. What you sent counts."))
    return None
