"""The list of entries: words, facets, order, pages, and the same list as a file (D1)."""

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from directory.models import Entry
from directory.projection.services import Sheet, projection_of, sheet_of, term_names
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.links import absolute
from pes_partnerships.lib.web.htmx import render_part

from .rules.asked import query_of, question_of
from .rules.facets import SORTS
from .rules.saying import other_names
from .services import Answer, answer, rows_of

PAGE = 10


def _listed(name: str):
    return lambda sheet: [*row.lines] if (row := sheet.row(name)) else []


def _joined(name: str):
    """All that the row says, with its marks and their reasons: a file never passes a reading off as a fact."""
    return lambda sheet: "\n".join(row.words) if (row := sheet.row(name)) else ""


# Contacts are no column: an address is shown on its page, where its owner agreed, and never in bulk (D3).

SLICE = 500  # entries of a file that are read at once
COLUMNS = [
    Column(_("Name"), lambda sheet: sheet.public["title"]),
    Column(_("Original name"), lambda sheet: sheet.public["title_original"]),
    Column(_("Where"), "place"),
    Column(_("Challenge"), _joined("challenge")),
    Column(_("Model"), _joined("model")),
    Column(_("Formality"), _joined("formality")),
    Column(_("Target group"), _joined("target_groups")),
    Column(_("Services"), _joined("service_areas")),
    Column(_("Partner"), _listed("partners"), each=True),
    Column(_("Employment service"), lambda sheet: sheet.public["pes_name"]),
    Column(_("Its role"), _joined("pes_role")),
    Column(_("Objective"), _joined("objective")),
    Column(_("Start date"), "began"),
    Column(_("Period"), _joined("period")),
    Column(_("Status"), "running"),
    Column(
        _("Targets"),
        lambda sheet: "\n".join(f"{t['what']}: {t['target']}" for t in sheet.targets if t["target"]),
    ),
    Column(
        _("Results"),
        lambda sheet: "\n".join(f"{t['what']}: {t['result']}" for t in sheet.targets if t["result"]),
    ),
    Column(_("Funding"), _joined("funding")),
    Column(_("Facts as of"), "as_of"),
    Column(_("Marks and reasons"), lambda sheet: "\n".join(sheet.marked_words)),
    Column(_("Sources"), lambda sheet: "\n".join(sheet.sources)),
    Column(_("Page"), "address"),
]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = question_of(request.GET)
    result = answer(question)
    asked = request.GET.get("format", "")
    if file := file_response(asked, "directory-entries", COLUMNS, _all_sheets(result.found)):
        return file
    page = Paginator(result.found, PAGE).get_page(request.GET.get("page"))
    entries = rows_of(list(page.object_list), in_short=True)
    context = {
        "question": question,
        "query": query_of(request.GET),
        "answer": result,
        "read": result.read,
        "asked": other_names(result.read),
        "title": title_of(result),
        "page_obj": page,
        "results": list(zip(entries, sheets(entries), strict=True)),
        "sorts": SORTS.items(),
    }
    return render_part(request, "directory/search/search.html", context)


def _all_sheets(keys: Sequence[int]) -> Iterator[Sheet]:
    """For a file, read in slices; where no file is asked for, nothing is read."""
    for start in range(0, len(keys), SLICE):
        yield from sheets(rows_of(keys[start : start + SLICE]))


def sheets(entries: list[Entry]) -> list[Sheet]:
    """Each entry with its words; the names of regions, groups and services are read once for all."""
    projections = [projection_of(entry) for entry in entries]
    names = term_names(projections)
    return [
        sheet_of(projection, names, address=absolute(reverse("directory:entry", args=[entry.slug])))
        for entry, projection in zip(entries, projections, strict=True)
    ]


def title_of(result: Answer) -> str:
    """How many there are, in a sentence."""
    count = len(result.found)
    if result.near:
        near = ngettext("%(count)s entry comes near", "%(count)s entries come near", result.near)
        near %= {"count": result.near}
        if not result.fitting:
            return gettext("No entry fits all of it; %(near)s") % {"near": near}
        fits = ngettext("%(count)s entry fits", "%(count)s entries fit", result.fitting)
        return gettext("%(fits)s, %(near)s") % {"fits": fits % {"count": result.fitting}, "near": near}
    if result.chips:
        words = ngettext(
            "%(count)s of the %(all)s entry found", "%(count)s of the %(all)s entries found", result.matching
        )
        return words % {"count": count, "all": result.matching}
    if result.read:
        return ngettext("%(count)s entry found", "%(count)s entries found", count) % {"count": count}
    return ngettext("%(count)s entry", "All %(count)s entries", count) % {"count": count}
