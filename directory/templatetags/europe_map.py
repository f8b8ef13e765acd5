"""The map of Europe as pages show it: shapes with their words, and what their tints mean (D1)."""

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from directory.mapping.rules import Step, steps_up_to, tint_of
from directory.mapping.services import Counted, Country, outlines

register = template.Library()
LAND, NETWORK, OUTSIDE = "land", "network", "outside"


@dataclass(frozen=True)
class Shape:
    """One country as the map draws it: a link with its number where there are entries, else land."""

    kind: str
    path: str
    label: str = ""
    code: str = ""  # of a country that is a link
    number: int = 0
    at: tuple[int, int] = (0, 0)
    circle: tuple[int, int] | None = None  # instead of an outline that is too small to be touched


@register.inclusion_tag("directory/mapping/_map.html")
def europe_map(counted: Counted) -> dict[str, object]:
    """What the picture needs, in the reader's language: shapes, the meaning of their tints, and what it leaves out."""
    size = outlines()
    by_code = {country.code: country for country in counted.countries}
    missing = dict(counted.missing)
    steps = steps_up_to(max((country.entries for country in counted.network), default=0))
    shapes = [_shape(each, by_code.get(each["code"]), missing.get(each["code"], ""), steps) for each in size["shapes"]]
    on_it = {each["code"] for each in size["shapes"]}
    return {
        "width": size["width"],
        "height": size["height"],
        # numbers of circles lie above every outline
        "shapes": sorted(filter(None, shapes), key=lambda shape: (shape.circle is not None, bool(shape.code))),
        "tints": [(step.tint, tint_words(step)) for step in steps],
        "not_shown": [country for country in counted.countries if country.code not in on_it],
    }


def tint_words(step: Step) -> str:
    if step.high is None:
        return _("%(low)s entries or more") % {"low": step.low}
    if step.low == step.high:
        return npgettext("map", "%(count)s entry", "%(count)s entries", step.low) % {"count": step.low}
    return _("%(low)s to %(high)s entries") % {"low": step.low, "high": step.high}


def _shape(shape: dict, country: Country | None, missing: str, steps: list[Step]) -> Shape | None:
    circle = tuple(shape["circle"]) if "circle" in shape else None
    if country is None:
        kind = NETWORK if missing else LAND
        return Shape(kind, shape["path"], missing, circle=circle if missing else None)
    label = ngettext("%(country)s: %(count)s entry", "%(country)s: %(count)s entries", country.entries)
    return Shape(
        kind=tint_of(country.entries, steps) if country.in_network else OUTSIDE,
        path=shape["path"],
        label=label % {"country": country.name, "count": country.entries},
        code=country.code,
        number=country.entries,
        at=tuple(shape["number"]),
        circle=circle,
    )
