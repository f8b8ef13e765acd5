"""All that is public, and what of it somebody should look at; selected entries are acted on together (D4)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from directory.models import Entry
from directory.publishing.services.checking import waiting_count
from directory.publishing.services.staleness import reasons_of, stale_count, stale_entries, with_reasons
from directory.publishing.services.validity import months_of_validity
from directory.rules.vocabulary import StaleReason
from directory.upkeep.forms import BulkAct, ValidityForm
from directory.upkeep.services.listing import last_asked
from directory.upkeep.services.settings import set_months
from partnerships.matching.services.searching import narrowed
from partnerships.shared.views.lists import as_file, page_of, words_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted


@dataclass(frozen=True)
class Line:
    """An entry, why somebody should look at it, and when its owner was asked last."""

    entry: Entry
    reasons: list[StaleReason]
    asked_at: object


COLUMNS = (
    Column(gettext_lazy("Entry"), "entry.title"),
    Column(gettext_lazy("Employment service"), "entry.pes_name"),
    Column(gettext_lazy("Reasons to look at it"), lambda line: [str(reason.label) for reason in line.reasons]),
    Column(
        gettext_lazy("Maintained from a partnership"), lambda line: _("yes") if line.entry.partnership_id else _("no")
    ),
    Column(gettext_lazy("Published"), lambda line: timezone.localdate(line.entry.published_at)),
    Column(gettext_lazy("Changed"), lambda line: timezone.localdate(line.entry.changed_at)),
    Column(
        gettext_lazy("Confirmed"), lambda line: line.entry.confirmed_at and timezone.localdate(line.entry.confirmed_at)
    ),
    Column(gettext_lazy("To be confirmed by"), "entry.expires_on"),
    Column(gettext_lazy("Asked"), lambda line: line.asked_at and timezone.localdate(line.asked_at)),
)


@role_required("publish_entry")
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    return _list(request, only_stale=False)


@role_required("publish_entry")
@require_safe
def stale(request: HttpRequest) -> HttpResponse:
    return _list(request, only_stale=True)


@role_required("publish_entry")
@require_http_methods(["GET", "HEAD", "POST"])
def validity(request: HttpRequest) -> HttpResponse:
    form = ValidityForm(posted(request), initial={"months": months_of_validity()})
    if request.method == "POST" and form.is_valid():
        set_months(months=form.cleaned_data["months"], by=Actor.user(request.user))
        messages.success(request, _("Saved. The last days of the published entries have moved with it."))
        return redirect("directory:stale")
    return form_page(request, "directory/upkeep/validity.html", form, {})


def _list(request: HttpRequest, *, only_stale: bool) -> HttpResponse:
    today = timezone.localdate()
    words, why = words_of(request), request.GET.get("why", "")
    rows = stale_entries(today) if only_stale else with_reasons(today)
    if words:
        rows = narrowed(rows, words)
    if why in StaleReason:
        rows = rows.filter(**{f"is_{why}": True})
    # what waits longest for a word of its owner first
    rows = rows.order_by("confirmed_at", "changed_at", "pk") if only_stale else rows.order_by("-changed_at", "pk")
    name = _("entries to look at") if only_stale else _("published entries")
    if answer := as_file(request, name, COLUMNS, _all_lines(rows)):
        return answer
    page = page_of(request, rows)
    context = {
        "page_obj": page,
        "lines": _lines(list(page)),
        "only_stale": only_stale,
        "stale": stale_count(today),
        "waiting": waiting_count(),
        "words": words,
        "why": why,
        "reasons": StaleReason.choices,
        "acts": BulkAct.choices,
        "months": months_of_validity(),
    }
    return render(request, "directory/upkeep/entries.html", context)


def _all_lines(rows: QuerySet[Entry]) -> Iterator[Line]:
    """For a file alone: a page reads what it prints."""
    yield from _lines(list(rows))


def _lines(entries: list[Entry]) -> list[Line]:
    asked = last_asked(entries)
    return [Line(entry, reasons_of(entry), asked.get(entry.pk)) for entry in entries]
