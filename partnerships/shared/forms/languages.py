"""Languages of names and texts: those of the European Union and its neighbours, in the reader's language."""

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.rules.codes import LANGUAGES_OF_NAMES


def _names() -> list[tuple[str, str]]:
    reader = Locale.parse((get_language() or "en").replace("-", "_"))
    names = [(code, reader.languages.get(code, code)) for code in LANGUAGES_OF_NAMES]
    return [("", str(_("Not stated"))), *sorted(names, key=lambda pair: pair[1].casefold())]


language_choices = lazy(_names, list)


def language_name(code: str) -> str:
    """“Lithuanian” for lt; a code that is not in the list stays as it is."""
    return dict(_names()).get(code, code) if code else ""
