"""Countries to choose from: the European ones, by their names in the reader's language."""

from django.utils.functional import lazy
from django_countries import countries

from partnerships.rules.codes import EUROPEAN_COUNTRIES


def _european() -> list[tuple[str, str]]:
    named = [(code, countries.name(code)) for code in EUROPEAN_COUNTRIES]
    return sorted(((code, name) for code, name in named if name), key=lambda pair: pair[1].casefold())


def _european_or_none() -> list[tuple[str, str]]:
    return [("", "—"), *_european()]


european_countries = lazy(_european, list)
european_countries_or_none = lazy(_european_or_none, list)
