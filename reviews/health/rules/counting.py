"""From sheets to what may be shown: averages, spread, change; nothing that fewer than three people said (R6)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from reviews.rules.health_words import Scale

from .ingredients import INGREDIENTS

FEWEST = 3  # answers that are shown apart
WIDE = Decimal("1.2")
LEAST_CHANGE = Decimal("0.15")
STEPS = tuple(Scale.values)


@dataclass(frozen=True)
class Sheet:
    """What one person sent: `answers` by ingredient, `group` the category of the organisation."""

    group: str
    answers: Mapping[int, int]


@dataclass(frozen=True)
class Line:
    """One ingredient. `steps`: how many gave each answer, from not yet to fully; `groups`: averages that may be shown.

    All of it is empty where too few answered. `spread`: how far apart two answers are on average.
    """

    number: int
    count: int = 0
    mean: Decimal | None = None
    spread: Decimal | None = None
    steps: tuple[int, ...] = ()
    groups: Mapping[str, Decimal] = field(default_factory=dict)
    before: Decimal | None = None
    change: Decimal | None = None  # None: no earlier check to compare with
    is_same: bool = False  # the change is too small to mean anything

    @property
    def is_wide(self) -> bool:
        return self.spread is not None and self.spread >= WIDE


@dataclass(frozen=True)
class Outcome:
    """`groups`: those that are shown apart, with their sheets; `unshown`: sheets that count in the total only."""

    sheets: int
    lines: tuple[Line, ...]
    groups: Mapping[str, int]
    unshown: int

    @property
    def has_result(self) -> bool:
        return any(line.mean is not None for line in self.lines)

    @property
    def by_spread(self) -> list[Line]:
        """The widest disagreement first, and of the same the lower average; what too few answered comes last."""
        return sorted(
            self.lines, key=lambda line: (line.mean is None, -(line.spread or 0), line.mean or 0, line.number)
        )


def shown_groups(counts: Mapping[str, int], among: Collection[str] | None = None) -> set[str]:
    """Groups that may be shown beside the total: each of three or more, and so is what is left of the total.

    Else what one or two people said could be worked out from the total and the groups.
    """
    shown = {key for key, count in counts.items() if count >= FEWEST and (among is None or key in among)}
    while shown and 0 < sum(count for key, count in counts.items() if key not in shown) < FEWEST:
        shown.remove(min(shown, key=lambda key: (counts[key], key)))
    return shown


def count(sheets: Sequence[Sheet], earlier: Sequence[Sheet] = ()) -> Outcome:
    """`earlier`: the sheets of the check before."""
    sizes = Counter(sheet.group for sheet in sheets)
    groups = shown_groups(sizes)
    lines = tuple(_line(number, sheets, groups, _answers(earlier, number)) for number in _numbers())
    return Outcome(
        sheets=len(sheets),
        lines=lines,
        groups={key: sizes[key] for key in sorted(groups, key=lambda key: (-sizes[key], key))},
        unshown=sum(size for key, size in sizes.items() if key not in groups),
    )


def _numbers() -> list[int]:
    return [each.number for each in INGREDIENTS]


def _answers(sheets: Sequence[Sheet], number: int) -> list[int]:
    return [sheet.answers[number] for sheet in sheets if number in sheet.answers]


def _line(number: int, sheets: Sequence[Sheet], groups: set[str], before: list[int]) -> Line:
    answers = _answers(sheets, number)
    if len(answers) < FEWEST:
        return Line(number)
    of_group: dict[str, list[int]] = defaultdict(list)
    for sheet in sheets:
        if number in sheet.answers:
            of_group[sheet.group].append(sheet.answers[number])
    shown = shown_groups({key: len(each) for key, each in of_group.items()}, among=groups)
    mean = _mean(answers)
    was = _mean(before) if len(before) >= FEWEST else None
    change = mean - was if was is not None else None
    return Line(
        number=number,
        count=len(answers),
        mean=mean,
        spread=spread_of(answers),
        steps=tuple(answers.count(step) for step in STEPS),
        groups={key: _mean(of_group[key]) for key in shown},
        before=was,
        change=change,
        is_same=change is not None and abs(change) <= least_change(min(len(answers), len(before))),
    )


def least_change(answers: int) -> Decimal:
    """What one person's answer, moved by one step, can explain; never less than 0.15."""
    return max(LEAST_CHANGE, _tenth(Decimal(1) / answers))


def spread_of(answers: Sequence[int]) -> Decimal:
    """How far apart two of these answers are on average; 0 where all say the same."""
    pairs = [abs(one - other) for one, other in combinations(answers, 2)]
    return _tenth(Decimal(sum(pairs)) / len(pairs)) if pairs else Decimal(0)


def _mean(answers: Sequence[int]) -> Decimal:
    return _tenth(Decimal(sum(answers)) / len(answers))


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
