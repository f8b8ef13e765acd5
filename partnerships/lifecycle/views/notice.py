"""Recording a notice of termination, and withdrawing it (A16)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.drafting.services.wording import agreement_text
from partnerships.lifecycle.forms import TerminationForm
from partnerships.lifecycle.services.notice import record_notice, withdraw_notice
from partnerships.lifecycle.services.standing import running_notice
from partnerships.minor_changes.services.parties import untold_parties
from partnerships.models import TerminationNotice
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.forms.refusals import add_findings
from partnerships.shared.services.refused import Refused
from partnerships.shared.views.drafts import crumbs_of, visible_agreement, visible_part
from partnerships.shared.views.notice_clock import clock_beside, started_with
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def termination_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gave notice, when, and the last day by the rule of the text, which stands beside the form."""
    agreement = visible_agreement(request, pk)
    if agreement.status != AgreementStatus.IN_FORCE or running_notice(agreement):
        messages.info(request, _("No notice can be recorded: the agreement is not in force, or is in notice already."))
        return not_saved(redirect("partnerships:life_cycle", agreement.partnership_id))
    beside = clock_beside(request, agreement)
    start = started_with(beside, "given_on", "last_day")
    form = TerminationForm(posted(request), agreement=agreement, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            record_notice(agreement=agreement, user=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_findings(form, refusal.findings)
        except MoveRefused:
            messages.info(request, _("The notice had been recorded already."))
            return not_saved(redirect("partnerships:life_cycle", agreement.partnership_id))
        else:
            words = _("The notice has been recorded. All signatories with an e-mail address are told.")
            messages.success(request, words)
            return redirect("partnerships:life_cycle", agreement.partnership_id)
    context = {
        "agreement": agreement,
        "crumbs": crumbs_of(agreement),
        "text": agreement_text(agreement),
        "untold": untold_parties(agreement),
        **beside,
    }
    return form_page(request, "partnerships/lifecycle/termination_new.html", form, context)


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def termination_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    notice = visible_part(request, TerminationNotice, pk)
    partnership = notice.agreement.partnership_id
    if request.method == "POST":
        try:
            withdraw_notice(notice=notice, user=request.user)
        except MoveRefused:
            messages.info(request, _("The notice is withdrawn already, or the agreement has ended."))
            return not_saved(redirect("partnerships:life_cycle", partnership))
        messages.success(request, _("The notice is withdrawn. The agreement continues for its own term."))
        return redirect("partnerships:life_cycle", partnership)
    context = {"notice": notice, "agreement": notice.agreement, "crumbs": crumbs_of(notice.agreement)}
    return render(request, "partnerships/lifecycle/termination_withdraw.html", context)
