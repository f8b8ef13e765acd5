"""The numbers of the front page, counted by the database from what is published (D1). Reads only.

What is counted over all targets and groups is kept under a stamp of the directory: how many entries there are, and
which one changed last. So a change is seen at once, and a visitor waits for no counting of a hundred thousand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q

from directory.mapping.services import Counted, count_countries
from directory.models import Entry, EntryTarget
from directory.search.rules.facets import NONE, UNSAID
from partnerships.models import TargetGroup
from partnerships.rules.model_choice import Model

IN_FIGURES = r"\d"  # a target in words alone cannot be held against a result
_EXAMPLES = 5
_WORTH_READING = 3
_LATEST = 4
_TARGETS_OF_ONE = 20  # rows that are read for each entry that is looked for: several may be of one
_KEPT_SECONDS = 600  # for what is put right without an entry's own day of change


@dataclass(frozen=True)
class Kept:
    """Numbers and keys alone, no words: they serve every language."""

    groups: Mapping[str, int]
    with_target: int
    with_result: int
    worth_reading: tuple[int, ...]


@dataclass(frozen=True)
class Front:
    counted: Counted
    examples: list[tuple[str, str, int]]
    gaps: list[str]
    models: list[tuple[str, str, int]]
    with_target: int
    with_result: int
    worth_reading: list[tuple[Entry, EntryTarget]]
    latest: list[Entry]

    @property
    def total(self) -> int:
        return self.counted.total


def front_figures() -> Front:
    """Everything that the front page says; the number of queries is the same whatever there is to count."""
    counted = count_countries()
    latest = list(Entry.objects.published().order_by("-changed_at", "pk")[:_LATEST])
    kept = _kept(counted.total, latest)
    groups = TargetGroup.offered()
    names = dict(groups)
    often = sorted((-number, code) for code, number in kept.groups.items() if code in names)
    labels = {**dict(Model.choices), NONE: UNSAID["model"]}
    return Front(
        counted=counted,
        examples=[(code, names[code], -number) for number, code in often[:_EXAMPLES]],
        gaps=[name for code, name in groups if code not in kept.groups],
        models=[(code, str(label), counted.models.get(code, 0)) for code, label in labels.items()],
        with_target=kept.with_target,
        with_result=kept.with_result,
        worth_reading=_with_targets(kept.worth_reading),
        latest=latest,
    )


def _kept(total: int, latest: list[Entry]) -> Kept:
    stamp = "-".join([str(total), *(f"{entry.pk}.{entry.changed_at.timestamp()}" for entry in latest[:1])])
    return cache.get_or_set(f"directory-front-{stamp}", _count, _KEPT_SECONDS)


def _count() -> Kept:
    groups = Entry.target_groups.through.objects.filter(entry__withdrawn_at=None).order_by()
    with_target = EntryTarget.objects.filter(entry__withdrawn_at=None, target__regex=IN_FIGURES)
    numbers = with_target.aggregate(
        target=Count("entry", distinct=True), result=Count("entry", distinct=True, filter=Q(result__gt=""))
    )
    return Kept(
        groups=dict(groups.values_list("targetgroup_id").annotate(number=Count("pk"))),
        with_target=numbers["target"],
        with_result=numbers["result"],
        worth_reading=tuple(_worth_reading()),
    )


def _worth_reading() -> list[int]:
    """Entries with a target in figures: those with what came of it first, numbers before words, then the newest."""
    targets = EntryTarget.objects.filter(entry__withdrawn_at=None, target__regex=IN_FIGURES)
    answered = targets.exclude(result="")
    found: list[int] = []
    for rows in (answered.filter(total__gt=0, done__isnull=False), answered, targets.filter(result="")):
        missing = _WORTH_READING - len(found)
        keys = (
            rows.exclude(entry__in=found).order_by("-entry__changed_at", "entry", "pk").values_list("entry", flat=True)
        )
        found += list(dict.fromkeys(keys[: missing * _TARGETS_OF_ONE]))[:missing]
    return found


def _with_targets(keys: tuple[int, ...]) -> list[tuple[Entry, EntryTarget]]:
    """What was withdrawn or lost its target since then is left out."""
    found = Entry.objects.published().prefetch_related("targets").in_bulk(keys)
    pairs = ((found[key], _headline(found[key])) for key in keys if key in found)
    return [(entry, target) for entry, target in pairs if target]


def _headline(entry: Entry) -> EntryTarget | None:
    """The first target in figures; one with a result before the others, a counted one before all."""
    figures = [each for each in entry.targets.all() if re.search(IN_FIGURES, each.target)]
    return min(figures, key=lambda target: (not target.result, not target.total), default=None)
