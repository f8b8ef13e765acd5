"""May one party leave while the others go on: every reason against it, and what to check before (R9, A5)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.rules.notice_words import early_findings
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import ADVICE, Finding

FEWEST = 2  # parties without whom there is no agreement


@dataclass(frozen=True)
class Leaving:
    """A party and the others of its text; `kinds`: the kind of each of those who remain."""

    is_lead: bool
    kind: str
    kind_label: str
    others: Sequence[str]  # the kind of each party that remains


def dates_findings(
    *,
    notice_on: datetime.date,
    last_day: datetime.date,
    since: datetime.date | None,
    ends: datetime.date | None,
    today: datetime.date,
    earliest: datetime.date | None = None,
    early_reason: str = "",
) -> list[Finding]:
    """Each at its field. `ends`: the last day of the agreement itself, by its words or by notice.

    `earliest`: the first last day by the notice period, where that is known in numbers.
    """
    found = []
    if since and notice_on < since:
        words = _("The agreement has been in force since %(day)s. Enter that day or a later one.")
        found.append(Finding("before_force", words % {"day": display_date(since)}, field="notice_on"))
    if last_day < notice_on:
        words = _("The last day is before the notice. Check both dates.")
        found.append(Finding("before_notice", words, field="last_day"))
    elif last_day < today:
        words = _("This day has passed. Enter today or a later day.")
        found.append(Finding("past", words, field="last_day"))
    elif ends and last_day > ends:
        words = _("The agreement itself ends on %(day)s. Enter that day or an earlier one.")
        found.append(Finding("after_end", words % {"day": display_date(ends)}, field="last_day"))
    if not found:
        found += early_findings(last_day, earliest, early_reason, "early_reason")
    return found


def survival_findings(leaving: Leaving) -> list[Finding]:
    """What bars the others from going on, and what the text has to allow."""
    found = []
    if len(leaving.others) < FEWEST:
        found.append(
            Finding(
                "too_few",
                _("Fewer than two parties would remain: the agreement ends for all."),
                _("Record a notice of termination, or end the partnership."),
                field="party",
            )
        )
    elif leaving.kind and leaving.kind not in leaving.others:
        words = _("No other party of this kind would remain: %(kind)s.") % {"kind": leaving.kind_label}
        detail = _("Check whether the text lets the agreement continue without one.")
        found.append(Finding("last_of_kind", words, detail, severity=ADVICE))
    if leaving.is_lead:
        words = _("The lead partner leaves.")
        found.append(Finding("lead", words, _("An amendment names another lead partner."), severity=ADVICE))
    return found
