"""A form that its page holds until it has arrived: the page is told what became of it (decision 0033)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase

from pes_partnerships.lib.form_pages import UNSAVED_FIELD
from pes_partnerships.lib.once import posted_key, seconds_held

from .services.unsaved import Owner

LEADS_TO = "X-Leads-To"


class SentLaterMiddleware:
    """Acknowledges a form by its one-time key, in words that no other server on the way would use.

    A page that sends cannot see where a redirect leads, so it is told. Whoever signs out leaves nothing in the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"storage"'
        return response if seconds_held(request) is None else _acknowledged(request, response)

    def process_view(self, request: HttpRequest, view: Any, args: tuple, kwargs: dict[str, Any]) -> HttpResponse | None:
        """What one person wrote is never saved in the name of another who signed in meanwhile."""
        if seconds_held(request) is None or not request.user.is_authenticated:
            return None
        owner = Owner.of_key(request.POST.get(UNSAVED_FIELD, ""))
        return HttpResponse(status=409) if owner is None or owner.user != request.user.pk else None


def _acknowledged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if isinstance(response, HttpResponseRedirectBase):
        cookies, leads_to = response.cookies, response.url
        response = HttpResponse(status=204, headers={LEADS_TO: leads_to})
        response.cookies = cookies
    if request.form_became and posted_key(request):
        response[f"X-Form-{request.form_became}"] = posted_key(request)
    return response
