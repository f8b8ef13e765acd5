"""Where a text that was signed here is registered and published (reality 15 and 50)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.lifecycle.forms import RegistrationForm
from partnerships.lifecycle.services.registration import save_registration
from partnerships.rules.lifecycle import SIGNED_ONCE
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def agreement_registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Also of a text that has ended, and of a partnership that has: a register may be slow."""
    agreement = visible_agreement(request, pk)
    if agreement.is_elsewhere:
        return redirect("partnerships:record", pk)
    if agreement.status not in SIGNED_ONCE:
        messages.info(request, _("The agreement has not been signed yet. Registration is recorded after signature."))
        return not_saved(redirect("partnerships:agreement", pk))
    form = RegistrationForm(posted(request), instance=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            save_registration(agreement=agreement, by=Actor.user(request.user), **form.values())
        except Conflict:
            here = {"here": agreement.title, "crumbs": crumbs_of(agreement)}
            return conflict_page(request, form, form.as_stored(), here)
        messages.success(request, _("Registration and publication have been saved. The signed text is not changed."))
        return redirect("partnerships:agreement_text", pk)
    context = {"agreement": agreement, "crumbs": crumbs_of(agreement)}
    return form_page(request, "partnerships/lifecycle/registration.html", form, context)
