"""The model adviser: the interview, its proposal with the decision, and the table behind it (F9)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.access import can_form_partnership
from partnerships.models import ModelAdvice, Partnership
from partnerships.preparation.forms.advice import AdviceForm, DecisionForm
from partnerships.preparation.rules.adviser import as_given, is_still_given, question_of
from partnerships.preparation.rules.adviser_menu import REQUIREMENTS, requirements_of
from partnerships.preparation.rules.adviser_table import SIGNS
from partnerships.preparation.services.advice import ask_adviser, decide_model, latest_decision
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.rules.model_choice import ELEMENT, Model, elements_of
from partnerships.shared.views.found import partnership_to_form, partnership_to_read
from partnerships.shared.views.lists import as_file, page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.export import Column
from pes_partnerships.lib.form_pages import form_page, posted

from .advice_rows import AdviceLine, answers_in_words, borrowed_rows, questions_with_cells, weight_words

INTERVIEWS = [
    Column(gettext_lazy("Asked"), "row.asked_at"),
    Column(gettext_lazy("By"), "asked_by"),
    Column(gettext_lazy("Answers"), "answered"),
    Column(gettext_lazy("Proposed"), "proposed"),
    Column(gettext_lazy("Decided"), "row.decided_at"),
    Column(gettext_lazy("Decided by"), "decided_by"),
    Column(gettext_lazy("Chosen model"), lambda line: line.row.get_model_display()),
    Column(gettext_lazy("Reasons"), "row.reason"),
]
TABLE = [
    Column(gettext_lazy("Question"), lambda sign: question_of(sign)[0]),
    Column(gettext_lazy("Answer"), lambda sign: question_of(sign)[1]),
    Column(gettext_lazy("Model"), lambda sign: Model(sign.model).label),
    Column(gettext_lazy("Weight"), "weight"),
    Column(gettext_lazy("Description"), lambda sign: weight_words(sign.weight)),
    Column(gettext_lazy("Reason"), "reason"),
    Column(gettext_lazy("Paragraph"), "paragraph"),
]


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """The interview for those who form partnerships, and for everybody what was asked before."""
    partnership = partnership_to_form(request, pk) if request.method == "POST" else partnership_to_read(request, pk)
    asked = partnership.model_advice.select_related("asked_by", "decided_by")
    if file := as_file(request, _("model-advice"), INTERVIEWS, map(AdviceLine, asked)):
        return file
    last = asked.first()
    form = AdviceForm(posted(request), initial=dict(last.answers) if last else {})
    if request.method == "POST" and form.is_valid():
        kept = ask_adviser(partnership=partnership, by=Actor.user(request.user), answers=form.cleaned_data)
        return redirect("partnerships:advice_result", kept.pk)
    page = page_of(request, asked)
    context = {
        "partnership": partnership,
        "form": form,
        "may_form": can_form_partnership(request.user, partnership),
        "page": page,
        "lines": [AdviceLine(row) for row in page],
        "decision": latest_decision(partnership),
    }
    return form_page(request, "partnerships/preparation/advice.html", form, context)


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def advice_result(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposal as it was given, and below it the decision."""
    row = _visible_advice(request, pk)
    may_form = can_form_partnership(request.user, row.partnership)
    if request.method == "POST" and not may_form:
        raise PermissionDenied
    chosen = {"model": row.model, "elements": row.elements, "reason": row.reason} if row.decided_at else {}
    form = DecisionForm(posted(request), initial=chosen, proposal=row.proposal)
    if request.method == "POST" and form.is_valid():
        kept = decide_model(advice=row, by=Actor.user(request.user), **form.cleaned_data)
        messages.success(request, _("The decision has been saved. A new draft of the agreement is based on it."))
        return redirect("partnerships:advice_result", kept.pk)
    context = {**_proposal(row), "form": form, "may_form": may_form}
    return form_page(request, "partnerships/preparation/advice_result.html", form, context)


def _proposal(row: ModelAdvice) -> dict[str, Any]:
    """What the page of one interview shows beside its form."""
    advice = as_given(row.answers, row.proposal)
    latest = latest_decision(row.partnership)
    return {
        "row": row,
        "partnership": row.partnership,
        "advice": advice,
        "answers": answers_in_words(row.answers),
        "borrowed": borrowed_rows(advice.borrowed),
        "elements": elements_of(advice.first.model),
        "requirements": requirements_of(advice.first.model),
        "taken": [ELEMENT[code] for code in row.elements if code in ELEMENT],
        "has_changed": not is_still_given(row.answers, row.proposal),
        "later": latest if latest and latest != row else None,
        "draft": row.partnership.agreements.filter(status=AgreementStatus.DRAFT).first(),
    }


@role_required("read_portfolio")
@require_http_methods(["GET"])
def adviser_table(request: HttpRequest) -> HttpResponse:
    """The table as it stands, for people who know the field and not the program."""
    if file := as_file(request, _("model-adviser"), TABLE, SIGNS):
        return file
    context = {
        "groups": questions_with_cells(),
        "models": list(Model),
        "borrowings": borrowed_rows(),
        "requirements": REQUIREMENTS,
        "labels": dict(Model.choices),
        "signs": len(SIGNS),
    }
    return render(request, "partnerships/preparation/adviser_table.html", context)


def _visible_advice(request: HttpRequest, pk: int) -> ModelAdvice:
    partnerships = Partnership.objects.visible_to(request.membership)
    rows = ModelAdvice.objects.filter(partnership__in=partnerships)
    return get_object_or_404(
        rows.select_related("partnership__service", "partnership__office", "asked_by", "decided_by"), pk=pk
    )
