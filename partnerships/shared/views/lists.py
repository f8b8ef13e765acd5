"""What every list of this app does: pages, a sort key from the address, the same rows as a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from pes_partnerships.lib.export import Column, file_response

PAGE = 25


def page_of(request: HttpRequest, rows: Any) -> Page:
    """The page asked for; a number that is no page gives the nearest one."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def sort_of(request: HttpRequest, keys: Iterable[str], default: str) -> str:
    """A known sort key of the address, "-key" downwards; anything else gives the default."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in set(keys) else default


def as_file(request: HttpRequest, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse | None:
    """The list as a file where ?format= asks for one."""
    return file_response(request.GET.get("format", ""), name, columns, rows)
