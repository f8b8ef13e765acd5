"""Which rhythms fit a partnership beside its reviews: proposed with a reason, never planned unasked (R1, R2, R5, R7).

Shorter rhythms by model and objectives: PAPER 7.7; external evaluation: PARES; quarterly meetings: GUIDE 7.1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.rules.model_choice import Model
from pes_partnerships.lib.dates import add_months, display_date, months_between
from reviews.rules.vocabulary import SeriesKind

LONG_TERM = 36  # months from which on an external evaluation is proposed
BEFORE_END = 6


@dataclass(frozen=True)
class Around:
    """What the proposals rest on; `counted`: objectives counted by period; `ends_on`: None where it is open."""

    model: str = ""
    counted: int = 0
    since: date | None = None
    ends_on: date | None = None
    is_written: bool = True  # an agreement is in force
    today: date = date.min


@dataclass(frozen=True)
class Rhythm:
    """`every_months`: 0 for what happens once."""

    kind: str
    every_months: int
    first_on: date
    reason: str


def proposed_rhythms(around: Around, *, running: frozenset[str] = frozenset()) -> list[Rhythm]:
    """Without the kinds that are running already."""
    return [each for each in _fitting(around) if each.kind not in running]


def _fitting(around: Around) -> Iterator[Rhythm]:
    if not around.is_written:
        reason = _("No agreement is in force. An informal partnership is reviewed at least once a year, too.")
        yield _every(12, SeriesKind.REVIEW, reason, around)
    if around.counted:
        months = 1 if around.model == Model.SUBCONTRACTED else 3
        reason = ngettext(
            "%(count)s objective is counted over time: figures between the reviews show its course.",
            "%(count)s objectives are counted over time: figures between the reviews show their course.",
            around.counted,
        )
        yield _every(months, SeriesKind.STATISTICAL_REPORT, reason % {"count": around.counted}, around)
    if around.model == Model.SUBCONTRACTED:
        reason = _("Volumes and payment depend on performance, which is looked at twice a year.")
        yield _every(6, SeriesKind.PERFORMANCE, reason, around)
    if around.model in (Model.AGILE, Model.CO_CONSTRUCTED):
        yield _every(3, SeriesKind.MEETING, _("The partners steer it together: a meeting each quarter."), around)
    if around.model == Model.SUPPORTIVE:
        yield _every(6, SeriesKind.MEETING, _("Members of a network meet twice a year."), around)
    yield from _of_the_term(around)


def _of_the_term(around: Around) -> Iterator[Rhythm]:
    since, ends_on = around.since, around.ends_on
    if not around.is_written or since is None:
        return
    if ends_on is None or months_between(since, ends_on) >= LONG_TERM:
        reason = _("It runs for three years or longer. Someone from outside sees what those inside no longer notice.")
        yield _every(LONG_TERM, SeriesKind.EXTERNAL_EVALUATION, reason, around)
    if ends_on and ends_on > around.today + timedelta(days=1):
        day = max(add_months(ends_on, -BEFORE_END), around.today + timedelta(days=1))
        reason = _("The agreement ends on %(day)s. Whether and how to renew it is decided in good time.")
        yield Rhythm(SeriesKind.BEFORE_RENEWAL, 0, day, reason % {"day": display_date(ends_on)})


def _every(months: int, kind: str, reason: str, around: Around) -> Rhythm:
    return Rhythm(kind, months, add_months(around.today, months), reason)
