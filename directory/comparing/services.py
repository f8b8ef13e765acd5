"""Reads two to four entries for a page that holds them side by side (D1). Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.validators import slug_re

from directory.likeness.services import Similar, similar_to
from directory.models import Entry

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Chosen:
    """Entries in the order asked for, and how many addresses lead to none that is published."""

    entries: list[Entry]
    unknown: int

    @property
    def is_comparable(self) -> bool:
        return FEWEST <= len(self.entries) <= MOST


def chosen(slugs: Sequence[str], most_read: int = 12) -> Chosen:
    """The published entries of these addresses, each once; a few more than can be compared, so that they are named."""
    asked = list(dict.fromkeys(slug for slug in slugs if slug))[:most_read]
    published = Entry.objects.published().filter(slug__in=[slug for slug in asked if slug_re.match(slug)])
    found = {
        entry.slug: entry
        for entry in published.prefetch_related("targets", "regions", "target_groups", "service_areas")
    }
    return Chosen([found[slug] for slug in asked if slug in found], len(asked) - len(found))


def to_add(entries: Sequence[Entry]) -> list[Similar]:
    """What could be compared with these as well, because it is similar to the first of them."""
    there = {entry.pk for entry in entries}
    return [similar for similar in similar_to(entries[0]) if similar.entry.pk not in there]


def short_names(entries: Sequence[Entry], places: Mapping[int, str]) -> dict[int, str]:
    """What tells them apart in a few words: the country, or the title where a country occurs twice or is missing."""
    countries = [places[entry.pk] for entry in entries]
    return {
        entry.pk: place if place and countries.count(place) == 1 else entry.title
        for entry, place in zip(entries, countries, strict=True)
    }
