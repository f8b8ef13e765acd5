"""Who did what on a partnership, and when: the ledger in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.shared.views.found import partnership_to_read
from partnerships.shared.views.history_lines import COLUMNS, history_lines
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.models import LedgerEntry


@role_required("read_portfolio")
@require_http_methods(["GET"])
def history(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = partnership_to_read(request, pk)
    entries = LedgerEntry.objects.about(partnership)
    asks_file = bool(request.GET.get("format"))
    file = as_file(request, _("history"), COLUMNS, history_lines(entries) if asks_file else ())
    if file:
        return file
    page = page_of(request, entries)
    context = {"partnership": partnership, "page": page, "lines": history_lines(page)}
    return render(request, "partnerships/portfolio/history.html", context)
