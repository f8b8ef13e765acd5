"""Who did what on an organisation, and when (F2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Assessment, Organisation
from partnerships.shared.views.history_lines import COLUMNS, history_lines
from partnerships.shared.views.lists import as_file, page_of
from partnerships.shared.views.organisation_found import organisation_to_read
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.ledger.models.entry import LedgerQuerySet

from .organisation_parts import assessments_of


@role_required("read_portfolio")
@require_http_methods(["GET"])
def organisation_history(request: HttpRequest, pk: int) -> HttpResponse:
    shown = organisation_to_read(request, pk)
    entries = entries_of(request, shown)
    asks_file = bool(request.GET.get("format"))
    file = as_file(request, _("history"), COLUMNS, history_lines(entries) if asks_file else ())
    if file:
        return file
    page = page_of(request, entries)
    context = {"organisation": shown, "page": page, "lines": history_lines(page)}
    return render(request, "partnerships/registry/organisation_history.html", context)


def entries_of(request: HttpRequest, shown: Organisation) -> LedgerQuerySet:
    """X1: what was judged for a partnership that this person does not see stays with that partnership."""
    hidden = Assessment.objects.filter(organisation=shown).exclude(pk__in=assessments_of(request, shown).values("pk"))
    keys = [str(key) for key in hidden.values_list("pk", flat=True)]
    return LedgerEntry.objects.about(shown).exclude(act="assessment.made", object_id__in=keys)
