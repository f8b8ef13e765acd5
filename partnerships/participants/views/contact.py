"""The people of an organisation (S4, X3)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.consents.guards import asked_first
from partnerships.consents.services.asking import Concerned
from partnerships.models import Agreement, Contact, Organisation, SigningRequest
from partnerships.participants.forms.contact import ContactForm
from partnerships.participants.services.representatives import save_contact
from partnerships.registry.services.organisations import add_contact
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.views.conflicts import conflict_page
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once, once_unless_changed
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.form_pages import form_page, posted
from pes_partnerships.lib.links import same_or

from .representative import asked_words


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once
def contact_new(request: HttpRequest, pk: int) -> HttpResponse:
    own = Organisation.objects.unmerged().filter(service=request.membership.service)
    organisation = get_object_or_404(own, pk=pk)
    initial, back = {"language": request.membership.service.language}, same_or(request.GET.get("next", ""), "")
    form = ContactForm(posted(request), organisation=organisation, initial=initial)
    if request.method == "POST" and form.is_valid():
        add_contact(organisation=organisation, by=Actor.user(request.user), **form.values())
        messages.success(request, _("The contact has been added."))
        return redirect(back or reverse("partnerships:organisation", args=[organisation.pk]))
    context = {"form": form, "organisation": organisation, "back": back}
    return form_page(request, "partnerships/participants/contact_form.html", form, context)


@role_required("form_partnership")
@require_http_methods(["GET", "POST"])
@once_unless_changed
def contact_change(request: HttpRequest, pk: int) -> HttpResponse:
    """X3: who leaves a table leaves it openly. The page that follows says what was asked, and of whom."""
    own = Contact.objects.filter(organisation__service=request.membership.service).select_related("organisation")
    contact = get_object_or_404(own, pk=pk)
    name, organisation, address = contact.name, contact.organisation, contact.email
    form = ContactForm(posted(request), instance=contact, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        concerned = Concerned((organisation,), contacts=(contact,))
        if asked := asked_first(request, "contact_change", concerned, contact.pk):
            return asked
        try:
            change = save_contact(contact=contact, by=Actor.user(request.user), **form.values())
        except Conflict as conflict:
            now = ContactForm(instance=conflict.theirs, organisation=organisation)
            return conflict_page(request, form, now, {"here": name, "crumbs": []})
        messages.success(request, asked_words(change) if change else _("The contact has been saved."))
        if change:
            return redirect("partnerships:representative", change.pk)
        if out := _links_out(request, contact.pk, address):
            return redirect("partnerships:signatures", out)
        return redirect("partnerships:organisation", organisation.pk)
    context = {"form": form, "organisation": organisation, "contact_name": name}
    return form_page(request, "partnerships/participants/contact_form.html", form, context)


def _links_out(request: HttpRequest, contact: int, address: str) -> int | None:
    """S2: a corrected address does not move a link that is out at the old one; the text whose page offers a new one."""
    current = Contact.objects.get(pk=contact).email
    visible = Agreement.objects.visible_to(request.membership)
    links = SigningRequest.objects.usable(timezone.now()).filter(signatory__contact=contact, agreement__in=visible)
    links = links.filter(email__iexact=address).exclude(email__iexact=current).select_related("agreement__partnership")
    found = list(links) if address else []
    for link in found:
        words = _(
            "A link to sign “%(title)s” is out at the previous address %(address)s. Send a new link below, so that it "
            "stops working."
        )
        messages.warning(request, words % {"title": link.agreement.title, "address": link.email})
    return found[0].agreement_id if found else None
