"""All objectives of a partnership with their results: by pages, and as a file (O2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partnerships.models import Partnership
from partnerships.rules.lifecycle import in_force_among, last_ended_among
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.lib.export import Column, span
from reviews.access import can_enter_value
from reviews.results.services.charts import full_charts
from reviews.results.services.results import Result, line_objectives_of, lines_for, results_of
from reviews.shared.paper import on_paper
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
    if request.GET.get("format") == "pdf":
        return _as_pdf(request, partnership, results_of(text, judged_on))
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


def _as_pdf(request: HttpRequest, partnership: Partnership, results: list[Result]) -> HttpResponse:
    """Every objective with its chart and the table behind it."""
    lines = [
        {
            "result": each,
            "chart": next(iter(full_charts(each.objective, each.digest)), None),
            "values": _values_of(each),
        }
        for each in results
    ]
    return on_paper(
        "reviews/agenda/results_pdf.html",
        {"partnership": partnership, "lines": lines},
        title=_("Objectives and results of %(partnership)s") % {"partnership": partnership.title},
        name=_("results %(reference)s") % {"reference": partnership.reference},
        membership=request.membership,
    )


def _values_of(result: Result) -> list[dict[str, object]]:
    """What the chart draws, the oldest first; the control group after the total."""
    found = [each | {"note": _("estimate") if each["is_estimate"] else ""} for each in result.shown_values]
    return found + [each | {"note": _("control group")} for each in result.shown_control]
