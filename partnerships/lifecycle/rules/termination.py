"""What stands against a notice of termination (A16)."""

import datetime

from django.utils.translation import gettext as _

from partnerships.rules.notice_words import early_findings
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding


def termination_findings(
    *,
    given_on: datetime.date,
    last_day: datetime.date,
    since: datetime.date | None,
    own_end: datetime.date | None,
    today: datetime.date,
    earliest: datetime.date | None = None,
    early_reason: str = "",
) -> list[Finding]:
    """Each at its field; a notice shortens a term, never prolongs it, and ends nothing in the past.

    `since`: the first day on which the agreement governs; `own_end`: the last day by the text; `earliest`: the first
    one by its notice period, where that is known in numbers.
    """
    found = []
    if since and given_on < since:
        words = _("The agreement has been in force since %(day)s. Enter that day or a later one.")
        found.append(Finding("before_force", words % {"day": display_date(since)}, field="given_on"))
    if last_day < given_on:
        words = _("The last day is before the notice. Check both dates.")
        found.append(Finding("before_notice", words, field="last_day"))
    elif last_day < today:
        words = _(
            "This day has passed. Enter today or a later day. If all work has ended already, end the partnership."
        )
        found.append(Finding("past", words, field="last_day"))
    if own_end and own_end < today:
        words = _("The term ended on %(day)s: there is nothing to terminate.") % {"day": display_date(own_end)}
        found.append(Finding("lapsed", words, field="last_day"))
    elif own_end and last_day > own_end:
        words = _("The agreement itself ends on %(day)s. Enter that day or an earlier one.")
        found.append(Finding("after_end", words % {"day": display_date(own_end)}, field="last_day"))
    if not found:
        found += early_findings(last_day, earliest, early_reason, "early_reason")
    return found
