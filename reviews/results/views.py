"""The values of an objective: all of them, with who entered each and what was corrected (O2, O4)."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.models import Objective, Quota
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.export import Column, file_response, span
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.numbers import row_key
from reviews.access import can_enter_value
from reviews.models import Measurement
from reviews.results.rules.costing import has_pieces
from reviews.results.rules.locking import correct_there_words
from reviews.results.rules.proving import is_proven, proof_words
from reviews.results.services.charts import full_charts
from reviews.results.services.confirmed import ConfirmedPeriod, confirmed_periods
from reviews.results.services.costing import cost_of, state_alone_cost
from reviews.results.services.measuring import correct_value, enter_value, withdraw_value
from reviews.results.services.proofs import days_by_value, takes_over
from reviews.results.services.reading import value_in_words
from reviews.results.services.results import result_for
from reviews.results.services.splits import split_of
from reviews.results.services.tracing import behind
from reviews.rules.periods import covers
from reviews.shared.forms import MEASURED
from reviews.shared.services import AlreadyCorrected, PeriodLocked
from reviews.shared.views import actor, crumbs_to, visible_measurement, visible_objective

from .forms import AloneCostForm, CorrectionForm, ValueForm, WithdrawalForm

COLUMNS = [
    *span(gettext_lazy("From"), gettext_lazy("Until"), lambda each: each.as_of),
    Column(gettext_lazy("Quota"), lambda each: str(each.quota or "")),
    Column(gettext_lazy("Partner"), lambda each: each.party.name if each.party else ""),
    Column(gettext_lazy("Value"), "value"),
    Column(gettext_lazy("Unit"), "unit"),
    Column(gettext_lazy("How many"), "numerator"),
    Column(gettext_lazy("Out of how many"), "denominator"),
    Column(gettext_lazy("Description"), "text"),
    Column(gettext_lazy("Estimate"), "is_estimate"),
    Column(gettext_lazy("Control group"), "is_control_group"),
    Column(gettext_lazy("Source"), "source"),
    Column(gettext_lazy("Entered by"), lambda each: str(each.entered_by or "")),
    Column(gettext_lazy("Entered at"), "entered_at"),
    Column(gettext_lazy("Corrected"), lambda each: hasattr(each, "correction")),
    Column(gettext_lazy("Why it was corrected"), "correction_reason"),
    Column(gettext_lazy("Withdrawn"), "withdrawn_at"),
    Column(gettext_lazy("Why it was withdrawn"), "withdrawal_reason"),
]


@role_required("read_portfolio")
@require_http_methods(["GET"])
def values(request: HttpRequest, pk: int) -> HttpResponse:
    objective = visible_objective(request, pk)
    rows, today = list(_every_value(objective)), timezone.localdate()
    proofs = days_by_value(rows)
    proof = Column(gettext_lazy("Proof"), lambda each: proof_words(proofs.get(each.pk, []), today))
    if file := file_response(request.GET.get("format", ""), _("values"), [*COLUMNS, proof], rows):
        return file
    may_enter, confirmed = can_enter_value(request.membership), confirmed_periods(objective, rows)
    result = result_for(objective, today)
    context = {
        "objective": objective,
        "partnership": objective.agreement.partnership,
        "crumbs": crumbs_to(objective.agreement.partnership),
        "result": result,
        "charts": full_charts(objective, result.digest),
        "split": split_of(result),
        "rows": [
            _row(each, may_enter, confirmed)
            | {"proof": proof.of(each), "is_proven": is_proven(proofs.get(each.pk, []), today)}
            for each in rows
        ],
        "confirmed": confirmed,
        "cost": cost_of(result),
        "behind": behind(objective, result.values),
        "may_enter": may_enter,
    }
    return render(request, "reviews/results/value_list.html", context)


def _every_value(objective: Objective) -> QuerySet[Measurement]:
    """The whole lineage, corrected values too, the newest first."""
    found = Measurement.objects.of_lineage(objective.lineage).order_by("-as_of", "-entered_at", "-pk")
    return found.select_related(
        "objective",
        "quota",
        "corrects",
        "entered_by",
        "withdrawn_by",
        "party__participation__organisation",
        "correction__entered_by",
        "correction__objective",
        "correction__quota",
    )


def _row(measurement: Measurement, may_enter: bool, confirmed: list[ConfirmedPeriod]) -> dict[str, Any]:
    correction = getattr(measurement, "correction", None)
    may_change = may_enter and measurement.stands
    return {
        "is_locked": any(each.stands and covers(each.row.period, measurement.as_of) for each in confirmed),
        "value": measurement,
        "shown": value_in_words(measurement),
        "late": "" if measurement.corrects_id else measurement.correction_reason,
        "correction": correction,
        "corrected_to": value_in_words(correction) if correction else "",
        "url": reverse("reviews:value_correct", args=[measurement.pk]) if may_change else "",
        "withdraw_url": reverse("reviews:value_withdraw", args=[measurement.pk]) if may_change else "",
    }


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def value_new(request: HttpRequest, pk: int) -> HttpResponse:
    objective = visible_objective(request, pk)
    if not objective.agreement.was_signed:  # a draft's objective may still be changed, or taken out
        messages.info(
            request, _("Values are entered for the objectives of a signed agreement. This one is not signed.")
        )
        return not_saved(redirect("reviews:values", pk=pk))
    quota = _quota(request, objective)
    form = ValueForm(posted(request), objective=objective, quota=quota, initial={"source": objective.data_source})
    if request.method == "POST" and form.is_valid():
        try:
            enter_value(objective=objective, by=actor(request), **form.measured())
        except PeriodLocked as refused:  # confirmed while the form was open
            form.add_error("as_of", correct_there_words(refused.confirmation.period))
        else:
            messages.success(request, _("The value is entered."))
            return redirect("reviews:values", pk=pk)
    context = {**_form_context(objective, form, _("Enter a value")), "quota": quota}
    return form_page(request, "reviews/results/value_form.html", form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def value_correct(request: HttpRequest, pk: int) -> HttpResponse:
    measurement = visible_measurement(request, pk)
    objective = measurement.objective
    before = {name: getattr(measurement, name) for name in MEASURED}
    has_proof = takes_over(measurement, timezone.localdate())
    form = CorrectionForm(
        posted(request), objective=objective, quota=measurement.quota, has_proof=has_proof, initial=before
    )
    if request.method == "POST" and form.is_valid():
        try:
            correct_value(measurement=measurement, by=actor(request), **form.corrected())
        except AlreadyCorrected:
            messages.error(
                request, _("This value has already been corrected or withdrawn. What counts now is shown below.")
            )
            return not_saved(redirect("reviews:values", pk=objective.pk))
        messages.success(request, _("Corrected. The earlier value stays visible."))
        return redirect("reviews:values", pk=objective.pk)
    context = {**_form_context(objective, form, _("Correct a value")), "before": value_in_words(measurement)}
    context["quota"] = measurement.quota
    return form_page(request, "reviews/results/value_form.html", form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def value_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A value that should not be there, such as one of another objective: it stays readable and counts no more."""
    measurement = visible_measurement(request, pk)
    objective = measurement.objective
    form = WithdrawalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_value(measurement=measurement, by=actor(request), reason=form.cleaned_data["reason"])
        except AlreadyCorrected:
            messages.error(request, _("This value has already been corrected or withdrawn."))
            return not_saved(redirect("reviews:values", pk=objective.pk))
        messages.success(request, _("The value has been withdrawn. It stays visible and no longer counts."))
        return redirect("reviews:values", pk=objective.pk)
    context = {**_form_context(objective, form, _("Withdraw a value")), "withdrawn": value_in_words(measurement)}
    context["quota"] = measurement.quota
    return form_page(request, "reviews/results/value_form.html", form, context)


