"""The words for the values of each filter, in the reader's language (D1)."""

from collections.abc import Callable, Iterable

from directory.projection.services import country_label
from directory.rules.vocabulary import RunningStatus
from directory.search.rules.facets import FACETS, NONE, UNSAID
from directory.search.rules.funding import SOURCES
from directory.search.rules.saying import concept_label, language_label
from partnerships.models import Region, ServiceArea, TargetGroup
from partnerships.rules.model_choice import ELEMENT, Model
from partnerships.rules.vocabulary import Category, Formality, PesRole
from pes_partnerships.lib.text import fold

Labels = dict[str, str]


def labels_of(used: dict[str, Iterable[str]]) -> dict[str, Labels]:
    """The words for the values that occur, in the order in which a reader expects them; models and states all."""
    found = {facet: _LABELS[facet](set(used.get(facet, ())) - {NONE}) for facet in FACETS}
    for facet, label in UNSAID.items():
        if NONE in used.get(facet, ()):
            found[facet][NONE] = label
    return {facet: {value: str(label) for value, label in labels.items()} for facet, labels in found.items()}


def _by_name(label: Callable[[str], str]) -> Callable[[set[str]], Labels]:
    return lambda used: dict(sorted(((value, label(value)) for value in used), key=lambda pair: fold(pair[1])))


def _of_terms(terms: type) -> Callable[[set[str]], Labels]:
    return lambda used: {each.pk: each.name for each in terms.objects.all() if each.pk in used}


def _of_choices(choices: type) -> Callable[[set[str]], Labels]:
    return lambda used: {value: label for value, label in choices.choices if value in used}


def _regions(used: set[str]) -> Labels:
    return dict(Region.objects.filter(pk__in=used).order_by("name").values_list("pk", "name"))


_LABELS: dict[str, Callable[[set[str]], Labels]] = {
    "country": _by_name(country_label),
    "region": _regions,
    "model": lambda _used: dict(Model.choices),
    "element": lambda used: {code: element.label for code, element in ELEMENT.items() if code in used},
    "formality": _of_choices(Formality),
    "service": _of_terms(ServiceArea),
    "group": _of_terms(TargetGroup),
    "challenge": _by_name(concept_label),
    "partner": _of_choices(Category),
    "role": _of_choices(PesRole),
    "funding": lambda used: {code: label for code, label in SOURCES.items() if code in used},
    "status": lambda _used: dict(RunningStatus.choices),
    "language": _by_name(language_label),
    "year": lambda used: {year: year for year in sorted(used, reverse=True)},
}
