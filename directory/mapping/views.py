"""The map of Europe with its table, drawn by the server (D1)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext
from django.views.decorators.http import require_safe

from directory.search.rules.facets import NONE, UNSAID
from partnerships.rules.model_choice import Model
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.unchanged import unchanged

from .rules import Step, steps_up_to, tint_of
from .services import Counted, Country, count_countries, outlines

LAND, NETWORK, OUTSIDE = "land", "network", "outside"
_MODELS = {**dict(Model.choices), NONE: UNSAID["model"]}
COLUMNS = [
    Column(gettext_lazy("Country"), "name"),
    Column(gettext_lazy("Country code"), lambda country: "" if country.code == NONE else country.code),
    Column(gettext_lazy("PES Network"), "in_network"),
    Column(gettext_lazy("Entries"), "entries"),
    Column(gettext_lazy("Running"), "running"),
    *(Column(label, lambda country, code=code: country.models.get(code, 0)) for code, label in _MODELS.items()),
]


@dataclass(frozen=True)
class Shape:
    """One country as the map draws it: a link with its number where there are entries, else land."""

    kind: str
    path: str
    label: str = ""
    url: str = ""
    number: int = 0
    at: tuple[int, int] = (0, 0)
    circle: tuple[int, int] | None = None  # instead of an outline that is too small to be touched


@require_safe
@unchanged
def europe(request: HttpRequest) -> HttpResponse:
    counted = count_countries()
    if file := file_response(request.GET.get("format", ""), "directory-countries", COLUMNS, counted.countries):
        return file
    lines = [
        (country, [(label, country.models[code]) for code, label in _MODELS.items() if code in country.models])
        for country in counted.countries
    ]
    context = {"counted": counted, "map": drawn(counted), "lines": lines}
    return render(request, "directory/mapping/map.html", context)


def drawn(counted: Counted) -> dict[str, object]:
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
        "shapes": sorted(filter(None, shapes), key=lambda shape: (shape.circle is not None, bool(shape.url))),
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
        url=f"{reverse('directory:search')}?country={country.code}",
        number=country.entries,
        at=tuple(shape["number"]),
        circle=circle,
    )
