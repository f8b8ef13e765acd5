"""Stating what an office may decide by itself, and saying where a text goes past it (F10)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.autonomy.forms.autonomy import AutonomyForm, BeyondForm
from partnerships.autonomy.rules.autonomy import area_names
from partnerships.autonomy.services.autonomy import (
    may_state,
    remit_of,
    save_beyond,
    state_autonomy,
    statements_of,
)
from partnerships.models import Agreement
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.models import Office
from pes_partnerships.accounts.once import once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key

from .office import office_of


@role_required("decide_autonomy")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def office_autonomy_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Six areas at once; "?from=" fills them in from another office, and nothing is stored before it is saved."""
    office = office_of(request, pk)
    if not may_state(request.membership, office):
        raise PermissionDenied
    model = _model_office(request, office)
    filled = statements_of(model) if model else None
    form = AutonomyForm(posted(request), stored=statements_of(office), filled=filled)
    others = Office.objects.filter(service=office.service, autonomy__isnull=False).exclude(pk=pk).distinct()
    context = {"office": office, "others": others, "model": model}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] if "seen" in form.data else None
        try:
            state_autonomy(office=office, by=request.membership, areas=form.stated(), seen=seen)
        except Conflict:
            crumbs = [
                {"url": reverse("partnerships:offices"), "label": _("Offices")},
                {"url": reverse("partnerships:office_autonomy", args=[pk]), "label": office.name},
            ]
            now = AutonomyForm(stored=statements_of(office))
            return conflict_page(request, form, now, {"crumbs": crumbs, "here": office.name})
        messages.success(
            request, _("Saved. For drafts based on the earlier statement, the question must be answered again.")
        )
        return redirect("partnerships:office_autonomy", pk)
    return form_page(request, "partnerships/autonomy/autonomy_form.html", form, context)


def _model_office(request: HttpRequest, office: Office) -> Office | None:
    """The office whose statements fill the form, if the address names one of the same service."""
    asked = row_key(request.GET.get("from", ""))
    if request.method == "POST" or asked is None:
        return None
    return Office.objects.filter(service=office.service, pk=asked).exclude(pk=office.pk).first()


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def agreement_beyond(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    office = agreement.partnership.office
    if not agreement.is_draft:
        return refused(request, agreement)
    if office is None:
        messages.info(request, _("This partnership is not assigned to an office: the service decides itself."))
        return redirect("partnerships:agreement", pk)
    form = BeyondForm(posted(request), instance=agreement, statements=statements_of(office))
    if request.method == "POST" and form.is_valid():
        return _save_beyond(request, agreement, form)
    context = {
        "agreement": agreement,
        "office": office,
        "unit": office.parent or office.service,
        "unstated": area_names(form.unstated),
        "remit": remit_of(agreement),
        "crumbs": crumbs_of(agreement),
    }
    return form_page(request, "partnerships/autonomy/autonomy_beyond.html", form, context)


def _save_beyond(request: HttpRequest, agreement: Agreement, form: BeyondForm) -> HttpResponse:
    try:
        saved = save_beyond(agreement=agreement, by=Actor.user(request.user), **form.values())
    except Conflict as conflict:
        now = BeyondForm(instance=conflict.theirs, statements=form.statements)
        context = {"crumbs": crumbs_of(agreement), "here": _("Delegated authority of the office")}
        return conflict_page(request, form, now, context)
    except MoveRefused:
        return refused(request, agreement)
    messages.success(request, _("Saved."))
    remit = remit_of(saved)
    if remit and remit.to_ask and not remit.open:
        return redirect("partnerships:approval_ask", agreement.pk)
    return redirect("partnerships:agreement", agreement.pk)
