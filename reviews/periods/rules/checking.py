"""A period before it is confirmed: in which steps its values run, and what bars the confirmation (G5). Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.findings import Finding
from reviews.rules.periods import MONTH, MONTHS, STEPS, YEAR, period_of, period_words, shifted, step_of

BLOCKING, ADVICE = "blocking", "advice"


@dataclass(frozen=True)
class PeriodFacts:
    """`covered_by`: a confirmed period that holds this one, or is it."""

    period: PartialDate
    values: int = 0
    missing: int = 0
    estimates: int = 0
    unproven: int = 0
    covered_by: PartialDate | None = None


def runs_in(days: Iterable[PartialDate], usual: str = YEAR) -> str:
    """Month, quarter or year: in which of them most values come, the shorter where two are level."""
    counted = Counter(step for each in days if (step := step_of(each)))
    return max(STEPS, key=lambda step: (counted[step], -MONTHS[step])) if counted else usual


def parts_of(period: PartialDate, step: str) -> list[PartialDate]:
    """The months or quarters of a period; the period itself where it is no longer than the step."""
    own = step_of(period) or MONTH
    if MONTHS[step] >= MONTHS[own]:
        return [period]
    first = period_of(period.earliest(), step)
    return [shifted(first, step, place) for place in range(MONTHS[own] // MONTHS[step])]


def obstacles(facts: PeriodFacts, today: date) -> list[Finding]:
    """What bars the confirmation."""
    words = period_words(facts.period)
    if facts.covered_by:
        if facts.covered_by == facts.period:
            return [Finding("confirmed", _("%(period)s is confirmed already.") % {"period": _capital(words)})]
        title = _("%(period)s is confirmed already, as a part of %(longer)s.")
        said = {"period": _capital(words), "longer": period_words(facts.covered_by)}
        return [Finding("confirmed", title % said)]
    if facts.period.latest() >= today:
        title = _("%(period)s is not over yet. It can be confirmed after %(day)s.")
        return [Finding("not_over", title % {"period": _capital(words), "day": display_date(facts.period.latest())})]
    if not facts.values:
        title = _("%(period)s has no value to confirm. Enter its values first.")
        return [Finding("empty", title % {"period": _capital(words)})]
    return []


def advice(facts: PeriodFacts) -> list[str]:
    """What to look at before confirming; none of it bars it."""
    found = []
    if facts.missing:
        words = ngettext("%(count)s value is missing", "%(count)s values are missing", facts.missing)
        found.append(words % {"count": facts.missing})
    if facts.estimates:
        words = ngettext("%(count)s value is an estimate", "%(count)s values are estimates", facts.estimates)
        found.append(words % {"count": facts.estimates})
    if facts.unproven:
        words = ngettext("%(count)s value has no proof", "%(count)s values have no proof", facts.unproven)
        found.append(words % {"count": facts.unproven})
    return found


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
