"""The filters and orders of the search, and the counts beside them: under all other filters, without their own (D1)."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FACETS = {
    "country": _("Country"),
    "model": _("Model"),
    "service": _("Service"),
    "group": _("Target group"),
    "partner": _("Partners"),
    "status": pgettext_lazy("partnership", "Status"),
}
SORTS = {
    "best": _("Best match"),
    "name": pgettext_lazy("sort", "Name"),
    "newest": _("Latest change"),
    "began": pgettext_lazy("sort", "Began, latest first"),
}
NONE = "none"  # the value of an entry that says nothing for a facet
UNSAID = {"model": _("Not yet classified"), "country": _("No single country")}

# what one entry offers: facet -> its values; what a reader chose: facet -> values, any of which will do
Profile = Mapping[str, frozenset[str]]
Chosen = Mapping[str, frozenset[str]]


def missed(profile: Profile, chosen: Chosen) -> list[str]:
    """The facets whose chosen values this entry has none of."""
    return [facet for facet, values in chosen.items() if values and not values & profile[facet]]


def found(profiles: Mapping[int, Profile], chosen: Chosen) -> list[int]:
    """The entries that every filter lets through, in the order given."""
    return [pk for pk, profile in profiles.items() if not missed(profile, chosen)]


def counts(profiles: Mapping[int, Profile], chosen: Chosen) -> dict[str, Counter[str]]:
    """For each facet and value: how many entries have it under all other filters."""
    totals: dict[str, Counter[str]] = {}
    for profile in profiles.values():
        misses = missed(profile, chosen)
        if len(misses) > 1:
            continue
        for facet in misses or profile:
            totals.setdefault(facet, Counter()).update(profile[facet])
    return totals


def shown_without(profiles: Mapping[int, Profile], chosen: Chosen, facet: str, value: str) -> int:
    """How many entries would be shown if this one choice were taken away."""
    return len(found(profiles, {**chosen, facet: chosen[facet] - {value}}))
