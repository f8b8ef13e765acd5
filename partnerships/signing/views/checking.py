"""A signature before it counts: two names side by side, or a paper beside the text, and what was found out (S2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.models import Signature, SignedCopy
from partnerships.rules.signing import CheckOutcome
from partnerships.shared.views.drafts import crumbs_of, visible_part
from partnerships.signing.forms.signing import CopyCheckForm, NamesForm, PaperCheckForm
from partnerships.signing.services.checking import SamePerson, accept, set_aside, who_may_check
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

FORMS = {Signature.Method.PAPER: PaperCheckForm, Signature.Method.COPY: CopyCheckForm}


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def signature_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The signature counts from now on, or is set aside and asked for once more."""
    signature = visible_part(request, Signature, pk)
    if not signature.waits_for_check:
        return _checked_already(request, signature)
    is_recorded = signature.method in Signature.RECORDED
    form = FORMS.get(signature.method, NamesForm)(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            words = _settle(signature, form.cleaned_data, Actor.user(request.user))
        except SamePerson:
            return _other_person(request, signature)
        except MoveRefused:
            return _checked_already(request, signature)
        messages.success(request, words)
        return redirect("partnerships:signatures", signature.agreement_id)
    context = {
        "agreement": signature.agreement,
        "signature": signature,
        "link": signature.signatory.signing_requests.filter(closed_at=signature.at).first(),
        "heading": _heading(signature),
        "is_paper": signature.method == Signature.Method.PAPER,
        "copy": SignedCopy.objects.filter(signature=signature).first(),
        "is_own": is_recorded and signature.recorded_by_id == request.user.pk,
        "colleagues": who_may_check(signature.agreement.partnership, signature.recorded_by) if is_recorded else [],
        "crumbs": crumbs_of(signature.agreement),
    }
    return form_page(request, "partnerships/signing/signature_check.html", form, context)


def _heading(signature: Signature) -> str:
    if signature.method == Signature.Method.PAPER:
        return _("Check the signature on paper")
    return _("Check the signed copy") if signature.method == Signature.Method.COPY else _("Compare the names")


def _settle(signature: Signature, said: dict[str, str], by: Actor) -> str:
    if said["outcome"] != CheckOutcome.SET_ASIDE:
        accept(signature=signature, outcome=said["outcome"], basis=said["basis"], by=by)
        return _("The signature of party %(party)s now counts.") % {"party": signature.party.name}
    asked = set_aside(signature=signature, basis=said["basis"], by=by)
    if asked is None:
        words = _("The signature of party %(party)s has been set aside. No new link was sent: no address is on record.")
        return words % {"party": signature.party.name}
    words = _("The signature of party %(party)s has been set aside. A new link has been sent to %(address)s.")
    return words % {"party": signature.party.name, "address": asked.email}


def _other_person(request: HttpRequest, signature: Signature) -> HttpResponse:
    messages.error(request, _("You recorded this signature yourself. Ask a colleague to compare it with the text."))
    return not_saved(redirect("partnerships:signatures", signature.agreement_id))


def _checked_already(request: HttpRequest, signature: Signature) -> HttpResponse:
    messages.info(request, _("This signature does not wait for a check."))
    return not_saved(redirect("partnerships:signatures", signature.agreement_id))
