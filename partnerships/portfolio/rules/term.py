"""What a status means for time, in words that stand beside its tag in the portfolio."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.rules.lifecycle import AgreementStatus, PartnershipStatus
from partnerships.rules.vocabulary import AgreementKind
from pes_partnerships.lib.dates import PartialDate, display_date


@dataclass(frozen=True)
class Term:
    """How long a partnership lasts: its governing version, and the version on the way."""

    status: str
    has_governing: bool = False
    is_open_ended: bool = False
    ends: PartialDate | None = None
    ended_on: datetime.date | None = None
    ending_on: datetime.date | None = None  # its end is decided for this day
    cut_short: datetime.date | None = None  # the last day after a notice, where it is not that of the text
    coming_kind: str = ""
    coming_status: str = ""


def time_words(term: Term) -> str:
    """“ends 31 December 2026; renewal in draft”, “open-ended”, “no agreement yet”."""
    if term.status == PartnershipStatus.ENDED:
        return _("on %(day)s") % {"day": display_date(term.ended_on)}
    if term.ending_on:
        return _("on %(day)s") % {"day": display_date(term.ending_on)}
    parts = [_end_words(term), _coming_words(term)]
    return "; ".join(part for part in parts if part) or _("no agreement yet")


def _end_words(term: Term) -> str:
    if not term.has_governing:
        return ""
    if term.cut_short:
        day = {"day": display_date(term.cut_short)}
        return (
            _("ended %(day)s") % day if term.status == PartnershipStatus.LAPSED else _("in notice, ends %(day)s") % day
        )
    if term.ends:
        day = {"day": term.ends.display()}
        return _("ended %(day)s") % day if term.status == PartnershipStatus.LAPSED else _("ends %(day)s") % day
    return _("open-ended") if term.is_open_ended else _("no end date stated")


def _coming_words(term: Term) -> str:
    if not term.coming_kind:
        return ""
    kind = str(AgreementKind(term.coming_kind).label)
    if term.coming_status == AgreementStatus.DRAFT:
        return _("%(kind)s in draft") % {"kind": kind.lower() if term.has_governing else kind}
    if term.coming_status == AgreementStatus.SIGNED:
        return _("%(kind)s signed, not yet in force") % {"kind": kind}
    return _("%(kind)s sent for signature") % {"kind": kind}
