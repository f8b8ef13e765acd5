"""The texts that the product follows, cited for readers by title and place (docs/sources.md names them in full)."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TITLES = {
    "PAPER": gettext_lazy("PES partnership management (2020)"),
    "PARES": gettext_lazy("PARES recommendations (2012)"),
    "GUIDE": gettext_lazy("Strategic partnerships guide (2025)"),
    "RECIPE": gettext_lazy("Effective partnership working, recipe 1"),
}
_CITED = re.compile(r"^(PAPER|PARES|GUIDE|RECIPE)\b(?: 2012)?[:,]?\s*(.*)$")
_SECTIONS = re.compile(r"^\d[\d.]*(, \d[\d.]*)*$")
_NUMBERED = re.compile(r"^(Table|Box) (.+)$")


def cited(source: str) -> str:
    """“PAPER 7.3; GUIDE Box 43” as readers know them, in their language; other words stay as they are."""
    return "; ".join(_one(each.strip()) for each in source.split(";") if each.strip())


def _one(source: str) -> str:
    found = _CITED.match(source)
    if not found:
        return source
    title, places = str(TITLES[found[1]]), found[2].strip()
    if not places:
        return title
    if _SECTIONS.match(places):
        return _("%(title)s, section %(place)s") % {"title": title, "place": places}
    return ", ".join([title, *(_place(each.strip()) for each in places.split(", "))])


def _place(place: str) -> str:
    if _SECTIONS.match(place):
        return _("section %(place)s") % {"place": place}
    if numbered := _NUMBERED.match(place):
        pattern = _("table %(place)s") if numbered[1] == "Table" else _("box %(place)s")
        return pattern % {"place": numbered[2]}
    if place.startswith("annex"):
        return _("annex") + place.removeprefix("annex")
    return f"“{place}”"
