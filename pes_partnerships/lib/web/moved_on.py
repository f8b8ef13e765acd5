"""Somebody was quicker: an act that the status no longer allows gets a page, never a stack trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pes_partnerships.lib.moves import MoveRefused


class MovedOnMiddleware:
    """For the moment between the look of a view and the lock of a service; what a page expects it answers itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, MoveRefused):
            return None
        return render(request, "moved_on.html", {"words": exception.words, "url": exception.url}, status=409)
