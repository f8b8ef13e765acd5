"""What prevents an end on the day that was entered (R9, A16)."""

import datetime

from django.utils.translation import gettext as _

from partnerships.rules.notice_words import early_findings
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding


def ending_findings(
    *,
    ends_on: datetime.date,
    since: datetime.date | None,
    own_end: datetime.date | None,
    notice_until: datetime.date | None,
    is_out: bool,
    today: datetime.date,
    earliest: datetime.date | None = None,
    notice_note: str = "",
) -> list[Finding]:
    """Each at its field.

    `since`: the first day on which the agreement governs; `own_end`: its last day by the text; `notice_until`: the
    last day by a notice that runs; `earliest`: the first last day by the notice period, where that is known in
    numbers; `notice_note`: how notice was given, or that all parties agree; `is_out`: a version is with its
    signatories, or signed and waiting for its day.
    """
    found = []
    if is_out:
        words = _("A version has been sent for signature. Recall it first, or wait until all parties have signed.")
        found.append(Finding("out", words))
    if since and ends_on < since:
        words = _("The agreement has been in force since %(day)s. Enter that day or a later one.")
        found.append(Finding("before_force", words % {"day": display_date(since)}, field="ended_on"))
    if notice_until and notice_until >= today and ends_on > notice_until:
        words = _("Notice has been given: the agreement ends on %(day)s. Enter that day or an earlier one.")
        found.append(Finding("after_notice", words % {"day": display_date(notice_until)}, field="ended_on"))
    elif own_end and own_end >= today and ends_on > own_end:
        words = _("The agreement itself ends on %(day)s. Enter that day or an earlier one.")
        found.append(Finding("after_end", words % {"day": display_date(own_end)}, field="ended_on"))
    if not found:
        by_notice = notice_until if earliest and notice_until else earliest
        found += early_findings(ends_on, by_notice, notice_note, "notice_note")
    return found


def move_findings(
    *,
    to: datetime.date,
    now: datetime.date,
    latest: datetime.date | None,
    today: datetime.date,
    earliest: datetime.date | None = None,
    notice_note: str = "",
) -> list[Finding]:
    """A last day is moved to another one that has not passed, and not beyond the agreement itself.

    `earliest`: the first last day by the notice period, counted from the day of the decision; an earlier one takes
    `notice_note`.
    """
    if to == now:
        return [Finding("same", _("This is the last day already. Enter another day."), field="ends_on")]
    if to < today:
        return [Finding("past", _("This day has passed. Enter today or a later day."), field="ends_on")]
    if latest and to > latest:
        words = _("The agreement itself ends on %(day)s. Enter that day or an earlier one.")
        return [Finding("after_end", words % {"day": display_date(latest)}, field="ends_on")]
    return list(early_findings(to, earliest, notice_note, "notice_note")) if to < now else []
