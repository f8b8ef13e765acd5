"""One template for the whole page and for the part that htmx asks for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part: not a boosted link, not its history cache, which need the whole page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_part(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, part: str = "results",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The template's named partial for htmx, the whole page for everyone else."""
    name = f"{template}#{part}" if is_part(request) else template
    response = render(request, name, context, status=status)
    # a browser's cache must not show the part where the page was asked for
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Go on to a path: htmx changes the whole page, a plain form follows an ordinary redirect."""
    return HttpResponseClientRedirect(url) if is_part(request) else HttpResponseRedirect(url)


class WholePageMiddleware:
    """A part of a page has no place for another page: where htmx asks for a part, the browser goes on by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_part(request) and isinstance(response, HttpResponseRedirectBase):
            return HttpResponseClientRedirect(response.url)
        return response
