"""What a page sends by itself a second after the last key, and what its owner wants done with it (decision 0025)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST

from pes_partnerships.accounts.services.unsaved import Owner, TooLong, bring_back, discard, keep
from pes_partnerships.lib.dates import display_time
from pes_partnerships.lib.form_pages import KEPT_FIELD, UNSAVED_FIELD
from pes_partnerships.lib.links import same_or


def _owner(request: HttpRequest) -> Owner:
    """Whose page it is; a page of somebody else than who is signed in answers like a missing one."""
    owner = Owner.of_key(request.POST.get(UNSAVED_FIELD, ""))
    if owner is None or (request.user.is_authenticated and owner.user not in (None, request.user.pk)):
        raise Http404
    return owner


@require_POST
def keep_unsaved(request: HttpRequest) -> HttpResponse:
    """Keep what was typed, and say so once in a minute: 204 where the page says it already."""
    owner = _owner(request)
    signed_out = owner.user is not None and not request.user.is_authenticated
    context = {"at": display_time(timezone.now()), "signed_out": signed_out}
    asked = request.POST.get("language", "")
    with translation.override(asked if asked in dict(settings.LANGUAGES) else translation.get_language()):
        try:
            kept = keep(owner=owner, typed=request.POST, signed_out=signed_out)
        except TooLong:
            return render(request, "ui/_unsaved_kept.html", {"too_long": True})
        says_it = request.POST.get(KEPT_FIELD) == context["at"] and not signed_out
        if kept is None or says_it:
            return HttpResponse(status=204)
        return render(request, "ui/_unsaved_kept.html", context)


@require_POST
def settle_unsaved(request: HttpRequest) -> HttpResponse:
    """Show what is saved instead, or bring back what was discarded; then the page again."""
    owner = _owner(request)
    if owner.user is not None and not request.user.is_authenticated:
        raise Http404
    if request.POST.get("act") == "bring_back":
        bring_back(owner=owner)
    else:
        discard(owner=owner)
    return HttpResponseRedirect(same_or(request.POST.get("next", ""), "/"))
