"""What was done in partnerships, and which steps before an end are late, for the rules of warnings: two queries."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from partnerships.models import EndingStep
from reviews.models import Activity


def activities_of(
    keys: list[int], since: Mapping[int, date | None], lineages: Mapping[int, set[str]]
) -> dict[int, dict[str, int]]:
    """How many activities came after `since`, and how many of them serve none of the objectives in `lineages`."""
    served: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = Activity.objects.filter(partnership__in=keys).order_by()
    for key, pk, on, lineage in rows.values_list("partnership", "pk", "on", "objectives__lineage"):
        day, after = on.latest(), since[key]
        if day and (after is None or day > after):
            served[key, pk].add(str(lineage))
    found = {key: {"activities": 0, "aimless": 0} for key in keys}
    for (key, _pk), objectives in served.items():
        found[key]["activities"] += 1
        found[key]["aimless"] += not objectives & lineages[key]
    return found


def steps_due(keys: list[int]) -> dict[int, list[date]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = EndingStep.objects.of_standing().open().filter(ending__partnership__in=keys)
    for step in rows.select_related("ending"):
        if step.due_on:
            found[step.ending.partnership_id].append(step.due_on)
    return found
