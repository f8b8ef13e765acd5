"""The words by which a country is understood; all of the world, since a partnership may reach beyond Europe."""

from collections import defaultdict
from functools import cache

from babel import Locale
from django.conf import settings
from django.utils import translation
from django_countries import countries

from partnerships.rules.codes import COUNTRY_ALIASES, LANGUAGES_OF_NAMES
from pes_partnerships.lib.text import fold

_LATIN_TOO = ("sr_Latn", "bs_Cyrl")  # languages that are written in two scripts


@cache
def country_words() -> dict[str, str]:
    """Folded word -> code: names in any language of Europe, those of the product's before them, then codes, so that
    a name never hides one."""
    words = _words_of_europe()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {fold(str(name)): code for code, name in countries}
    words |= {fold(alias): code for alias, code in COUNTRY_ALIASES.items()}
    return words | {fold(code): code for code, _name in countries}


def _words_of_europe() -> dict[str, str]:
    """“Lietuva”, “Litauen”, “Ελλάδα”; a word by which languages mean different countries (“Kongo”) says none."""
    known, meant = {code for code, _name in countries}, defaultdict(set)
    for language in (*LANGUAGES_OF_NAMES, *_LATIN_TOO):
        for code, name in Locale.parse(language).territories.items():
            if code in known:
                meant[fold(name)].add(code)
    return {word: codes.pop() for word, codes in meant.items() if len(codes) == 1}
