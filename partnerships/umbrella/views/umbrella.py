"""Placing a draft under an umbrella agreement (A18)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.shared.forms.refusals import typed
from partnerships.shared.views.drafts import crumbs_of, refused, visible_agreement
from partnerships.umbrella.forms import UmbrellaForm
from partnerships.umbrella.services.placing import ComesRound, MadeFromTemplate, place_under, possible_umbrellas
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import not_saved, once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.moves import MoveRefused


@role_required("write_agreement")
@require_http_methods(["GET", "POST"])
@once
def agreement_umbrella(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = visible_agreement(request, pk)
    if not agreement.may_be_written:
        return refused(request, agreement)
    offered = possible_umbrellas(agreement, request.membership)
    if "find" in request.POST:
        form = UmbrellaForm(initial=typed(UmbrellaForm, request.POST), offered=offered)
    else:
        form = UmbrellaForm(posted(request), initial={"umbrella": agreement.parent_id}, offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            place_under(agreement=agreement, umbrella=form.cleaned_data["umbrella"], by=Actor.user(request.user))
        except ComesRound:
            words = _("That agreement is itself under this partnership. Choose another one.")
            form.add_error("umbrella", words)
        except MadeFromTemplate:
            form.add_error(
                "umbrella", _("This agreement was made from the template of its umbrella, and stays under it.")
            )
        except MoveRefused:
            return not_saved(refused(request, agreement))
        else:
            messages.success(request, _("Saved."))
            return redirect("partnerships:agreement", pk)
    context = {"agreement": agreement, "crumbs": crumbs_of(agreement), "here": _("Umbrella agreement")}
    return form_page(request, "partnerships/shared/agreement_part.html", form, context)
