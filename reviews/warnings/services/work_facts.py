"""What was done in partnerships, which steps before an end are late, and which texts are renewed: a query each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from partnerships.models import Agreement, EndingStep, TerminationNotice
from partnerships.shared.services.notice_clock import own_end_of, period_of
from reviews.models import Activity
from reviews.warnings.rules.facts import Renewal


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


def renewals_of(governing: Mapping[int, Agreement]) -> dict[int, Renewal]:
    """Of those that are renewed automatically, where no notice runs and no end was decided."""
    renewed = {key: row for key, row in governing.items() if row.renews_months and row.partnership.ending_on is None}
    running = TerminationNotice.objects.running().filter(agreement__in=renewed.values())
    noticed = set(running.values_list("agreement", flat=True))
    found: dict[int, Renewal] = {}
    for key, row in renewed.items():
        period, own = period_of(row), own_end_of(row)
        if row.pk not in noticed and period and own.first:
            found[key] = Renewal(row.pk, period, own)
    return found
