"""A manager sees who may be named in the directory, and asks the others (D3, D4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.consenting.rules import MONTHS
from directory.consenting.services.asking import ask_contact, people_of
from partnerships.models import Contact, Partnership
from partnerships.shared.views.lists import page_of
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.once import once
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.moves import MoveRefused
from pes_partnerships.lib.numbers import row_key


@role_required("propose_entry")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = get_object_or_404(Partnership.objects.visible_to(request.membership).select_related("service"), pk=pk)
    if request.method == "POST":
        contact = get_object_or_404(
            Contact.objects.select_related("organisation"), pk=row_key(request.POST.get("contact", "")) or 0
        )
        try:
            ask_contact(partnership=partnership, contact=contact, by=Actor.user(request.user))
        except MoveRefused:
            messages.error(request, _("This person cannot be asked now. The list below says why."))
        else:
            messages.success(request, _("%(name)s receives an e-mail with a link.") % {"name": contact.name})
        return redirect("directory:contacts", pk)
    now = timezone.now()
    context = {"partnership": partnership, "page_obj": page_of(request, people_of(partnership, now)), "months": MONTHS}
    return render(request, "directory/consenting/contacts.html", context)
