"""The unsaved input of one request: found when a form is shown, forgotten when it is saved (decision 0025)."""

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from pes_partnerships.accounts.models import UnsavedInput
from pes_partnerships.lib.form_pages import UNSAVED_FIELD, Unsaved
from pes_partnerships.lib.links import hash_token
from pes_partnerships.lib.once import seconds_held

from .services.sent_forms import content_of
from .services.unsaved import BRING_BACK, LONGEST_PAGE, Owner, TooLong, forget, keep

SAVED, KEPT = "Saved", "Kept"  # what became of a form that is kept; "" where it is lost if its page forgets it
ON_THE_WAY = datetime.timedelta(seconds=5)


class PageInput:
    """What the owner of this request typed into this page earlier; `is_kept`: the page that is shown keeps its form."""

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self.is_kept = False

    @cached_property
    def key(self) -> str:
        return self.owner.key

    @cached_property
    def row(self) -> UnsavedInput | None:
        return self.owner.rows.first()

    @property
    def typed(self) -> Unsaved | None:
        """As it was sent; None where there is nothing, or its owner discarded it."""
        return Unsaved(self.row.typed) if self.row and self.row.discarded_at is None else None

    @property
    def can_be_brought_back(self) -> bool:
        discarded = self.row.discarded_at if self.row else None
        return discarded is not None and discarded > timezone.now() - BRING_BACK


def owner_of(request: HttpRequest, token: str = "") -> Owner | None:
    """A mailed link owns its input, whoever is signed in; without link and person there is nobody to keep it for."""
    page = request.get_full_path()
    if len(page) > LONGEST_PAGE:
        return None
    if token:
        return Owner(page.replace(token, "-"), link=hash_token(token))  # the link itself is stored nowhere
    return Owner(page, user=request.user.pk) if request.user.is_authenticated else None


class UnsavedInputMiddleware:
    """Gives each request its `unsaved` input; acts when a form that is kept was saved, refused, or came too late.

    What became of the form is `request.form_became`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.unsaved, request.unsaved_sent, request.form_became = None, False, ""
        response = self.get_response(request)
        if request.unsaved_sent:
            request.form_became = _settle(request, request.unsaved.owner, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: tuple, kwargs: dict[str, Any]) -> None:
        owner = owner_of(request, kwargs.get("token", ""))
        request.unsaved = PageInput(owner) if owner else None
        key = request.POST.get(UNSAVED_FIELD, "") if request.method == "POST" else ""
        if not key:
            return
        if owner is None:
            request.form_became = _keep_of_who_was_signed_out(request, key)
        else:
            request.unsaved_sent = Owner.of_key(key) == owner


def _keep_of_who_was_signed_out(request: HttpRequest, key: str) -> str:
    """The session ended while the form was open: nothing is saved, and nothing is lost."""
    owner = Owner.of_key(key)
    if owner is None or owner.user is None or owner.page != request.get_full_path():
        return ""
    became = _keep(request, owner, signed_out=True)
    if became == KEPT:
        messages.warning(
            request,
            _("You have been signed out, so nothing was saved yet. Sign in: what you wrote comes back as you left it."),
        )
    return became


def _settle(request: HttpRequest, owner: Owner, response: HttpResponse) -> str:
    is_redirect = isinstance(response, HttpResponseRedirect)
    is_refused = getattr(response, "was_not_saved", False) or response.status_code in (409, 422)
    if is_redirect and not is_refused:
        if not _has_newer(request, owner):
            forget(owner=owner)
        return SAVED
    return _keep(request, owner) if is_refused else ""  # it comes back if the person leaves now


def _keep(request: HttpRequest, owner: Owner, *, signed_out: bool = False) -> str:
    if _has_newer(request, owner):
        return KEPT
    try:
        kept = keep(owner=owner, typed=request.POST, signed_out=signed_out, content=content_of(request))
    except TooLong:
        return ""
    return KEPT if kept else SAVED


def _has_newer(request: HttpRequest, owner: Owner) -> bool:
    """A form that its page held for a while comes after what its owner may have typed meanwhile."""
    held = seconds_held(request)
    if not held:
        return False
    written = timezone.now() - datetime.timedelta(seconds=held)
    return owner.rows.filter(kept_at__gt=written + ON_THE_WAY).exists()
