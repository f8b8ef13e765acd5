"""The periods of an objective: checked, confirmed by its owner, and the confirmation withdrawn by a manager (G5)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.models import Objective, Partnership
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.lists import page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from reviews.access import can_confirm_period, can_enter_value, can_withdraw_confirmation, is_own_objective
from reviews.models import Measurement, PeriodConfirmation
from reviews.periods.forms import ConfirmForm, StepForm, WithdrawConfirmationForm
from reviews.periods.rules.checking import advice, obstacles
from reviews.periods.services.checking import Check, Read, check_of, read_objective
from reviews.periods.services.confirming import confirm_period, withdraw_confirmation
from reviews.results.rules.proving import proof_words
from reviews.results.services.confirmed import ConfirmedPeriod
from reviews.results.services.reading import value_in_words
from reviews.rules.periods import period_of, period_of_slug, period_slug, period_words, periods_until, shifted
from reviews.shared.services import NotReady
from reviews.shared.views import actor, crumbs_to, visible_objective

MOST_PERIODS = 120
COLUMNS = [
    Column(gettext_lazy("Period"), lambda row: period_words(row.period)),
    Column(gettext_lazy("Values"), "facts.values"),
    Column(gettext_lazy("Missing values"), "facts.missing"),
    Column(gettext_lazy("Estimates"), "facts.estimates"),
    Column(gettext_lazy("Values without proof"), "facts.unproven"),
    Column(gettext_lazy("Confirmed at"), lambda row: row.confirmed.row.confirmed_at if row.confirmed else None),
    Column(gettext_lazy("Corrections since"), lambda row: len(row.confirmed.corrections) if row.confirmed else None),
]


@role_required("read_portfolio")
@require_safe
def periods(request: HttpRequest, pk: int) -> HttpResponse:
    """Every period that is over, the latest first, since the first value or the day of entry into force."""
    objective, today = visible_objective(request, pk), timezone.localdate()
    read = read_objective(objective, today)
    form = StepForm(request.GET.get("step", ""), usual=read.step)
    checks = checks_of(read, form.chosen)
    if file := file_response(request.GET.get("format", ""), _("periods"), COLUMNS, checks):
        return file
    page = page_of(request, checks, size=12)
    context = {
        **_frame(objective),
        "choose": form,
        "page_obj": page,
        "rows": [period_row(each) for each in page.object_list],
    }
    return render(request, "reviews/periods/periods.html", context)


def checks_of(read: Read, step: str) -> list[Check]:
    """Of the periods that are over, the latest first."""
    starts = [each.as_of.earliest() for each in read.standing if each.as_of]
    since = min([*starts, read.objective.agreement.governs_since or read.today])
    last = shifted(period_of(read.today, step), step, -1)
    found = [each for each in periods_until(last, step, MOST_PERIODS) if each.latest() >= since]
    return [check_of(read, each) for each in reversed(found)]


def period_row(check: Check) -> dict[str, Any]:
    facts = check.facts
    return {
        "slug": period_slug(check.period),
        "words": capital(check.period),
        "values": facts.values,
        "notes": advice(facts),
        "confirmed": check.confirmed,
    }


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def period(request: HttpRequest, pk: int, period: str) -> HttpResponse:
    """What a period holds and lacks; who may confirm it does so here, having seen it."""
    objective, wanted = visible_objective(request, pk), period_of_slug(period)
    if wanted is None:
        raise Http404
    may_confirm = can_confirm_period(request.membership, objective)
    if request.method == "POST" and not may_confirm:
        raise PermissionDenied
    check = check_of(read_objective(objective, timezone.localdate()), wanted)
    needs_word = not is_own_objective(objective)
    form = ConfirmForm(posted(request), needs_word=needs_word, initial={"seen": check.seen})
    context = _check_context(request, objective, check, may_confirm)
    if request.method == "POST" and form.is_valid():
        said = {"seen": form.cleaned_data["seen"], "word": form.cleaned_data.get("word", "")}
        try:
            confirm_period(objective=objective, period=wanted, by=actor(request), **said)
        except NotReady as refused:
            messages.error(request, " ".join(str(each.title) for each in refused.findings))
            return not_saved(redirect("reviews:period", pk, period))
        except Conflict:
            again = ConfirmForm({**form.data.dict(), "seen": check.seen}, needs_word=needs_word)
            answer = form_page(request, "reviews/periods/period.html", again, context | {"is_overtaken": True})
            answer.status_code = 409
            return answer
        messages.success(request, _("The period is confirmed. From now on a change is a correction with a reason."))
        return redirect("reviews:period", pk, period)
    return form_page(request, "reviews/periods/period.html", form, context)


def _check_context(request: HttpRequest, objective: Objective, check: Check, may_confirm: bool) -> dict[str, Any]:
    facts, today = check.facts, check.read.today
    found = obstacles(facts, today)
    history = [each for each in check.read.confirmed if each.row.period == check.period]
    return {
        **_frame(objective),
        "words": capital(check.period),
        "lines": [line_row(check, line) for line in check.lines],
        "obstacles": [] if check.confirmed else found,
        "advice": advice(facts),
        "confirmed": check.confirmed,
        "corrections": [_value(check, each) for each in check.confirmed.corrections] if check.confirmed else [],
        "earlier": [each for each in history if not each.stands],
        "may_confirm": may_confirm and not found,
        "needs_manager": not may_confirm and not found and can_enter_value(request.membership),
        "withdraw_url": _withdraw_url(request, check.confirmed),
        "owner": objective.owner.name if objective.owner else "",
        "may_enter": can_enter_value(request.membership),
    }


def _withdraw_url(request: HttpRequest, confirmed: ConfirmedPeriod | None) -> str:
    if confirmed is None or not can_withdraw_confirmation(request.membership):
        return ""
    return reverse("reviews:confirmation_withdraw", args=[confirmed.row.pk])


def line_row(check: Check, line: Any) -> dict[str, Any]:
    return {
        "name": line.name,
        "values": [_value(check, each) for each in line.values],
        "missing": [period_words(each) for each in line.missing],
    }


def _value(check: Check, value: Measurement) -> dict[str, Any]:
    return {
        "value": value,
        "shown": value_in_words(value),
        "day": value.as_of.display(),
        "proof": proof_words(check.read.proofs.get(value.pk, []), check.read.today),
        "is_proven": check.is_proven(value),
    }


@role_required("confirm_review")
@require_http_methods(["GET", "POST"])
@once
def confirmation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    partnerships = Partnership.objects.visible_to(request.membership)
    rows = PeriodConfirmation.objects.filter(objective__agreement__partnership__in=partnerships)
    rows = rows.select_related("objective__agreement__partnership__service", "confirmed_by", "confirmed_contact")
    confirmation = get_object_or_404(rows, pk=pk)
    objective, slug = confirmation.objective, period_slug(confirmation.period)
    form = WithdrawConfirmationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_confirmation(confirmation=confirmation, by=actor(request), **form.cleaned_data)
        except MoveRefused:
            messages.error(request, _("This confirmation was withdrawn already."))
            return not_saved(redirect("reviews:period", objective.pk, slug))
        messages.success(request, _("The confirmation has been withdrawn. The period takes values as before."))
        return redirect("reviews:period", objective.pk, slug)
    context = {
        **_frame(objective),
        "words": capital(confirmation.period),
        "confirmation": confirmation,
        "back": reverse("reviews:period", args=[objective.pk, slug]),
    }
    return form_page(request, "reviews/periods/withdraw.html", form, context)


def capital(period: PartialDate) -> str:
    words = period_words(period)
    return words[:1].upper() + words[1:]


def _frame(objective: Objective) -> dict[str, Any]:
    values = {"url": reverse("reviews:values", args=[objective.pk]), "label": objective.title}
    partnership = objective.agreement.partnership
    return {"objective": objective, "partnership": partnership, "crumbs": [*crumbs_to(partnership), values]}
