"""When a review is due, and when its reminders are (R1, N1, N2). Days and moments in, days and moments out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import add_months, display_date
from pes_partnerships.lib.findings import Finding

MOST_MONTHS = 12  # R1: at least one review a year
REMINDER_TIME = time(7)
MOST_LEAD_TIMES, EARLIEST_LEAD, LATEST_LEAD = 10, 365, -60


class TooFarApart(ValueError):
    """R1: more than twelve months would lie between two reviews; the text says between which days."""


def refuse_months(every_months: int) -> None:
    if not 1 <= every_months <= MOST_MONTHS:
        raise TooFarApart(
            _("There would be %(months)s months between two reviews. The maximum is twelve.") % {"months": every_months}
        )


def first_due(*, asked_for: date | None, in_force_on: date, every_months: int) -> date:
    """The first review: the day the agreement names, else one rhythm on; never more than twelve months on."""
    refuse_months(every_months)
    wanted = asked_for if asked_for and asked_for > in_force_on else add_months(in_force_on, every_months)
    return min(wanted, add_months(in_force_on, MOST_MONTHS))


def next_due(*, due_on: date, held_on: date, every_months: int) -> date:
    """The review after one that was due and held on these days.

    The rhythm counts from the earlier of the two, so that it neither drifts nor leaves more than its months. After
    a review that was held very late it counts from the day it was held.
    """
    refuse_months(every_months)
    kept = add_months(min(due_on, held_on), every_months)
    half_a_rhythm = timedelta(days=every_months * 15)
    return kept if kept >= held_on + half_a_rhythm else add_months(held_on, every_months)


def move_findings(*, due_on: date, last_held_on: date | None, in_force_on: date | None, today: date) -> list[Finding]:
    """What speaks against moving a review to `due_on`; `in_force_on` counts where none was held yet."""
    findings = []
    since = last_held_on or in_force_on
    if due_on < today:
        findings.append(Finding("past", _("This day is in the past. Enter today or a later day."), field="due_on"))
    if since and due_on > add_months(since, MOST_MONTHS):
        reason = (
            _("The last review was on %(since)s: the next must be no later than %(latest)s, twelve months later.")
            if last_held_on
            else _("The agreement entered into force on %(since)s: its first review must be no later than %(latest)s.")
        )
        days = {"since": display_date(since), "latest": display_date(add_months(since, MOST_MONTHS))}
        findings.append(Finding("too_far", reason % days, field="due_on"))
    return findings


def lead_time_findings(lead_days: list[int]) -> list[Finding]:
    """N1: lead times that can be kept: whole days, distinct, not too many."""
    wrong = [days for days in lead_days if not LATEST_LEAD <= days <= EARLIEST_LEAD]
    checks = [
        ("none", not lead_days, _("Enter at least one lead time: without one, no reminders are sent.")),
        (
            "too_many",
            len(lead_days) > MOST_LEAD_TIMES,
            _("Name %(most)s lead times at most.") % {"most": MOST_LEAD_TIMES},
        ),
        ("twice", len(set(lead_days)) < len(lead_days), _("Each lead time can be used only once.")),
        (
            "out_of_range",
            bool(wrong),
            _("%(wrong)s: a lead time lies between %(earliest)s days before and %(latest)s days after the due date.")
            % {"wrong": ", ".join(map(str, wrong)), "earliest": EARLIEST_LEAD, "latest": -LATEST_LEAD},
        ),
    ]
    return [Finding(code, text, field="lead_days") for code, fails, text in checks if fails]


@dataclass(frozen=True)
class Moment:
    """One reminder of one review: how many days before the due date (negative: after it), and when exactly."""

    lead_days: int
    at: datetime

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(frozen=True)
class DueRounds:
    """What a sweep writes: the latest round that is due, and the earlier ones that it covers."""

    writes: Moment | None = None
    covers: tuple[Moment, ...] = ()


def moments(*, due_on: date, lead_days: Iterable[int], zone: tzinfo) -> list[Moment]:
    """Every reminder of a review, the earliest first, in the morning of the service's own time zone."""
    return sorted(
        (
            Moment(lead, datetime.combine(due_on - timedelta(days=lead), REMINDER_TIME, tzinfo=zone))
            for lead in set(lead_days)
        ),
        key=lambda moment: moment.day,
    )


def planned_moments(*, due_on: date, lead_days: Iterable[int], zone: tzinfo, planned_at: datetime) -> list[Moment]:
    """The reminders that a review gets. Those before it was planned were never due; but nobody may hear nothing:
    where all of them lie before, the last one stays."""
    every = moments(due_on=due_on, lead_days=lead_days, zone=zone)
    return [moment for moment in every if moment.at >= planned_at] or every[-1:]


def due_rounds(
    *,
    due_on: date,
    lead_days: Iterable[int],
    zone: tzinfo,
    planned_at: datetime,
    written: Iterable[int],
    now: datetime,
) -> DueRounds:
    """N2: which rounds are due at `now`: asked as "due <= now", so that an outage costs time, never a reminder.

    `written` are the lead times that have their round. After an outage the latest due round writes; the earlier ones
    are covered by it: two mails that say the same would help nobody.
    """
    planned = planned_moments(due_on=due_on, lead_days=lead_days, zone=zone, planned_at=planned_at)
    # a lead time that was added after its day is not made up for once a later reminder went out
    nearest_written = min(written, default=None)
    due = [
        moment
        for moment in planned
        if moment.at <= now and (nearest_written is None or moment.lead_days < nearest_written)
    ]
    return DueRounds(due[-1], tuple(due[:-1])) if due else DueRounds()
