"""Views of acts on organisations ask the other offices first, where their partnerships are concerned (F2, X1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partnerships.consents.forms import AskForm
from partnerships.consents.services.asking import Concerned, ask_consent, offices_to_ask, open_consent
from partnerships.hooks import consent_acts
from partnerships.models import Consent, Organisation
from pes_partnerships.accounts.once import not_saved
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import OF_THE_PAGE, form_page

REASON = "consent_reason"


def asked_first(request: HttpRequest, act: str, concerned: Concerned, ref: int | None = None) -> HttpResponse | None:
    """None: the act may be done at once. Else the page that asks why, then the way to the request that was made."""
    offices = offices_to_ask(request.membership, concerned)
    if not offices:
        return None
    organisation = Organisation.objects.get(pk=concerned.organisations[0].pk)  # the form may have typed on its own
    if known := open_consent(act=act, organisation=organisation, ref=ref):
        return _asked_already(request, known)
    form = AskForm(request.POST if REASON in request.POST else None)
    told = {name: values for name, values in request.POST.lists() if name not in (*OF_THE_PAGE, REASON)}
    if form.is_bound and form.is_valid():
        consent = ask_consent(
            act=act,
            organisation=organisation,
            ref=ref,
            membership=request.membership,
            by=Actor.user(request.user),
            offices=offices,
            reason=form.cleaned_data[REASON],
            values=told,
        )
        messages.success(request, _("The other offices have been asked. The change is made when all have agreed."))
        return redirect("partnerships:consent", consent.pk)
    context = {
        "organisation": organisation,
        "act": consent_acts[act].label,
        "offices": [str(office or organisation.service) for office in offices],
        "told": [(name, value) for name, values in told.items() for value in values],
    }
    return form_page(request, "partnerships/consents/ask.html", form, context, keeps=False)


def _asked_already(request: HttpRequest, known: Consent) -> HttpResponse:
    messages.warning(
        request, _("This change has already been proposed and is waiting for answers. Nothing was changed.")
    )
    if Consent.objects.visible_to(request.membership).filter(pk=known.pk).exists():
        return not_saved(redirect("partnerships:consent", known.pk))
    return not_saved(redirect("partnerships:organisation", known.organisation_id))
