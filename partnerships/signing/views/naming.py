"""Naming another signatory while the text is out: by the manager, and by the person asked (S2)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partnerships.models import SigningRequest
from partnerships.shared.views.drafts import crumbs_of
from partnerships.signing.forms.signing import HandOverForm, OtherPersonForm
from partnerships.signing.rules.links import LinkState
from partnerships.signing.services.links import link_now
from partnerships.signing.services.naming import (
    AlreadyNamed,
    NotOfTheOrganisation,
    hand_over,
    name_other,
    people_to_name,
)
from partnerships.signing.services.signing import LinkUnusable
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused

from .links import behind_link
from .signatures import visible_signatory


@role_required("send_agreement")
@require_http_methods(["GET", "POST"])
@once
def signatory_other(request: HttpRequest, pk: int) -> HttpResponse:
    """The manager names another contact of the organisation; the link before it ends."""
    signatory = visible_signatory(request, pk)
    party = signatory.party
    form = OtherPersonForm(posted(request), people=people_to_name(signatory))
    if request.method == "POST" and form.is_valid():
        try:
            name_other(signatory=signatory, contact=form.cleaned_data["contact"], by=Actor.user(request.user))
        except MoveRefused:
            form.add_error(None, _("This party has already signed, or the text is not out for signature."))
        else:
            words = _("A link has been sent to %(name)s. The previous link no longer works.")
            messages.success(request, words % {"name": form.cleaned_data["contact"].name})
            return redirect("partnerships:signatures", party.agreement_id)
    context = {
        "agreement": party.agreement,
        "party": party,
        "signatory": signatory,
        "crumbs": crumbs_of(party.agreement),
    }
    return form_page(request, "partnerships/signing/signatory_other.html", form, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_other(request: HttpRequest, token: str) -> HttpResponse:
    """The person asked names another of the same organisation. The link shows what became of it from then on."""
    return behind_link(request, token, lambda signing: _hand_over(request, signing, token))


def _hand_over(request: HttpRequest, signing: SigningRequest, token: str) -> HttpResponse:
    if link_now(signing).state != LinkState.OPEN:
        return redirect("partnerships:sign", token=token)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(request=signing, **form.cleaned_data)
            return redirect("partnerships:sign", token=token)
        except LinkUnusable:  # it ended while this was written
            return redirect("partnerships:sign", token=token)
        except NotOfTheOrganisation:
            words = _(
                "This address is not one of your organisation. Enter an address like your own, or ask the partnership "
                "manager to name the person."
            )
            form.add_error("email", words)
        except AlreadyNamed:
            form.add_error("email", _("This person is already asked to sign for your organisation."))
    context = {"signing": signing, "agreement": signing.agreement, "token": token}
    return form_page(request, "partnerships/signing/sign_other.html", form, context, keeps=False)
