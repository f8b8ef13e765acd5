"""When the reminders of a review are due (N1, N2). Days and moments in, moments out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.translation import gettext as _

from pes_partnerships.lib.findings import Finding
from reviews.rules.vocabulary import SeriesKind

REMINDER_TIME = time(7)
MOST_LEAD_TIMES, EARLIEST_LEAD, LATEST_LEAD = 10, 365, -60


# Days before the due date of what is planned beside the reviews (R2, R5, R7); reviews have those of their service.
LEADS = {
    SeriesKind.PERFORMANCE: (30, 7, 0, -7),
    SeriesKind.STATISTICAL_REPORT: (7, 0, -7),
    SeriesKind.EXTERNAL_EVALUATION: (60, 14, 0, -14),
    SeriesKind.BEFORE_RENEWAL: (60, 30, 7, 0, -7),
    SeriesKind.MEETING: (7, 1),
}
# decided, not counted: the office that enters figures is not asked
OF_MANAGERS = (SeriesKind.EXTERNAL_EVALUATION, SeriesKind.BEFORE_RENEWAL)


def leads_of(kind: str, of_reviews: Sequence[int]) -> Sequence[int]:
    """`of_reviews`: the lead times that a service has chosen for its reviews."""
    return of_reviews if kind == SeriesKind.REVIEW else LEADS[SeriesKind(kind)]


def farthest_lead(of_reviews: Sequence[int]) -> int:
    return max(max(each, default=0) for each in (of_reviews, *LEADS.values()))


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
