"""Stating what an office may decide by itself, and saying where a text goes past it (F10)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.autonomy.forms.autonomy import AutonomyForm, BeyondForm
from partnerships.autonomy.rules.autonomy import QUESTIONS, QuestionAnswer, area_names
from partnerships.autonomy.services.autonomy import (
    BEYOND,
    Stated,
    may_state,
    remit_of,
    save_beyond,
    seen_statements,
    state_autonomy,
    statements_of,
)
from partnerships.models import Agreement, Autonomy
from partnerships.preparation.views.preparation_parts import conflict_page
from partnerships.rules.vocabulary import Area, Freedom
from partnerships.shared.services.conflicts import Conflict, seen_row
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Office
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key

from .office import office_of


@role_required("decide_autonomy")
@require_http_methods(["GET", "POST"])
def office_autonomy_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Six areas at once; "?from=" fills them in from another office, and nothing is stored before it is saved."""
    office = office_of(request, pk)
    if not may_state(request.membership, office):
        raise PermissionDenied
    model = _model_office(request, office)
    filled = statements_of(model) if model else None
    form = AutonomyForm(request.POST or None, stored=statements_of(office), filled=filled)
    others = Office.objects.filter(service=office.service, autonomy__isnull=False).exclude(pk=pk).distinct()
    context = {"office": office, "form": form, "others": others, "model": model}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] if "seen" in form.data else None
        try:
            state_autonomy(office=office, by=request.membership, areas=form.stated(), seen=seen)
        except Conflict as conflict:
            return _office_conflict(request, form, conflict.theirs, office)
        messages.success(
            request, _("Saved. For drafts based on the earlier statement, the question must be answered again.")
        )
        return redirect("partnerships:office_autonomy", pk)
    return render(request, "partnerships/autonomy/autonomy_form.html", context, status=422 if form.is_bound else 200)


def _model_office(request: HttpRequest, office: Office) -> Office | None:
    """The office whose statements fill the form, if the address names one of the same service."""
    asked = row_key(request.GET.get("from", ""))
    if request.method == "POST" or asked is None:
        return None
    return Office.objects.filter(service=office.service, pk=asked).exclude(pk=office.pk).first()


def _office_conflict(request: HttpRequest, form: AutonomyForm, rows: list[Autonomy], office: Office) -> HttpResponse:
    theirs, yours = {row.area: row for row in rows}, form.stated()
    shown = [
        {"label": area.label, "theirs": _in_words(theirs.get(area)), "yours": _in_words(yours[area])} for area in Area
    ]
    crumbs = [
        {"url": reverse("partnerships:offices"), "label": _("Offices")},
        {"url": reverse("partnerships:office_autonomy", args=[office.pk]), "label": office.name},
    ]
    differ = [row for row in shown if row["theirs"] != row["yours"]]
    context = {"crumbs": crumbs, "here": office.name}
    return conflict_page(request, context, rows=differ, seen={"seen": seen_statements(theirs)})


def _in_words(stated: Autonomy | Stated | None) -> str:
    if stated is None or not stated.freedom:
        return _("not stated")
    given = dict(QuestionAnswer.choices)
    answers = [
        f"{question.text} {given[stated.answers[question.code]]}"
        for question in QUESTIONS
        if stated.answers.get(question.code) in given
    ]
    return "\n".join(filter(None, [str(Freedom(stated.freedom).label), stated.limits, *answers]))


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
def agreement_beyond(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    office = agreement.partnership.office
    if not agreement.is_draft:
        return refused(request, agreement)
    if office is None:
        messages.info(request, _("This partnership is not assigned to an office: the service decides itself."))
        return redirect("partnerships:agreement", pk)
    form = BeyondForm(request.POST or None, instance=agreement, statements=statements_of(office))
    if request.method == "POST" and form.is_valid():
        return _save_beyond(request, agreement, form)
    context = {
        "agreement": agreement,
        "form": form,
        "office": office,
        "unit": office.parent or office.service,
        "unstated": area_names(form.unstated),
        "remit": remit_of(agreement),
        "crumbs": crumbs_of(agreement),
    }
    return render(request, "partnerships/autonomy/autonomy_beyond.html", context, status=422 if form.is_bound else 200)


def _save_beyond(request: HttpRequest, agreement: Agreement, form: BeyondForm) -> HttpResponse:
    try:
        saved = save_beyond(agreement=agreement, by=Actor.user(request.user), **form.values())
    except Conflict as conflict:
        rows, seen = _beyond_rows(form, conflict.theirs), {"seen": seen_row(conflict.theirs, BEYOND)}
        context = {"crumbs": crumbs_of(agreement), "here": _("Delegated authority of the office")}
        return conflict_page(request, context, rows=rows, seen=seen)
    except MoveRefused:
        return refused(request, agreement)
    messages.success(request, _("Saved."))
    remit = remit_of(saved)
    if remit and remit.to_ask and not remit.open:
        return redirect("partnerships:approval_ask", agreement.pk)
    return redirect("partnerships:agreement", agreement.pk)


def _beyond_rows(form: BeyondForm, theirs: Agreement) -> list[dict[str, Any]]:
    def words(areas: list[str] | None) -> str:
        return area_names(areas or []) or _("Within the delegated authority")

    given = form.cleaned_data
    return [
        {
            "label": form.fields["beyond"].label,
            "theirs": words(theirs.beyond),
            "yours": words(given["beyond"]),
        },
        {
            "label": form.fields["beyond_note"].label,
            "theirs": theirs.beyond_note,
            "yours": given["beyond_note"],
        },
    ]
