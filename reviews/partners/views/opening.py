"""A link opens one part: its scope, its language, or the reason why it works no more (R8)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from reviews.models import PartLink, PartnerPart
from reviews.partners.services.facts import link_of
from reviews.partners.services.stating import note_opened
from reviews.shared.guards import behind_link
from reviews.shared.views import title_of

View = Callable[[HttpRequest, PartnerPart, str], HttpResponse]


def by_link(view: View) -> Callable[..., HttpResponse]:
    """Around a view of a partner's page: it gets the part in place of the token alone."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        def answer(link: PartLink) -> HttpResponse:
            if link.ended_at:
                return _ended(request, link)
            if request.method == "GET":
                note_opened(part=link.part)
            return view(request, link.part, token)

        return behind_link(request, token, link_of, answer)

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
