"""Any two versions of a partnership: in words, side by side, and as one text with what goes and what comes (A15)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from partnerships.agreements.rules.compared import ADDED, CHANGED, REMOVED
from partnerships.agreements.services.comparing import Comparison, comparison
from partnerships.models import Agreement
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from partnerships.shared.views.lists import as_file
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column

COLUMNS = [
    Column(gettext_lazy("Part of the agreement"), "part"),
    Column(gettext_lazy("Term"), "label"),
    Column(gettext_lazy("Earlier version"), "before"),
    Column(gettext_lazy("Later version"), "after"),
]


@role_required("read_portfolio")
@require_safe
def agreement_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """With the version before it, or with the one that ?with= names; the same lines as a file where ?format= asks."""
    shown = visible_agreement(request, pk)
    others = list(shown.partnership.agreements.exclude(pk=pk))
    other = _other(request, shown, others)
    context = {"agreement": shown, "others": others, "other": other, "crumbs": crumbs_of(shown)}
    if other is not None:
        earlier, later = sorted((shown, other), key=lambda each: (each.position, each.version))
        compared = comparison(earlier, later)
        name = f"versions-{earlier.version}-{later.version}"
        if file := as_file(request, name, COLUMNS, compared.lines):
            return file
        context |= {"earlier": earlier, "later": later, "compared": compared, "figures": _figures(compared)}
    return render(request, "partnerships/agreements/agreement_compare.html", context)


def _other(request: HttpRequest, shown: Agreement, others: list[Agreement]) -> Agreement | None:
    """None where there is one version only; a version that the partnership does not have is missing (404)."""
    asked = request.GET.get("with")
    if asked:
        found = next((each for each in others if str(each.version) == asked), None)
        if found is None:
            raise Http404
        return found
    before = next((each for each in others if each.pk == shown.previous_id), None)
    return before or next(iter(others), None)


def _figures(compared: Comparison) -> list[dict[str, str]]:
    changed, added, removed = (compared.count(state) for state in (CHANGED, ADDED, REMOVED))
    same = compared.unchanged
    return [
        {"value": str(changed), "label": ngettext("part that changes", "parts that change", changed)},
        {"value": str(added), "label": ngettext("part added", "parts added", added)},
        {"value": str(removed), "label": ngettext("part removed", "parts removed", removed)},
        {"value": str(same), "label": ngettext("part that reads the same", "parts that read the same", same)},
    ]
