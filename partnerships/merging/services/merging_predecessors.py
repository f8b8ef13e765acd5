"""Whom two records of one organisation follow: united without doubles, for a body that was split may have both (F2)."""

from collections.abc import Mapping
from typing import Any

from partnerships.models import Organisation, Succession


def take_over_predecessors(kept: Organisation, merged: Organisation) -> tuple[list[int], list[int]]:
    """Who is followed by `merged` is followed by `kept`; returns the keys of those, and of those that named both."""
    rows = Succession.objects.filter(successor=merged)
    both = rows.filter(organisation__in=kept.predecessors.all())
    shared = sorted(both.values_list("organisation", flat=True))
    both.delete()
    moved = sorted(rows.values_list("organisation", flat=True))
    rows.update(successor=kept)
    return moved, shared


def give_back_predecessors(kept: Organisation, merged: Organisation, moved: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The reverse; whose succession was changed meanwhile stays as it is."""
    keys = moved["rows"]["predecessors"]
    back = Succession.objects.filter(organisation__in=keys, successor=kept).update(successor=merged)
    shared = moved.get("shared_predecessors", [])  # a merge from before there could be several successors has none
    again = Organisation.objects.filter(pk__in=shared, successors=kept)
    Succession.objects.bulk_create([Succession(organisation=row, successor=merged) for row in again])
    return [("rows", "predecessors")] if back < len(keys) or len(again) < len(shared) else []
