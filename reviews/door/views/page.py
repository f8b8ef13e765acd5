"""A partner's own page: what concerns it in one partnership, without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pes_partnerships.lib.moves import MoveRefused
from reviews.door.guards import answered, by_contact_link, frame
from reviews.door.services.links import ask_for_link
from reviews.hooks import door_sections
from reviews.models import ContactLink
from reviews.rules.partner_words import ContactLinkEnd


@require_safe
@by_contact_link
def door(request: HttpRequest, link: ContactLink, token: str) -> HttpResponse:
    """The sections come from the subjects above, in the order of their `order`."""
    sections = door_sections(link=link, token=token, today=timezone.localdate())
    context = {**frame(link), "token": token, "sections": sorted(sections, key=lambda panel: panel.order)}
    return render(request, "reviews/door/page.html", context)


@require_POST
@never_cache
def door_again(request: HttpRequest, token: str) -> HttpResponse:
    """From a link that is too old: a new one goes to the address on record."""
    return answered(request, token, _again, {}, also=(ContactLinkEnd.TOO_OLD,))


def _again(request: HttpRequest, link: ContactLink, token: str) -> HttpResponse:
    try:
        is_new = ask_for_link(link=link)
    except MoveRefused:
        messages.info(request, _("This link still works."))
    else:
        words = _("A new link is being sent to your address.") if is_new else _("A new link was already sent today.")
        messages.success(request, words)
    return redirect("reviews:door", token=token)
