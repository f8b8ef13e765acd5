"""The page behind the link of a mail: the entry, and one button that says that it is still right (D4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.entries.services import public_contact
from directory.projection.services import projection_of, sheet_of
from directory.upkeep.services.confirming import ConfirmationLink, confirm_by_link, link_of, may_confirm
from pes_partnerships.lib.links import absolute
from reviews.shared.guards import behind_link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET and HEAD show; only the button confirms, so that a mail scanner that follows links confirms nothing."""
    return behind_link(request, token, link_of, lambda link: _answer(request, token, link))


def _answer(request: HttpRequest, token: str, link: ConfirmationLink) -> HttpResponse:
    entry = link.request.entry
    if not may_confirm(link):
        return render(request, "directory/upkeep/link_ended.html", {"entry": entry}, status=410)
    if request.method == "POST":
        confirm_by_link(request=link.request)
        return redirect("directory:confirm", token)
    name, email = public_contact(entry)
    public = projection_of(entry) | {"contact_name": name, "contact_email": email}
    context = {
        "entry": entry,
        "asked": link.request,
        "partnership": link.partnership,
        "sheet": sheet_of(public, address=absolute(reverse("directory:entry", args=[entry.slug]))),
    }
    return render(request, "directory/upkeep/confirm.html", context)
