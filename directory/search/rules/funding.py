"""Where the money comes from, read from the words in which an entry says it (D1). Pure."""

import re

from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.text import search_form

SOURCES = {
    "esf": _("European Social Fund"),
    "eu": _("Other European funds"),
    "state": _("State budget"),
    "regional": _("Regions and municipalities"),
    "pes": _("Budget of the employment service"),
    "partners": _("Partners’ own resources"),
    "private": _("Private money"),
}
_SIGNS = {
    "esf": r"\b(esf|european social fund|youth employment initiative)\b",
    "eu": r"\b(european structural|structural funds?|erdf|feder|interreg|european union|operational programme|"
    r"recovery and resilience|erasmus|european commission|progress)\b",
    "state": r"\b(state|national (?:budgets?|funds?)|ministry|ministries|federal|government|budget law|treasury)\b",
    "regional": r"\b(regions?|regional|province|provincial|municipal\w*|county|counties|city|cities|communes?|local "
    r"(?:authorit\w+|government|budgets?))\b",
    "pes": r"\b(employment service\w*|unemployment insurance|employment office|employment agency|pes)\b",
    "partners": r"\b(each partner|partners? (?:pays?|gives?|contributes?)|own (?:costs?|part|resources|means|budgets?)|"
    r"equal shares?|each of the)\b",
    "private": r"\b(investors?|investment|foundations?|private|employers|companies|firms|donations?|sponsors?)\b",
}


def sources_in(funding: str) -> list[str]:
    """The sources that the text names; none where it names none."""
    text = search_form(funding)
    return [code for code, sign in _SIGNS.items() if re.search(sign, text)]
