"""Three sentences on what to talk about: the widest disagreement, the lowest, and what changed most (R6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.rules.health_words import Scale

from .counting import Line, Outcome
from .ingredients import BY_NUMBER

GAP = Decimal("0.5")  # between two groups, from which they are named


def tenths(mean: Decimal) -> str:
    """“3.0”, with the reader’s own decimal sign: an average, and no count."""
    return number_format(mean, decimal_pos=1)


@dataclass(frozen=True)
class Point:
    """`number`: the ingredient it is about."""

    number: int
    title: str
    detail: str


def points(outcome: Outcome, names: Mapping[str, str]) -> list[Point]:
    """`names`: the groups in words. Nothing where too few answered."""
    lines = [line for line in outcome.by_spread if line.mean is not None]
    if not lines:
        return []
    return [_disagreement(lines[0], names), _lowest(lines, names), _change(lines)]


def _low(line: Line) -> tuple[Decimal, int]:
    return (line.mean, line.number)


def _label(line: Line) -> str:
    return str(BY_NUMBER[line.number].label)


def _disagreement(line: Line, names: Mapping[str, str]) -> Point:
    if not line.spread:
        return Point(line.number, _("All agree on every ingredient."), _("Each was answered in the same way by all."))
    wide = _("Answers differ widely on “%(what)s”.")
    small = _("Answers differ most on “%(what)s”, but not widely.")
    return Point(line.number, (wide if line.is_wide else small) % {"what": _label(line)}, _apart(line, names))


def _apart(line: Line, names: Mapping[str, str]) -> str:
    """The two groups that are farthest apart; how many gave each answer where no groups are."""
    ranked = sorted(line.groups, key=lambda key: (line.groups[key], key))
    if ranked and line.groups[ranked[-1]] - line.groups[ranked[0]] >= GAP:
        text = _("%(high)s: %(high_mean)s, %(high_word)s. %(low)s: %(low_mean)s, %(low_word)s.")
        high, low = line.groups[ranked[-1]], line.groups[ranked[0]]
        return text % {
            "high": names[ranked[-1]],
            "high_mean": tenths(high),
            "high_word": near(high),
            "low": names[ranked[0]],
            "low_mean": tenths(low),
            "low_word": near(low),
        }
    return steps_in_words(line)


def steps_in_words(line: Line) -> str:
    """“Not yet: 1. Partly: 2. Mostly: 4. Fully: 0.”"""
    pair = _("%(answer)s: %(count)s.")
    return " ".join(
        pair % {"answer": label, "count": number} for label, number in zip(Scale.labels, line.steps, strict=True)
    )


def near(mean: Decimal) -> str:
    """The word of the scale that an average is closest to, in small letters within a sentence."""
    return str(Scale(int(mean + Decimal("0.5"))).label).lower()


def _lowest(lines: list[Line], names: Mapping[str, str]) -> Point:
    line = min(lines, key=_low)
    title = _("“%(what)s” has the lowest average.") % {"what": _label(line)}
    detail = _("%(mean)s: closest to “%(word)s”.") % {"mean": tenths(line.mean), "word": near(line.mean)}
    if line.groups:
        lowest = min(line.groups, key=lambda key: (line.groups[key], key))
        if line.mean - line.groups[lowest] >= GAP:
            said = _("%(group)s: %(mean)s.") % {"group": names[lowest], "mean": tenths(line.groups[lowest])}
            detail = f"{detail} {said}"
    return Point(line.number, title, " ".join([detail, *_as_others(line, lines)]))


def _as_others(line: Line, lines: list[Line]) -> Iterator[str]:
    """That it is not alone with its average, as this is shown."""
    others = sum(tenths(each.mean) == tenths(line.mean) for each in lines) - 1
    if others:
        words = ngettext(
            "%(count)s other ingredient has the same average.",
            "%(count)s other ingredients have the same average.",
            others,
        )
        yield words % {"count": others}


def _change(lines: list[Line]) -> Point:
    """The biggest change; with nothing to compare with, what is strongest."""
    compared = [line for line in lines if line.change is not None]
    if not compared:
        best = max(lines, key=lambda line: (line.mean, -line.number))
        title = _("“%(what)s” has the highest average.") % {"what": _label(best)}
        words = _("%(mean)s: closest to “%(word)s”. The next check will show what has changed.")
        detail = words % {"mean": tenths(best.mean), "word": near(best.mean)}
        return Point(best.number, title, " ".join([detail, *_as_others(best, lines)]))
    most = max(compared, key=lambda line: (not line.is_same, abs(line.change), line.change < 0, -line.number))
    detail = _("From %(before)s to %(now)s.") % {
        "before": tenths(most.before),
        "now": tenths(most.mean),
    }
    if most.is_same:
        title = _("Little has changed since the last check.")
        return Point(most.number, title, _("Most: “%(what)s”. %(change)s") % {"what": _label(most), "change": detail})
    better = _("“%(what)s” is better than at the last check.")
    worse = _("“%(what)s” is worse than at the last check.")
    return Point(most.number, (better if most.change > 0 else worse) % {"what": _label(most)}, detail)
