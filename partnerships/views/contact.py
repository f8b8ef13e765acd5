"""The people of an organisation (S4, X3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.forms.contact import ContactForm
from partnerships.models import Contact, Organisation
from partnerships.services.organisations import add_contact, change_contact
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.ledger.services import Actor


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def contact_new(request: HttpRequest, pk: int) -> HttpResponse:
    own = Organisation.objects.unmerged().filter(service=request.membership.service)
    organisation = get_object_or_404(own, pk=pk)
    initial = {"language": request.membership.service.language}
    form = ContactForm(request.POST or None, organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        add_contact(organisation=organisation, by=Actor.user(request.user), **form.values())
        messages.success(request, _("The contact is added."))
        return redirect("partnerships:organisation", organisation.pk)
    return render(request, "partnerships/contact_form.html", {"form": form, "organisation": organisation})


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
def contact_change(request: HttpRequest, pk: int) -> HttpResponse:
    own = Contact.objects.filter(organisation__service=request.membership.service).select_related("organisation")
    contact = get_object_or_404(own, pk=pk)
    name, organisation = contact.name, contact.organisation
    form = ContactForm(request.POST or None, instance=contact, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        change_contact(contact=contact, by=Actor.user(request.user), **form.values())
        messages.success(request, _("The contact is saved."))
        return redirect("partnerships:organisation", organisation.pk)
    context = {"form": form, "organisation": organisation, "contact_name": name}
    return render(request, "partnerships/contact_form.html", context)
