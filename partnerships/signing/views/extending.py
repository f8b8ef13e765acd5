"""More time for the signatures of a text that is out (S1)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.views.drafts import crumbs_of, visible_agreement
from partnerships.signing.forms.sending import ExtendForm
from partnerships.signing.services.extending import extend_time
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """A later last day for everyone who has not signed; their links stay the same."""
    agreement = visible_agreement(request, pk)
    if agreement.status != AgreementStatus.OUT_FOR_SIGNATURE:
        messages.error(request, _("Only a text that is out for signature has a deadline that can be extended."))
        return redirect("partnerships:signatures", pk)
    form = ExtendForm(posted(request), ends_on=agreement.signing_ends_on)
    if request.method == "POST" and form.is_valid():
        try:
            told = extend_time(agreement=agreement, by=Actor.user(request.user), **form.cleaned_data)
        except MoveRefused as refusal:
            raise PermissionDenied from refusal
        words = ngettext(
            "The deadline has been extended. %(count)s link remains valid until then.",
            "The deadline has been extended. %(count)s links remain valid until then.",
            len(told),
        )
        messages.success(request, words % {"count": len(told)})
        return redirect("partnerships:signatures", pk)
    context = {"agreement": agreement, "form": form, "crumbs": crumbs_of(agreement)}
    return form_page(request, "partnerships/signing/agreement_extend.html", form, context)
