"""The term of an agreement in words: a date with its bound, a length, open-ended, or not stated (A7, A20)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.drafting.rules.text import AgreementText
from partnerships.rules.vocabulary import DateBound, NoticeEnd, NoticeUnit
from pes_partnerships.lib.dates import PartialDate, display_when
from pes_partnerships.lib.text import escape_markdown as plain


def bounded(day: PartialDate, bound: str) -> str:
    """“31 December 2027”, “not before 2027”, “no later than May 2027”; empty for no date."""
    if not day:
        return ""
    words = {
        DateBound.NOT_BEFORE: _("not before %(day)s"),
        DateBound.NOT_LATER: _("no later than %(day)s"),
        DateBound.AFTER: _("after %(day)s"),
    }.get(bound)
    return words % {"day": day.display()} if words else day.display()


def when_words(day: PartialDate, bound: str) -> str:
    """The same as a part of a sentence: “on 31 December 2027”, “in May 2027”, “not before 2027”."""
    return bounded(day, bound) if bound else display_when(day)


def length_words(months: int) -> str:
    """Whole years as years: “three years” is how people agree."""
    if months % 12 == 0:
        return ngettext("%(count)s year", "%(count)s years", months // 12) % {"count": months // 12}
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}


def period_words(count: int, unit: str) -> str:
    """“3 months”, as a notice period is counted."""
    words = {
        NoticeUnit.DAYS: ngettext("%(count)s day", "%(count)s days", count),
        NoticeUnit.WEEKS: ngettext("%(count)s week", "%(count)s weeks", count),
        NoticeUnit.MONTHS: ngettext("%(count)s month", "%(count)s months", count),
        NoticeUnit.YEARS: ngettext("%(count)s year", "%(count)s years", count),
    }
    return words[NoticeUnit(unit)] % {"count": count}


def notice_length_words(text: AgreementText) -> str:
    """The sentence of the text that says its notice period in numbers; empty where it does not."""
    if not text.notice_count or not text.notice_unit:
        return ""
    length = {"length": period_words(text.notice_count, text.notice_unit.code)}
    return {
        NoticeEnd.MONTH: _("Notice is given %(length)s in advance and takes effect at the end of a month."),
        NoticeEnd.QUARTER: _("Notice is given %(length)s in advance and takes effect at the end of a quarter."),
        NoticeEnd.YEAR: _("Notice is given %(length)s in advance and takes effect at the end of a calendar year."),
    }.get(text.notice_to_end_of.code, _("Notice is given %(length)s in advance.")) % length


def renewal_words(text: AgreementText) -> str:
    if not text.renews_months:
        return ""
    words = _("It is then renewed for %(length)s each time, unless notice of termination takes effect before.")
    return words % {"length": length_words(text.renews_months)}


def ends_words(text: AgreementText) -> str:
    """The sentence of the text about its end; empty where nothing is known yet."""
    if text.ends:
        day = {"day": plain(text.ends.display()), "when": plain(display_when(text.ends))}
        return {
            DateBound.NOT_BEFORE: _("The agreement does not end before %(day)s."),
            DateBound.NOT_LATER: _("The agreement ends no later than %(day)s, unless it is renewed."),
            DateBound.AFTER: _("The agreement ends after %(day)s."),
        }.get(text.ends_bound.code, _("The agreement ends %(when)s, unless it is renewed.")) % day
    if text.term_months:
        length = {"length": length_words(text.term_months)}
        return _("The agreement lasts %(length)s from its entry into force, unless it is renewed.") % length
    if text.is_open_ended:
        said = _("The agreement is open-ended.")
        return f"{said} {plain(text.open_reason)}".strip() if text.open_reason else said
    return _("The parties do not state how long the agreement lasts.") if text.term_is_unstated else ""
