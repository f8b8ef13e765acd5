"""The map of Europe with its table, drawn by the server (D1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directory.search.rules.facets import NONE, UNSAID
from partnerships.rules.model_choice import Model
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.web.unchanged import unchanged

from .services import count_countries

_MODELS = {**dict(Model.choices), NONE: UNSAID["model"]}
COLUMNS = [
    Column(gettext_lazy("Country"), "name"),
    Column(gettext_lazy("Country code"), lambda country: "" if country.code == NONE else country.code),
    Column(gettext_lazy("PES Network"), "in_network"),
    Column(gettext_lazy("Entries"), "entries"),
    Column(gettext_lazy("Running"), "running"),
    *(Column(label, lambda country, code=code: country.models.get(code, 0)) for code, label in _MODELS.items()),
]


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
    context = {"counted": counted, "lines": lines}
    return render(request, "directory/mapping/map.html", context)
