"""A link opens a partner's own page: its scope, its language, or the reason why it works no more."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from partnerships.access import Managers
from reviews.door.services.links import contact_link_of, note_opened, why_ended
from reviews.models import ContactLink
from reviews.rules.partner_words import ContactLinkEnd
from reviews.shared.guards import behind_link

View = Callable[..., HttpResponse]


def by_contact_link(view: View) -> View:
    """Around a view of a partner's own page: it gets the ContactLink and the token in place of the token alone."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        return answered(request, token, view, more)

    return opened


def answered(
    request: HttpRequest, token: str, view: View, more: dict[str, Any], *, also: tuple[str, ...] = ()
) -> HttpResponse:
    """`also`: the ends of a link at which the view answers nevertheless."""

    def answer(link: ContactLink) -> HttpResponse:
        why = why_ended(link, timezone.localdate())
        if why and why not in also:
            may_ask = why == ContactLinkEnd.TOO_OLD and bool(link.contact.email)
            context = {**frame(link), "why": why, "token": token, "may_ask": may_ask}
            return render(request, "reviews/door/link_ended.html", context, status=410)
        if request.method == "GET" and not why:
            note_opened(link)
        return view(request, link, token, **more)

    return behind_link(request, token, contact_link_of, answer)


def frame(link: ContactLink) -> dict[str, Any]:
    """What every page behind such a link shows: which partnership, which partner, and whom to ask."""
    partnership = link.partnership
    return {
        "link": link,
        "contact": link.contact,
        "party": link.participation.name,
        "partnership": partnership,
        "service": partnership.service,
        "office": partnership.office,
        "asks": Managers(partnership.service_id).named(partnership),
    }
