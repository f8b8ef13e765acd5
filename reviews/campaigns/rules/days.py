"""The days of a campaign, and those of a review whose last day comes before them (R1). Days in, days out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding

OFFICE_BEFORE, PARTNERS_BEFORE = 4, 10  # days of its own: before the last day
LATE_PARTNERS, LATE_OFFICE = 7, 10  # a review that is late already: days from today


@dataclass(frozen=True)
class Days:
    partners_by: date
    office_by: date
    is_own: bool = False


def days_of(*, due_on: date, common: Days, today: date) -> Days:
    """The common days where the office's lies before the review's last day; else days of its own."""
    if common.office_by < due_on:
        return common
    left = (due_on - today).days
    if left < 1:
        late = today + timedelta(days=LATE_PARTNERS)
        return Days(min(late, common.partners_by), today + timedelta(days=LATE_OFFICE), is_own=True)
    if left > PARTNERS_BEFORE:
        partners, office = due_on - timedelta(days=PARTNERS_BEFORE), due_on - timedelta(days=OFFICE_BEFORE)
    else:  # what is left is shared between partners and office
        partners, office = today + timedelta(days=left // 2), due_on - timedelta(days=1)
    return Days(min(partners, common.partners_by), office, is_own=True)


def campaign_findings(
    *, partners_by: date, office_by: date, confirm_by: date, today: date, partners_were: date | None = None
) -> list[Finding]:
    """Partners first, then the office, then the manager. The partners' day is still to come.

    `partners_were`: their day in a campaign that is open; it may have passed, and stay as it is.
    """
    found = []
    if partners_by <= today and partners_by != partners_were:
        words = _("Choose a future day, so that the partners have time to answer.")
        found.append(Finding("partners_past", words, field="partners_by"))
    if office_by <= partners_by:
        words = _("Offices log after the partners have sent their part: choose a day after %(day)s.")
        found.append(Finding("office", words % {"day": display_date(partners_by)}, field="office_by"))
    if confirm_by < office_by:
        words = _("Managers confirm after the offices have logged: choose %(day)s or a later day.")
        found.append(Finding("confirm", words % {"day": display_date(office_by)}, field="confirm_by"))
    return found
