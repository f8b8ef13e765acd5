"""The words by which a country is understood; all of the world, since a partnership may reach beyond Europe."""

from functools import cache

from django.conf import settings
from django.utils import translation
from django_countries import countries

from partnerships.rules.codes import COUNTRY_ALIASES
from pes_partnerships.lib.text import fold


@cache
def country_words() -> dict[str, str]:
    """Folded word -> code: names in every language of the product, then codes, so that a name never hides one."""
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {fold(str(name)): code for code, name in countries}
    words |= {fold(alias): code for alias, code in COUNTRY_ALIASES.items()}
    return words | {fold(code): code for code, _name in countries}
