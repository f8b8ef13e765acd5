"""The link by which its sender confirms a message; opening it changes nothing (D3)."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from directory.contact.services.passing_on import confirm, unconfirmed
from directory.correspondence.access import has_owner
from directory.correspondence.services import LinkUnknown, scope_of
from directory.models import ContactRequest
from directory.rules.wishes import wish_lines
from pes_partnerships.lib.links import keyed_hash
from pes_partnerships.lib.moves import MoveRefused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message_confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = unconfirmed(token, timezone.now())
    except LinkUnknown:
        return render(request, "directory/contact/confirm_unknown.html", status=410)
    with translation.override(found.language):
        return _answer(request, found, token)


def _answer(request: HttpRequest, found: ContactRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        try:
            if found.sent_at is None and not _takes_more(request, found):
                words = _("Too many messages went to this entry today. Open this page tomorrow and send yours then.")
                messages.error(request, words)
                return redirect("directory:message_confirm", token)
            with scope_of(found.entry):
                confirm(request=found)
        except MoveRefused:
            messages.info(request, _("Nothing was changed."))
        return redirect("directory:message_confirm", token)
    context = {
        "message": found,
        "entry": found.entry,
        "wish": wish_lines(found.wish),
        "has_owner": has_owner(found.entry),
        "is_gone": found.entry.withdrawn_at is not None and found.sent_at is None,
    }
    return render(request, "directory/contact/confirm.html", context)


def _takes_more(request: HttpRequest, found: ContactRequest) -> bool:
    """Counted by what goes to the people of an entry, so that nobody uses it up with what is never confirmed."""
    return bool(ratelimit.consume(request, action="message_entry", key=keyed_hash(f"entry {found.entry_id}")))
