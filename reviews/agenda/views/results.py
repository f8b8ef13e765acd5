"""All objectives of a partnership with their results: by pages, and as a file (O2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partnerships.rules.lifecycle import in_force_among, last_ended_among
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column, span
from reviews.access import can_enter_value
from reviews.results.services.results import line_objectives_of, lines_for, results_of
from reviews.shared.views import crumbs_to, visible_partnership

COLUMNS = [
    Column(gettext_lazy("Number"), "number"),
    Column(gettext_lazy("Objective"), "objective.title"),
    Column(gettext_lazy("Target"), "shown_target"),
    Column(gettext_lazy("Target as a number"), "objective.target"),
    Column(gettext_lazy("Due date"), "objective.due"),
    Column(gettext_lazy("Value"), "shown_value"),
    Column(gettext_lazy("Value as a number"), "figure"),
    Column(gettext_lazy("Unit"), "objective.unit"),
    *span(gettext_lazy("From"), gettext_lazy("Until"), lambda result: result.latest.as_of if result.latest else None),
    Column(gettext_lazy("Source"), lambda result: result.latest.source if result.latest else ""),
    Column(gettext_lazy("Estimate"), lambda result: result.latest.is_estimate if result.latest else None),
    Column(gettext_lazy("Assessment"), "verdict.label"),
    Column(gettext_lazy("Reason"), "verdict.reason"),
    Column(gettext_lazy("Judgement of the latest review"), "judged_words"),
    Column(gettext_lazy("Marks"), lambda result: "; ".join(mark.of_objective for mark in result.marks)),
]


@role_required("read_portfolio")
@require_safe
def partnership_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the text in force, or of the one that ended last."""
    partnership = visible_partnership(request, pk)
    versions = list(partnership.agreements.defer("snapshot"))
    text = in_force_among(versions) or last_ended_among(versions)
    today = timezone.localdate()
    judged_on = min(today, partnership.ended_on or today)
    if file := as_file(request, _("results"), COLUMNS, results_of(text, judged_on)):
        return file
    page = page_of(request, line_objectives_of(text) if text else [])
    context = {
        "partnership": partnership,
        "crumbs": crumbs_to(partnership),
        "results": lines_for(list(page), judged_on, first=page.start_index()),
        "page_obj": page,
        "may_enter": can_enter_value(request.membership),
    }
    return render(request, "reviews/agenda/results.html", context)
