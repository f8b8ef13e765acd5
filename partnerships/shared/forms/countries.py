"""Countries to choose from: Europe's first, then all others, by their names in the reader's language."""

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_countries import countries

from partnerships.rules.codes import EUROPEAN_COUNTRIES
from partnerships.rules.countries import country_words
from pes_partnerships.lib.text import fold

Choices = list[tuple[str, str]]


def _named(codes: Iterable[str]) -> Choices:
    return sorted(((code, str(countries.name(code))) for code in codes), key=lambda pair: fold(pair[1]))


def _european() -> Choices:
    return _named(EUROPEAN_COUNTRIES)


def _or_none() -> list[tuple[str, str | Choices]]:
    others = [code for code, _name in countries if code not in EUROPEAN_COUNTRIES]
    return [("", "—"), (_("Europe"), _european()), (_("Other countries"), _named(others))]


european_countries = lazy(_european, list)
countries_or_none = lazy(_or_none, list)


class OtherCountriesField(forms.CharField):
    """“Tunisia; CA” -> the codes of countries, whichever list they are of; commas part them, too."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", gettext_lazy("Other countries"))
        kwargs.setdefault(
            "help_text", gettext_lazy("Names or two-letter codes, separated by semicolons, such as Tunisia; CA.")
        )
        super().__init__(required=False, max_length=1000, **kwargs)

    def prepare_value(self, value: str | Iterable[str] | None) -> str:
        if value is None or isinstance(value, str):
            return value or ""
        return "; ".join(name for _code, name in _named(value))

    def clean(self, value: str | None) -> list[str]:
        known, found, unknown = country_words(), [], []
        for word in re.split(r"[;\n]", super().clean(value)):
            whole = known.get(fold(word.strip()))  # a name may have a comma
            for part in [word] if whole else word.split(","):
                code = known.get(fold(part.strip()))
                if part.strip():
                    (found if code else unknown).append(code or part.strip())
        if unknown:
            raise ValidationError(_unknown(unknown), code="unknown")
        return list(dict.fromkeys(found))

    def has_changed(self, initial: Iterable[str] | None, data: str | None) -> bool:
        return self.prepare_value(initial) != (data or "")


def _unknown(words: list[str]) -> str:
    return ngettext(
        "“%(words)s” is not a country. Enter its name, or its two-letter code, such as CA.",
        "“%(words)s” are not countries. Enter their names, or their two-letter codes, such as CA.",
        len(words),
    ) % {"words": ", ".join(words)}
