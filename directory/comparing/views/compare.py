"""Two to four entries side by side: the address is the comparison, for anybody who gets it (D1)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from directory.comparing.rules.parting import parted, shared
from directory.comparing.rules.rows import grouped
from directory.comparing.services import FEWEST, MOST, Chosen, chosen, short_names, to_add
from directory.likeness.services import facts_of, names_of
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.web.unchanged import unchanged

from .beside import lines_of, sheets_of, timeline_of

DIFFERENCES = "differences"


@require_safe
@unchanged
def compare(request: HttpRequest) -> HttpResponse:
    picked = chosen(request.GET.getlist("e"))
    context = _chosen_context(picked)
    if picked.is_comparable:
        only = request.GET.get("only") == DIFFERENCES
        context |= _comparison(picked, context["columns"], only=only)
        columns, rows = _file_of(context)
        if file := file_response(request.GET.get("format", ""), "directory-comparison", columns, rows):
            return file
    return render(request, "directory/comparing/compare.html", context)


def _chosen_context(picked: Chosen) -> dict[str, Any]:
    """What the page says of the choice itself: whose columns there are, and what could be added or has to go."""
    slugs = [entry.slug for entry in picked.entries]
    sheets = sheets_of(picked.entries)
    places = {entry.pk: sheet.countries for entry, sheet in zip(picked.entries, sheets, strict=True)}
    called = short_names(picked.entries, places)
    return {
        "columns": [
            {
                "entry": entry,
                "sheet": sheet,
                "called": called[entry.pk],
                "without": address_of([slug for slug in slugs if slug != entry.slug]),
            }
            for entry, sheet in zip(picked.entries, sheets, strict=True)
        ],
        "title": _title(picked),
        "problem": _problem(picked),
        "unknown": _unknown(picked.unknown),
        "to_add": [
            {"similar": similar, "with": address_of([*slugs, similar.entry.slug])}
            for similar in (to_add(picked.entries) if 0 < len(slugs) < MOST else ())
        ],
        "search_url": f"{reverse('directory:search')}?{urlencode({'e': slugs}, doseq=True)}",
    }


def _comparison(picked: Chosen, columns: list[dict[str, Any]], *, only: bool) -> dict[str, Any]:
    lines = lines_of([column["sheet"] for column in columns])
    facts = [facts_of(entry) for entry in picked.entries]
    names = names_of(facts)
    filled = [line for line in lines if not line.is_empty]
    slugs = [entry.slug for entry in picked.entries]
    return {
        "groups": grouped(lines, only_differences=only),
        "only": only,
        "filled": len(filled),
        "differing": sum(1 for line in filled if not line.is_alike),
        "silent": [line.label for line in lines if line.is_empty],
        "all_url": address_of(slugs),
        "differences_url": address_of(slugs, only=DIFFERENCES),
        "shared": shared(facts, names),
        "parted": parted(facts, names, {column["entry"].pk: column["called"] for column in columns}),
        "timeline": timeline_of(picked.entries, timezone.localdate()),
    }


def address_of(slugs: list[str], **more: str) -> str:
    return f"{reverse('directory:compare')}?{urlencode({'e': slugs, **more}, doseq=True)}"


def _file_of(context: dict[str, Any]) -> tuple[list[Column], list[tuple]]:
    """The same rows as the page has, a column for each entry."""
    columns = [
        Column(gettext_lazy("Group"), lambda row: row[0]),
        Column(gettext_lazy("Row"), lambda row: row[1].label),
        Column(gettext_lazy("Differs"), lambda row: not row[1].is_alike),
    ]
    for place, column in enumerate(context["columns"]):
        columns.append(Column(column["entry"].title, lambda row, place=place: row[1].cells[place].text))
    return columns, [(group, line) for group, lines in context["groups"] for line in lines]


def _title(picked: Chosen) -> str:
    if not picked.is_comparable:
        return _("Compare partnerships")
    count = len(picked.entries)
    words = ngettext("%(count)s partnership side by side", "%(count)s partnerships side by side", count)
    return words % {"count": count}


def _problem(picked: Chosen) -> str:
    """What is wrong with the choice, and what to do."""
    count = len(picked.entries)
    if count > MOST:
        return ngettext(
            "At most four entries fit side by side. Remove %(count)s of them.",
            "At most four entries fit side by side. Remove %(count)s of them.",
            count - MOST,
        ) % {"count": count - MOST}
    if count < FEWEST:
        return _("Choose two to four entries to compare.") if count == 0 else _("Choose at least one more entry.")
    return ""


def _unknown(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s of the chosen entries is not in the directory, or no longer.",
        "%(count)s of the chosen entries are not in the directory, or no longer.",
        count,
    ) % {"count": count}
