"""Warnings about objectives: too easy, worse than before, not measured, no longer fitting (O6, O2)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.objectives.rules.targets import LESS_IS_BETTER, MORE_IS_BETTER, meets, value_words
from pes_partnerships.lib.dates import add_months, display_date, months_between
from reviews.shared.rules import rhythm_words, rounded

from .facts import ObjectiveFacts, PartnershipFacts, Value, Warned

EARLY_DAYS = 180  # a target that is met in its last half year was not set too low
PERIODS = 2
TREND_DAYS = 180  # two values that lie nearer to each other make no trend


def met_early(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """A target to reach that was met by the first value, or with half its time left, and still is."""
    for each in facts.objectives:
        if _is_open(each, today) and each.comparator in MORE_IS_BETTER and (first := _first_met(each)):
            left = (each.due - first.on).days
            start = facts.starts_on or each.values[0].on
            at_once = first == each.values[0]
            if left >= EARLY_DAYS and (at_once or 2 * left >= (each.due - start).days):
                yield _warned(
                    "met_early", each, _("Objective %(number)s was met very early."), _early(each, first, left)
                )


def _early(each: ObjectiveFacts, first: Value, days: int) -> str:
    months = max(1, months_between(first.on, each.due))
    words = ngettext(
        "The target is %(target)s by %(due)s; on %(day)s the value was %(value)s, %(months)s month before.",
        "The target is %(target)s by %(due)s; on %(day)s the value was %(value)s, %(months)s months before.",
        months,
    )
    said = {"due": display_date(each.due), "day": display_date(first.on), "months": months}
    target, value = value_words(each.target, each.unit), value_words(first.number, each.unit)
    return words % {**said, "target": target, "value": value}


def _first_met(each: ObjectiveFacts) -> Value | None:
    """The value that met the target first, where the latest one still does."""
    known = [value for value in each.values if value.number is not None]
    if each.target is None or not known or not meets(each.comparator, known[-1].number, each.target):
        return None
    return next(value for value in known if meets(each.comparator, value.number, each.target))


def _is_open(each: ObjectiveFacts, today: date) -> bool:
    return each.due is not None and each.due >= today


def target_below_baseline(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """The target asks for nothing better than what there was before the partnership."""
    for each in facts.objectives:
        if each.target is None or each.baseline is None or each.adds_up or (each.due and each.due < today):
            continue
        compared = each.comparator in (*MORE_IS_BETTER, *LESS_IS_BETTER)
        if compared and meets(each.comparator, each.baseline, each.target):
            said = {
                "target": value_words(each.target, each.unit),
                "baseline": value_words(each.baseline, each.unit),
            }
            text = _("The target is %(target)s, and before the partnership it was %(baseline)s already.") % said
            yield _warned("target_below_baseline", each, _("Objective %(number)s asks for no improvement."), text)


def below_trend(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """The target asks for no more than what comes if all goes on as before; one value alone makes no trend."""
    for each in facts.objectives:
        coming = _trend(each) if _is_open(each, today) else None
        if coming is None or (each.baseline is not None and meets(each.comparator, each.baseline, each.target)):
            continue  # a baseline that meets the target has a check of its own
        first, last = each.before[0], each.before[-1]
        better = last.number > first.number if each.comparator in MORE_IS_BETTER else last.number < first.number
        if better and meets(each.comparator, coming, each.target):
            yield _warned(
                "below_trend", each, _("Objective %(number)s asks for no more than the trend."), _rise(each, coming)
            )


def _trend(each: ObjectiveFacts) -> Decimal | None:
    """The value on the day of the target, on the line from the first to the last value before; None without one."""
    compared = each.comparator in (*MORE_IS_BETTER, *LESS_IS_BETTER)
    if each.target is None or each.due is None or each.adds_up or not compared or len(each.before) < 2:
        return None
    first, last = each.before[0], each.before[-1]
    span = (last.on - first.on).days
    if span < TREND_DAYS or last.on >= each.due:
        return None
    return last.number + (last.number - first.number) * (each.due - last.on).days / span


def _rise(each: ObjectiveFacts, coming: Decimal) -> str:
    first, last = each.before[0], each.before[-1]
    words = _(
        "It was %(first)s on %(first_day)s and %(last)s on %(last_day)s. If that goes on, it is %(coming)s on %(due)s; "
        "the target is %(target)s."
    )
    return words % {
        "first": value_words(first.number, each.unit),
        "first_day": display_date(first.on),
        "last": value_words(last.number, each.unit),
        "last_day": display_date(last.on),
        "coming": value_words(rounded(coming, "%"), each.unit),
        "due": display_date(each.due),
        "target": value_words(each.target, each.unit),
    }


def worse_than_before(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """The latest value is on the wrong side of the baseline."""
    for each in facts.objectives:
        latest = each.values[-1] if each.values else None
        if latest is None or latest.number is None or each.baseline is None or each.adds_up:
            continue
        fell = each.comparator in MORE_IS_BETTER and latest.number < each.baseline
        grew = each.comparator in LESS_IS_BETTER and latest.number > each.baseline
        if fell or grew:
            said = {
                "day": display_date(latest.on),
                "value": value_words(latest.number, each.unit),
                "baseline": value_words(each.baseline, each.unit),
            }
            text = _("On %(day)s the value was %(value)s; before the partnership it was %(baseline)s.") % said
            yield _warned("worse_than_before", each, _("Objective %(number)s is worse than before."), text)


def not_measured(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """Two periods have passed without a value of an objective that is measured and not over."""
    for each in facts.objectives:
        until = measured_until(facts, each)
        if until is None or today <= until or (each.due and each.due < today):
            continue
        if each.values:
            text = _("The latest value is dated %(day)s; a value is expected %(rhythm)s.")
            said = {"day": display_date(each.values[-1].on)}
        else:
            text = _("No value has been entered since %(day)s; a value is expected %(rhythm)s.")
            said = {"day": display_date(facts.starts_on)}
        text = text % {**said, "rhythm": rhythm_words(each.period_months)}
        yield _warned("not_measured", each, _("Objective %(number)s has not been measured for two periods."), text)


def measured_until(facts: PartnershipFacts, each: ObjectiveFacts) -> date | None:
    """The last day on which nothing is amiss."""
    last = each.values[-1].on if each.values else facts.starts_on
    return add_months(last, PERIODS * each.period_months) if last and each.is_measured else None


def no_longer_fits(facts: PartnershipFacts, today: date) -> Iterator[Warned]:
    """The latest confirmed review says that an objective of the text no longer fits what the clients need."""
    for each in facts.objectives:
        if each.no_longer_fits_on:
            said = {"day": display_date(each.no_longer_fits_on)}
            text = _("The review of %(day)s found that it no longer fits what the clients need.") % said
            yield _warned("no_longer_fits", each, _("Objective %(number)s no longer addresses the challenge."), text)


def days(facts: PartnershipFacts) -> Iterator[date]:
    """Days on which time alone may bring one of these, or take it away."""
    for each in facts.objectives:
        if each.due:
            yield each.due + timedelta(days=1)
        if until := measured_until(facts, each):
            yield until + timedelta(days=1)


def _warned(code: str, each: ObjectiveFacts, title: str, text: str) -> Warned:
    detail = _("“%(title)s”: %(text)s") % {"title": each.title, "text": text}
    return Warned(code, title % {"number": each.number}, detail, about=each.lineage, key=each.key)
