"""What was done in partnerships, and which steps before an end are late, for the rules of warnings: two queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from partnerships.models import EndingStep
from reviews.models import Activity


def logged_activities(keys: Sequence[int]) -> QuerySet[Activity]:
    return Activity.objects.filter(partnership__in=keys)


def steps_to_do(keys: Sequence[int]) -> QuerySet[EndingStep]:
    return EndingStep.objects.of_standing().open().filter(ending__partnership__in=keys)


def activities_of(
    keys: list[int], since: Mapping[int, date | None], lineages: Mapping[int, set[str]]
) -> dict[int, dict[str, int]]:
    """How many activities came after `since`, and how many of them serve none of the objectives in `lineages`."""
    served: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = logged_activities(keys).order_by()
    for key, pk, on, lineage in rows.values_list("partnership", "pk", "on", "objectives__lineage"):
        day, after = on.latest(), since[key]
        if day and (after is None or day > after):
            served[key, pk].add(str(lineage))
    found: dict[int, dict[str, int]] = defaultdict(lambda: {"activities": 0, "aimless": 0})
    for (key, _pk), objectives in served.items():
        found[key]["activities"] += 1
        found[key]["aimless"] += not objectives & lineages[key]
    return found


def steps_due(keys: list[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for step in steps_to_do(keys).select_related("ending").order_by("-is_before", "order", "pk"):
        if step.due_on:
            found[step.ending.partnership_id].append(step.due_on)
    return found
