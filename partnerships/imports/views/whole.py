"""What holds for a whole file, in words: its headings, how its dates are written, what was said of all lines (F2)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.imports.rules.columns import BY_CODE
from partnerships.models import RegistryImport
from partnerships.shared.forms.languages import language_name
from pes_partnerships.lib.numbers import display_number
from pes_partnerships.lib.sheets.days import AROUND_NOW, CENTURY, DAY_FIRST, LAST, MONTH_FIRST, ORDER, THIS

from .shown import said


def facts_of_file(found: RegistryImport) -> list[dict[str, Any]]:
    """Rows of a summary list; what a person chose has a link to change it."""
    reading, seen = found.reading, found.seen
    url = reverse("partnerships:import_match", args=[found.pk])
    rows = [{"label": _("Line of headings"), "value": _headings(reading.get("heading", "")), "url": url}]
    values = {code: _value(code, value) for code, value in reading.get("values", {}).items()}
    rows += [{"label": BY_CODE[code].title, "value": value, "url": url} for code, value in values.items()]
    written = {ORDER: _("Dates"), CENTURY: _("Years with two digits")}
    rows += [{"label": label, "value": _way(reading[code])} for code, label in written.items() if reading.get(code)]
    if seen.get("last_line"):
        rows.append({"label": _("Last line read"), "value": display_number(seen["last_line"])})
    return rows


def _headings(place: str) -> str:
    first, dash, last = place.partition("-")
    if dash:
        return _("Lines %(first)s and %(second)s, read as one") % {"first": first, "second": last}
    return _("Line %(line)s") % {"line": first or 1}


def _value(code: str, value: str) -> str:
    shown = language_name(value) if code == "language" else said(code, value)
    return _("%(value)s, for lines that state nothing themselves") % {"value": shown}


def _way(answer: str) -> str:
    return {
        DAY_FIRST: _("The day comes first: 01/02/2025 is 1 February 2025"),
        MONTH_FIRST: _("The month comes first: 01/02/2025 is 2 January 2025"),
        AROUND_NOW: _("00 to 49 are the years 2000 to 2049, 50 to 99 the years 1950 to 1999"),
        THIS: _("All are years of this century: 31.12.98 is in 2098"),
        LAST: _("All are years of the last century: 31.12.25 is in 1925"),
    }[answer]
