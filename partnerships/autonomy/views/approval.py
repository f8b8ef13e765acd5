"""Asking the wider unit, its decision, and taking a request back (F10)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from partnerships.autonomy.forms.approval import AskForm, DecisionForm
from partnerships.autonomy.rules.autonomy import area_names
from partnerships.autonomy.services.approvals import (
    approvals_within_reach,
    ask_approval,
    decide_approval,
    may_decide,
    withdraw_approval,
)
from partnerships.autonomy.services.autonomy import remit_of, sha256_of, unit_name
from partnerships.drafting.rules.text import TextChanged
from partnerships.drafting.services.wording import agreement_text
from partnerships.models import Agreement, Approval
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

TOO_LATE = gettext_lazy(
    "Nothing was recorded: the request has been decided or withdrawn, or the text is no longer a draft."
)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def approval_ask(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.is_draft:
        return refused(request, agreement)
    remit = remit_of(agreement, agreement_text(agreement))
    if remit is None or remit.settled is None or remit.is_outdated or remit.open or not remit.to_ask:
        return not_saved(_nothing_to_ask(request, agreement, remit))
    form = AskForm(posted(request), initial={"why": agreement.beyond_note})
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_approval(agreement=agreement, by=request.user, why=form.cleaned_data["why"])
        except MoveRefused:  # somebody else asked meanwhile, or the draft went away
            return not_saved(redirect("partnerships:agreement", pk))
        messages.success(request, _("The request is being sent to %(unit)s by e-mail.") % {"unit": remit.unit})
        return redirect("partnerships:approval", asked.pk)
    context = {
        "agreement": agreement,
        "form": form,
        "remit": remit,
        "areas": area_names(remit.to_ask),
        "crumbs": crumbs_of(agreement),
    }
    return form_page(request, "partnerships/autonomy/approval_ask.html", form, context)


def _nothing_to_ask(request: HttpRequest, agreement: Agreement, remit: Any) -> HttpResponse:
    if remit and remit.open:
        return redirect("partnerships:approval", remit.open.key)
    if remit and (remit.settled is None or remit.is_outdated):
        messages.info(request, _("First state where this text exceeds the office’s delegated authority."))
        return redirect("partnerships:agreement_beyond", agreement.pk)
    messages.info(
        request, _("No approval is needed: the text is within the delegated authority or has already been approved.")
    )
    return redirect("partnerships:agreement", agreement.pk)


def found_approval(request: HttpRequest, pk: int) -> Approval:
    return get_object_or_404(approvals_within_reach(request.membership), pk=pk)


@role_required("read_portfolio")
@require_http_methods(["GET", "POST"])
@once
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """What is asked, the draft that it is about, and the decision: to read, or to record by whom may decide."""
    shown = found_approval(request, pk)
    text = agreement_text(shown.agreement)
    may_record = may_decide(request.membership, shown) and _is_open(shown)
    if request.method == "POST" and not may_record:
        return _too_late(request, shown)
    form = _decision_form(request, shown, sha256_of(text)) if may_record else None
    if form and request.method == "POST" and form.is_valid() and (answer := _decide(request, shown, form)):
        return answer
    context = {
        "approval": shown,
        "agreement": shown.agreement,
        "partnership": shown.agreement.partnership,
        "unit": unit_name(shown.unit, shown.agreement.partnership.service),
        "areas": area_names(shown.areas),
        "text": text,
        "has_changed": shown.agreement.is_draft and sha256_of(text) != shown.text_sha256,
        "form": form,
        "reads_partnership": _reads_partnership(request, shown),
        "may_withdraw": _may_withdraw(request, shown),
    }
    return form_page(request, "partnerships/autonomy/approval.html", form, context)


def _is_open(approval: Approval) -> bool:
    return not approval.outcome and approval.withdrawn_at is None and approval.agreement.is_draft


def _reads_partnership(request: HttpRequest, approval: Approval) -> bool:
    return Agreement.objects.visible_to(request.membership).filter(pk=approval.agreement_id).exists()


def _may_withdraw(request: HttpRequest, approval: Approval) -> bool:
    """Who may write the draft may take its request back, as long as nobody has decided."""
    is_open = not approval.outcome and approval.withdrawn_at is None
    return is_open and request.membership.may("write_agreement") and _reads_partnership(request, approval)


def _decision_form(request: HttpRequest, approval: Approval, sha256: str) -> DecisionForm:
    asked_on = timezone.localdate(approval.asked_at)
    initial = {"text_sha256": sha256, "decided_by": request.user.name, "decided_on": timezone.localdate()}
    return DecisionForm(posted(request), asked_on=asked_on, initial=initial)


def _too_late(request: HttpRequest, approval: Approval) -> HttpResponse:
    """Who may decide here was overtaken, and reads what was decided; nobody else decides at all."""
    if not may_decide(request.membership, approval):
        raise PermissionDenied
    messages.error(request, TOO_LATE)
    return not_saved(redirect("partnerships:approval", approval.pk))


def _decide(request: HttpRequest, approval: Approval, form: DecisionForm) -> HttpResponse | None:
    """None: the draft changed meanwhile. What was typed stays, beside the text as it is now."""
    try:
        decided = decide_approval(approval=approval, by=request.membership, **form.cleaned_data)
    except TextChanged:
        form.look_again(form.initial["text_sha256"])
        return None
    except MoveRefused:
        messages.error(request, TOO_LATE)
    else:
        given = decided.outcome == Approval.Outcome.APPROVED
        messages.success(
            request, _("The approval has been recorded.") if given else _("The refusal has been recorded.")
        )
    return redirect("partnerships:approval", approval.pk)


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def approval_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    shown = found_approval(request, pk)
    if not _may_withdraw(request, shown):
        messages.error(request, _("This request has been decided or withdrawn, or belongs to another office."))
        return redirect("partnerships:approval", pk)
    if request.method == "POST":
        try:
            withdraw_approval(approval=shown, by=request.user)
        except MoveRefused:
            messages.error(request, _("The request has just been decided and can no longer be withdrawn."))
            return redirect("partnerships:approval", pk)
        messages.success(request, _("The request has been withdrawn."))
        return redirect("partnerships:agreement", shown.agreement_id)
    context = {"approval": shown, "agreement": shown.agreement, "crumbs": crumbs_of(shown.agreement)}
    context["unit"] = unit_name(shown.unit, shown.agreement.partnership.service)
    return render(request, "partnerships/autonomy/approval_withdraw.html", context)
