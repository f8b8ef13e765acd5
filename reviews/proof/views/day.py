"""What proof was there on that day: every value of a partnership, as it counted then (G5)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partnerships.shared.views.lists import page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column, file_response, span
from reviews.proof.forms import DayForm
from reviews.proof.rules import COUNTED, VALUE_STATES
from reviews.proof.services.on_a_day import ValueOnDay, on_the_day, values_by
from reviews.results.rules.proving import proof_words
from reviews.results.services.reading import value_in_words
from reviews.shared.views import crumbs_to, visible_partnership

COLUMNS = [
    Column(gettext_lazy("Objective"), "value.objective.title"),
    Column(gettext_lazy("Quota"), lambda row: str(row.value.quota or "")),
    Column(gettext_lazy("Partner"), lambda row: row.value.party.name if row.value.party else ""),
    *span(gettext_lazy("From"), gettext_lazy("Until"), lambda row: row.value.as_of),
    Column(gettext_lazy("Value"), "value.value"),
    Column(gettext_lazy("Unit"), "value.unit"),
    Column(gettext_lazy("Description"), "value.text"),
    Column(gettext_lazy("Source"), "value.source"),
    Column(gettext_lazy("Entered at"), "value.entered_at"),
    Column(gettext_lazy("State on that day"), lambda row: VALUE_STATES[row.state]),
    Column(gettext_lazy("Day"), "day"),
    Column(gettext_lazy("Proof on that day"), lambda row: proof_words(row.days, row.day)),
    Column(gettext_lazy("Titles"), lambda row: "; ".join(each.title for each in row.revisions)),
    Column(gettext_lazy("Fingerprint (SHA-256)"), lambda row: "; ".join(each.sha256 for each in row.revisions)),
    Column(gettext_lazy("Web address"), lambda row: "; ".join(each.link for each in row.revisions if each.link)),
]


@role_required("read_portfolio")
@require_safe
def proof_on_day(request: HttpRequest, pk: int) -> HttpResponse:
    partnership, today = visible_partnership(request, pk), timezone.localdate()
    asked = request.GET if any(name.startswith("day") for name in request.GET) else None
    form = DayForm(asked, today=today, initial={"day": today})
    day = form.chosen
    values = values_by(partnership, day)
    if request.GET.get("format"):
        rows = on_the_day(values, day, partnership.service)
        if file := file_response(request.GET["format"], _("proof"), COLUMNS, rows):
            return file
    page = page_of(request, values)
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "form": form,
        "day": day,
        "page_obj": page,
        "rows": [_row(each) for each in on_the_day(page.object_list, day, partnership.service)],
    }
    return render(request, "reviews/proof/proof_on_day.html", context)


def _row(each: ValueOnDay) -> dict[str, Any]:
    return {
        "value": each.value,
        "shown": value_in_words(each.value),
        "counted": each.state == COUNTED,
        "state": VALUE_STATES[each.state],
        "revisions": each.revisions,
        "proof": proof_words(each.days, each.day),
    }
