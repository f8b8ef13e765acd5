"""The condition on which a signed text enters into force: recorded as fulfilled, with its day and its proof (S1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from partnerships.signing.forms.sending import ConditionForm
from partnerships.signing.services.force import fulfil_condition
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_condition(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.waits_for_condition:
        messages.info(request, _("No condition is open for this version."))
        return not_saved(redirect("partnerships:signatures", pk))
    form = ConditionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            later = fulfil_condition(agreement=agreement, by=Actor.user(request.user), **form.cleaned_data)
        except MoveRefused:
            messages.info(request, _("The condition has been recorded as fulfilled in the meantime."))
            return not_saved(redirect("partnerships:signatures", pk))
        if later.status == AgreementStatus.IN_FORCE:
            messages.success(request, _("The condition is fulfilled. The agreement is now in force."))
        else:
            words = _("The condition is fulfilled. The agreement enters into force on its effective date, %(date)s.")
            messages.success(request, words % {"date": display_date(later.effective)})
        return redirect("partnerships:signatures", pk)
    context = {"agreement": agreement, "crumbs": crumbs_of(agreement)}
    return form_page(request, "partnerships/signing/agreement_condition.html", form, context)
