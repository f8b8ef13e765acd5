"""When a notice takes effect, in words: each step that leads to the day; and what bars an earlier one (A16)."""

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.findings import Finding

from .notice import FIRST, FIXED, RENEWAL, DecideBy, EarliestEnd
from .vocabulary import NoticeEnd


def steps_to(found: EarliestEnd, to_end_of: str) -> list[str]:
    """How the day is worked out, a sentence each."""
    said = [
        _("Notice given on %(given)s runs until %(day)s.")
        % {"given": display_date(found.given_on), "day": display_date(found.runs_until)}
    ]
    if to_end_of:
        words = {
            NoticeEnd.MONTH: _("It takes effect at the end of the month: %(day)s."),
            NoticeEnd.QUARTER: _("It takes effect at the end of the quarter: %(day)s."),
            NoticeEnd.YEAR: _("It takes effect at the end of the calendar year: %(day)s."),
        }
        said.append(words[NoticeEnd(to_end_of)] % {"day": display_date(found.rounded)})
    bound = {
        FIXED: _("The agreement itself ends before that, on %(day)s."),
        FIRST: _("The agreement does not end before %(day)s."),
        RENEWAL: _("The agreement is renewed automatically, and the term that runs then ends on %(day)s."),
    }.get(found.bound_by)
    if bound:
        said.append(bound % {"day": display_date(found.day)})
    return said


def early_findings(
    last_day: datetime.date, earliest: datetime.date | None, reason: str, field: str
) -> Iterator[Finding]:
    """An earlier day than the notice period allows is agreed by the parties, and its reason is kept."""
    if earliest and last_day < earliest and not reason.strip():
        words = _(
            "By the notice period, the last day is %(day)s at the earliest. Enter that day or a later one, or state "
            "here why an earlier day applies."
        )
        yield Finding("before_notice_ends", words % {"day": display_date(earliest)}, field=field)


def decide_words(found: DecideBy) -> str:
    day = {"day": display_date(found.end)}
    if found.is_renewal:
        return _("Last day to give notice: else the agreement is renewed automatically after %(day)s") % day
    return _("Last day on which notice still takes effect before the agreement ends on %(day)s") % day
