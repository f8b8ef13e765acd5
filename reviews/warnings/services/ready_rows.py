"""The ready rows of the facts: written at the end of each act about a partnership, in its transaction (O6).

Nothing in them depends on the day: a check is judged on the day on which it is read.
"""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from reviews.models import WarningFacts
from reviews.warnings.rules.ready import Kept, from_row, to_row


def written_facts(keys: Collection[int]) -> QuerySet[WarningFacts]:
    return WarningFacts.objects.filter(partnership__in=keys)


def read_ready(keys: Collection[int]) -> dict[int, Kept]:
    """Without those that have no row, or one of another version of the product. One query."""
    rows = written_facts(keys).values_list("partnership", "figures")
    return {key: kept for key, figures in rows if (kept := from_row(figures))}


def write_ready(keys: Collection[int], ought: Mapping[int, Kept]) -> int:
    """Brings the rows of these partnerships up to date; how many were otherwise."""
    there = dict(written_facts(keys).values_list("partnership", "figures"))
    gone = [key for key in there if key not in ought]
    rows = {key: to_row(kept) for key, kept in ought.items()}
    changed = [WarningFacts(partnership_id=key, figures=row) for key, row in rows.items() if there.get(key) != row]
    if gone:
        written_facts(gone).delete()
    WarningFacts.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["partnership"], update_fields=["figures"]
    )
    return len(gone) + len(changed)
