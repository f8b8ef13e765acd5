"""How completeness and timeliness are told: words first, a mark beside them (G5, O2). Pure."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import display_date

from .expected import IN_TIME, LATE, MISSING

KINDS = {IN_TIME: "success", LATE: "warning", MISSING: "error"}


def state_words(state: str, days_late: int, due_on: date) -> str:
    """“in time”, “12 days late”, “missing”, “due by 15 April 2026”."""
    if state == IN_TIME:
        return _("in time")
    if state == LATE:
        return ngettext("%(days)s day late", "%(days)s days late", days_late) % {"days": days_late}
    if state == MISSING:
        return _("missing")
    return _("due by %(day)s") % {"day": display_date(due_on)}


def share_words(count: int, total: int) -> str:
    """“3 of 4”; what was never due has no share."""
    return _("%(count)s of %(total)s") % {"count": count, "total": total} if total else _("none due yet")


def rule_words(days: int) -> str:
    words = ngettext(
        "Values are in time when they are entered within %(days)s day after the end of their period.",
        "Values are in time when they are entered within %(days)s days after the end of their period.",
        days,
    )
    return words % {"days": days}
