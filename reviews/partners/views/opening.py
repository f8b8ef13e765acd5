"""A link opens one part: its scope, its language, or the reason why it works no more (R8)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django_scopes import scope, scopes_disabled

from reviews.models import PartLink, PartnerPart
from reviews.partners.services.facts import LinkUnknown, link_of
from reviews.partners.services.stating import note_opened
from reviews.shared.views import title_of

View = Callable[[HttpRequest, PartnerPart, str], HttpResponse]


def by_link(view: View) -> Callable[..., HttpResponse]:
    """Around a view of a partner's page: it gets the part in place of the token alone."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            with scopes_disabled():  # the link names its one part, and through it the service
                link = link_of(token)
        except LinkUnknown:
            return render(request, "reviews/partners/link_unknown.html", status=410)
        part = link.part
        with scope(service=part.review.series.partnership.service), translation.override(part.language):
            if link.ended_at:
                return _ended(request, link)
            if request.method == "GET":
                note_opened(part=part)
            return view(request, part, token)

    return opened


def _ended(request: HttpRequest, link: PartLink) -> HttpResponse:
    """Replaced, handed over, or no longer asked: each says so, and whom to write to."""
    context = {"link": link, "part": link.part, **frame(link.part)}
    return render(request, "reviews/partners/link_ended.html", context, status=410)


def frame(part: PartnerPart) -> dict[str, Any]:
    """What every page of a partner shows: which review of which partnership, and who asks."""
    partnership = part.review.series.partnership
    return {
        "part": part,
        "review": part.review,
        "partnership": partnership,
        "title": title_of(part.review),
        "service": partnership.service,
        "asks": part.asked_by,
        "office": partnership.office,
    }
