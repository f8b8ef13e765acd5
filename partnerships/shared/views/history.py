"""Who did what on a partnership, and when: the ledger in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.models import LedgerEntry
from pes_partnerships.lib.export import Column

from .found import partnership_to_read
from .history_lines import history_lines
from .lists import as_file, page_of

COLUMNS = [
    Column(gettext_lazy("Number"), "entry.seq"),
    Column(gettext_lazy("When"), "entry.at"),
    Column(gettext_lazy("Who"), "entry.actor_name"),
    Column(gettext_lazy("What"), "words"),
    Column(gettext_lazy("Of"), "entry.object_label"),
    Column(gettext_lazy("What changed"), "changes_in_words"),
]


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
    return render(request, "partnerships/shared/history.html", context)
