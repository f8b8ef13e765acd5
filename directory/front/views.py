"""The front of the directory and its standing pages (D1, D4)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pes_partnerships.lib.web.unchanged import unchanged

from .services import front_figures


@require_safe
@unchanged
def front(request: HttpRequest) -> HttpResponse:
    figures = front_figures()
    context = {"figures": figures, "counted": figures.counted}
    return render(request, "directory/front/front.html", context)


@require_safe
@unchanged
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/front/about.html")


@require_safe
@unchanged
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/front/accessibility.html")


@require_safe
@unchanged
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/front/privacy.html")


@require_safe
@unchanged
def imprint(request: HttpRequest) -> HttpResponse:
    """Who publishes this installation: what its settings say, and nothing where they say nothing."""
    said = {
        "name": settings.PUBLISHER_NAME,
        "address": settings.PUBLISHER_ADDRESS.replace("; ", "\n"),
        "email": settings.PUBLISHER_EMAIL,
        "phone": settings.PUBLISHER_PHONE,
        "notice": settings.LEGAL_NOTICE.replace("; ", "\n"),
        "notice_url": settings.LEGAL_NOTICE_URL,
    }
    return render(request, "directory/front/imprint.html", {"said": said, "is_said": any(said.values())})
