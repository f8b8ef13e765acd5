"""Who is at the page of a message: by a mailed link, or from the workspace (D3)."""

import zoneinfo
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache

from directory.models import ContactRequest, Correspondent
from directory.rules.messages import Side
from pes_partnerships.accounts.guards import role_required
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.ledger.services import Actor

from .services import LinkUnknown, correspondent_of, scope_of

RELATED = ("entry__service", "entry__partnership", "own_entry__partnership", "visit")


@dataclass(frozen=True)
class Seat:
    """One side of one message; `token` where they came by a link. `is_admin`: may allow a reported sender again."""

    message: ContactRequest
    side: str
    actor: Actor
    email: str
    token: str = ""
    correspondent: Correspondent | None = None
    is_admin: bool = False

    @property
    def is_owner(self) -> bool:
        return self.side == Side.OWNER

    def url(self, name: str = "", *more: Any) -> str:
        """The address of a page of this message, as this person reaches it."""
        route, key = ("conversation", self.token) if self.token else ("message", self.message.pk)
        return reverse(f"directory:{route}_{name}" if name else f"directory:{route}", args=[key, *more])


View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Around a view of a message: it gets the Seat in place of the token, in the language of its person."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        try:
            found = correspondent_of(token)
        except LinkUnknown:
            return render(request, "directory/correspondence/link_unknown.html", status=410)
        label = found.name or str(found.request.entry.service or found.request.entry)
        actor = Actor.link(label, person=found)
        seat = Seat(found.request, found.side, actor, found.email, token, found)
        service = found.request.entry.service
        clock = timezone.override(zoneinfo.ZoneInfo(service.time_zone)) if service else nullcontext()
        with scope_of(found.request.entry), clock, translation.override(found.language):
            return view(request, seat, **more)

    return opened


def in_workspace(view: View) -> View:
    """The same for who is signed in: of the host's side where the entry is theirs, else of who wrote."""

    @role_required("answer_messages")
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        visible = ContactRequest.objects.visible_to(request.membership)
        found = visible.filter(pk=pk).select_related(*RELATED).first()
        if found is None:
            raise Http404
        is_owner = ContactRequest.objects.received_by(request.membership).filter(pk=pk).exists()
        side = Side.OWNER if is_owner else Side.SENDER
        is_admin = request.membership.role == Role.DIRECTORY_ADMIN
        seat = Seat(found, side, Actor.user(request.user), request.user.email, is_admin=is_admin)
        with scope_of(found.entry):
            return view(request, seat, **more)

    return opened
