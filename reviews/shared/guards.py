"""A page without an account: its address holds a secret that names one row, and through it the service (R6, R8)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django_scopes import scope, scopes_disabled

from .services import LinkUnknown


def behind_link(
    request: HttpRequest, token: str, find: Callable[[str], Any], answer: Callable[[Any], HttpResponse]
) -> HttpResponse:
    """`answer` to the link that `find` knows by the token: in the scope of its service, by the clock of the service,
    and in the language of its person.

    `find` raises LinkUnknown; a link has a partnership and a language. Why it works no more is for `answer` to say.
    """
    try:
        with scopes_disabled():
            link = find(token)
    except LinkUnknown:
        return render(request, "partnerships/shared/link_unknown.html", status=410)
    service = link.partnership.service
    clock = timezone.override(service.zone)
    with scope(service=service), clock, translation.override(link.language):
        return answer(link)
