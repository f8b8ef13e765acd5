"""The choice of a currency, the usual ones first."""

from typing import Any

from babel import Locale
from babel.numbers import list_currencies
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

# in use where employment services of the European network and its neighbours work; the others follow by their code
USUAL = """EUR BGN CHF CZK DKK GBP HUF ISK NOK PLN RON SEK ALL BAM GEL MDL MKD RSD TRY UAH USD""".split()


def currencies() -> list[Any]:
    """Every currency that is or was in use, by its ISO 4217 code: records reach back to the schilling."""
    names = Locale.parse(to_locale(get_language() or "en")).currencies
    words = {code: f"{code} – {names.get(code, code)}" for code in sorted(list_currencies())}
    others = [(code, words[code]) for code in words if code not in USUAL]
    usual = [(code, words[code]) for code in USUAL if code in words]
    return [("", "–"), (_("Often used"), usual), (_("All others, also withdrawn ones"), others)]
