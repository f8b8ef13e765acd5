"""The filters and orders of the search, and the counts beside them: under all other filters, without their own (D1)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FACETS = {
    "country": _("Country"),
    "region": _("Region"),
    "model": _("Model"),
    "element": _("Elements of models"),
    "formality": _("Formality"),
    "service": _("Service"),
    "group": _("Target group"),
    "challenge": _("Challenge"),
    "partner": _("Partners"),
    "role": _("Role of the employment service"),
    "funding": _("Source of funding"),
    "status": pgettext_lazy("partnership", "Status"),
    "language": _("Original language"),
    "year": _("Year of start"),
}
# values come in the order of their vocabulary, not by how many entries each would show
IN_ORDER = frozenset({"model", "formality", "status"})
# what few people narrow by is folded, and open where it is in use
FOLDED = frozenset({"region", "element", "formality", "challenge", "role", "funding", "language", "year"})
SORTS = {
    "best": _("Best match"),
    "name": pgettext_lazy("sort", "Name"),
    "newest": _("Latest change"),
    "began": pgettext_lazy("sort", "Began, latest first"),
}
NONE = "none"  # the value of an entry that says nothing for a facet
UNSAID = {"model": _("Not yet classified"), "country": _("No single country")}
SHOWN = 8  # lines of a long facet before the others are asked for

# what a reader chose: facet -> values, any of which will do
Chosen = Mapping[str, frozenset[str]]
Bitmaps = Mapping[str, Mapping[str, int]]  # facet -> value -> the entries that have it


def allowed(bitmaps: Bitmaps, chosen: Chosen) -> dict[str, int]:
    """For each filter in use, the entries that it lets through."""
    found = {}
    for facet, values in chosen.items():
        if values:
            found[facet] = 0
            for value in values:
                found[facet] |= bitmaps[facet].get(value, 0)
    return found


def filtered(matching: int, let_through: Mapping[str, int], without: str = "") -> int:
    """The entries that every filter lets through, or every one but one."""
    for facet, bits in let_through.items():
        if facet != without:
            matching &= bits
    return matching


def counts(bitmaps: Bitmaps, matching: int, chosen: Chosen) -> dict[str, dict[str, int]]:
    """For each facet and value: how many entries have it under all other filters."""
    let_through = allowed(bitmaps, chosen)
    everything = filtered(matching, let_through)
    found = {}
    for facet, values in bitmaps.items():
        here = filtered(matching, let_through, facet) if facet in let_through else everything
        found[facet] = {value: (bits & here).bit_count() for value, bits in values.items()}
    return found


def shown_without(bitmaps: Bitmaps, matching: int, chosen: Chosen, facet: str, value: str) -> int:
    """How many entries would be shown if this one choice were taken away."""
    rest = {**chosen, facet: chosen[facet] - {value}}
    return filtered(matching, allowed(bitmaps, rest)).bit_count()