@role_required("enter_value")
@require_http_methods(["GET", "POST"])
@once
def alone_cost(request: HttpRequest, pk: int) -> HttpResponse:
    """O3: what a result would cost without the partnership; an earlier statement stays beside it."""
    objective = visible_objective(request, pk)
    if not objective.agreement.was_signed or not has_pieces(objective.counting, objective.unit):
        messages.info(request, _("Only what an objective of a signed agreement counts by the piece has a cost."))
        return not_saved(redirect("reviews:values", pk=pk))
    form = AloneCostForm(posted(request), initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        state_alone_cost(objective=objective, by=actor(request), **form.cleaned_data)
        messages.success(request, _("The cost of acting alone is stated."))
        return redirect("reviews:values", pk=pk)
    context = _form_context(objective, form, _("State the cost of acting alone"))
    return form_page(request, "reviews/results/value_form.html", form, context)


def _form_context(objective: Objective, form: Any, title: str) -> dict[str, Any]:
    return {
        "objective": objective,
        "partnership": objective.agreement.partnership,
        "crumbs": crumbs_to(objective.agreement.partnership),
        "form": form,
        "title": title,
        "back": reverse("reviews:values", args=[objective.pk]),
    }


def _quota(request: HttpRequest, objective: Objective) -> Quota | None:
    """The quota that the address names; 404 where it is none of this objective."""
    named = request.GET.get("quota")
    return get_object_or_404(objective.quotas, pk=row_key(named)) if named else None
