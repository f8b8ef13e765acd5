"""What stands against a notice of termination (A16)."""

import datetime

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding


def termination_findings(
    *, given_on: datetime.date, last_day: datetime.date, own_end: datetime.date | None, today: datetime.date
) -> list[Finding]:
    """Each at its field; a notice shortens a term and never prolongs it. `own_end`: the last day by the text."""
    found = []
    if last_day < given_on:
        words = _("The last day is before the notice. Check both dates.")
        found.append(Finding("before_notice", words, field="last_day"))
    if own_end and own_end < today:
        words = _("The term ended on %(day)s: there is nothing to terminate.") % {"day": display_date(own_end)}
        found.append(Finding("lapsed", words, field="last_day"))
    elif own_end and last_day > own_end:
        words = _("The agreement itself ends on %(day)s. Enter that day or an earlier one.")
        found.append(Finding("after_end", words % {"day": display_date(own_end)}, field="last_day"))
    return found
