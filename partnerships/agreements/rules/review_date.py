"""A review at least once a year: which first review date an agreement may have (A7, R1)."""

import datetime

from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.findings import Finding

REVIEW_MONTHS = 12


def latest_review_date(starts: datetime.date) -> datetime.date:
    """The last day on which the first review may be due, counted from the day the text takes effect."""
    return add_months(starts, REVIEW_MONTHS)


def review_date_findings(
    first_review_on: datetime.date | None, *, starts: datetime.date, today: datetime.date
) -> list[Finding]:
    if first_review_on is None:
        return [
            Finding(
                "review_date_missing",
                _("The date of the first review is missing."),
                _(
                    "Every agreement needs a formal review date from the start (PES Network, PES partnership "
                    "management, 2020, section 7.6)."
                ),
                field="first_review_on",
                anchor="term",
            )
        ]
    latest = latest_review_date(starts)
    if first_review_on > latest:
        return [
            Finding(
                "review_too_late",
                _("The first review is more than twelve months away."),
                _("At least one review a year is required. Choose %(date)s or an earlier date.")
                % {"date": display_date(latest)},
                field="first_review_on",
                anchor="term",
            )
        ]
    if first_review_on < today:
        return [
            Finding(
                "review_in_the_past",
                _("The date of the first review has passed."),
                _("Choose a future date."),
                field="first_review_on",
                anchor="term",
            )
        ]
    return []
