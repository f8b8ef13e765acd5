"""When a review is due (R1, R9): the rhythm, the twelve months that no path undercuts, the closing review. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import add_months, display_date, months_between
from pes_partnerships.lib.findings import Finding

MOST_MONTHS = 12  # R1: at least one review a year
CLOSING_DAYS = 30  # from the last day to the closing review: final values and the protocol need some weeks


class TooFarApart(ValueError):
    """R1: more than twelve months would lie between two reviews; the text says between which days."""


def refuse_months(every_months: int) -> None:
    if not 1 <= every_months <= MOST_MONTHS:
        raise TooFarApart(
            _("There would be %(months)s months between two reviews. The maximum is twelve.") % {"months": every_months}
        )


def refuse_late_start(first_on: date, today: date) -> None:
    """R1: reviews that nobody agreed in writing begin within a year, too."""
    if first_on > latest_due(today):
        raise TooFarApart(
            _("The first review must be no later than %(latest)s, twelve months from today.")
            % {"latest": display_date(latest_due(today))}
        )


def latest_due(since: date) -> date:
    """The last day on which the next review may be due; `since`: the last one, or the day the agreement took force.

    From the last day of a month to the last day of that month: 29 February comes back in its year.
    """
    day = add_months(since, MOST_MONTHS)
    return end_of_month(day) if since == end_of_month(since) else day


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def refuse_too_far(due_on: date, since: date | None) -> None:
    """What each writer of a review's day asks: the annual floor holds whatever path led there."""
    if since and due_on > latest_due(since):
        raise TooFarApart(f"{due_on} lies more than {MOST_MONTHS} months after {since}")


def first_due(*, asked_for: date | None, in_force_on: date, every_months: int) -> date:
    """The first review: the day the agreement names, else one rhythm on; never more than twelve months on."""
    refuse_months(every_months)
    wanted = asked_for if asked_for and asked_for > in_force_on else add_months(in_force_on, every_months)
    return min(wanted, latest_due(in_force_on))


def anchor_day(*, asked_for: date | None, in_force_on: date) -> date:
    """The day from which the rhythm counts: 31 August stays the 31st after a February."""
    return asked_for if asked_for and asked_for > in_force_on else in_force_on


def day_of_rhythm(*, anchor_on: date, every_months: int, not_before: date) -> date:
    """The first day of a rhythm that is not before another day."""
    steps = months_between(anchor_on, not_before) // every_months - 1
    while (day := add_months(anchor_on, steps * every_months)) < not_before:
        steps += 1
    return day


def next_due(*, anchor_on: date, held_on: date, every_months: int) -> date:
    """The review after one that was held on `held_on`.

    The first day of the rhythm that leaves at least half of it, so that a review held somewhat early or late moves
    nothing; where twelve months are over before, their last day.
    """
    refuse_months(every_months)
    kept = next_of_rhythm(anchor_on=anchor_on, held_on=held_on, every_months=every_months)
    return min(kept, latest_due(held_on))


def next_of_rhythm(*, anchor_on: date, held_on: date, every_months: int) -> date | None:
    """As next_due, of what has no such limit: reports, meetings, evaluations; None of what happens once."""
    if not every_months:
        return None
    half_a_rhythm = timedelta(days=every_months * 15)
    return day_of_rhythm(anchor_on=anchor_on, every_months=every_months, not_before=held_on + half_a_rhythm)


def due_after_held_before(*, anchor_on: date, held_on: date, every_months: int, today: date) -> date:
    """The review after one that was held before it was entered: a day of the rhythm that still lies ahead."""
    half_a_rhythm = timedelta(days=every_months * 15)
    ahead = max(held_on + half_a_rhythm, today)
    kept = day_of_rhythm(anchor_on=anchor_on, every_months=every_months, not_before=ahead)
    return min(kept, latest_due(held_on))


def counts_for_rhythm(*, held_on: date, begins: date | None, today: date) -> bool:
    """Whether the next review follows from it: held under the text that governs, and not longer ago than a year."""
    return latest_due(held_on) >= today and (begins is None or held_on >= begins)


def closing_due(ends_on: date) -> date:
    """R9: the closing review of an agreement whose last day is `ends_on`."""
    return ends_on + timedelta(days=CLOSING_DAYS)


def was_over_before(*, ends_on: date | None, today: date) -> bool:
    """Whether even the closing review of a text would have been due before today, when the text is recorded."""
    return ends_on is not None and closing_due(ends_on) < today


@dataclass(frozen=True)
class Coming:
    """An occurrence that is to be planned."""

    due_on: date
    is_closing: bool = False


def coming(*, due_on: date, ends_on: date | None, today: date, closes: bool = False) -> Coming:
    """What is planned where a usual review would be due on `due_on`: where the agreement is over before, its closing
    review, which is never due in the past. `closes`: so it was decided, though the last day is not known yet."""
    if ends_on is not None and due_on > ends_on:
        return Coming(max(closing_due(ends_on), today), is_closing=True)
    return Coming(due_on, is_closing=closes)


def move_findings(
    *,
    due_on: date,
    last_held_on: date | None,
    in_force_on: date | None,
    today: date,
    ends_on: date | None = None,
    is_closing: bool = False,
) -> list[Finding]:
    """What speaks against moving a review to `due_on`; `in_force_on` counts where none was held yet.

    `ends_on`: the last day of the agreement, as far as it is known.
    """
    findings = []
    since = last_held_on or in_force_on
    if due_on < today:
        findings.append(Finding("past", _("This day is in the past. Enter today or a later day."), field="due_on"))
    if since and due_on > latest_due(since):
        reason = (
            _("The last review was on %(since)s: the next must be no later than %(latest)s, twelve months later.")
            if last_held_on
            else _("The agreement entered into force on %(since)s: its first review must be no later than %(latest)s.")
        )
        days = {"since": display_date(since), "latest": display_date(latest_due(since))}
        findings.append(Finding("too_far", reason % days, field="due_on"))
    if ends_on and not is_closing and due_on > ends_on:
        title = _("The agreement is in force until %(last)s. Choose that day or an earlier one.")
        findings.append(Finding("after_end", title % {"last": display_date(ends_on)}, field="due_on"))
    if ends_on and is_closing and due_on <= ends_on:
        title = _("This is the closing review. The agreement is in force until %(last)s; choose a later day.")
        findings.append(Finding("before_end", title % {"last": display_date(ends_on)}, field="due_on"))
    return findings
