"""What every list of this app does: pages, a sort key from the address, the same rows as a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

from pes_partnerships.lib.export import Column, file_response
from pes_partnerships.lib.text import one_line

PAGE = 25
LONGEST_SEARCH = 200  # characters that are read of what is looked for


class CountedPaginator(Paginator):
    """For a list whose length is known without counting its rows."""

    def __init__(self, *args: Any, known: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known is not None:
            self.__dict__["count"] = known  # in place of the cached property


class KeyedPaginator(CountedPaginator):
    """Sorts keys alone and reads the rows of its page: joins and columns of all the others cost more than the page."""

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)


def page_of(
    request: HttpRequest, rows: Any, *, size: int = PAGE, known: int | None = None, by_key: bool = False
) -> Page:
    """The page asked for; a number that is no page gives the nearest one. `known`: how many rows there are.

    `by_key`: of a long list with joins, a queryset; one query more.
    """
    paginator = KeyedPaginator if by_key else CountedPaginator
    return paginator(rows, size, known=known).get_page(request.GET.get("page"))


def size_of(request: HttpRequest, sizes: Sequence[int]) -> int:
    """How many lines a page has: what ?lines= asks for, of the sizes that are offered; the first is usual."""
    asked = request.GET.get("lines", "")
    return next((size for size in sizes if str(size) == asked), sizes[0])


def sort_of(request: HttpRequest, keys: Iterable[str], default: str) -> str:
    """A known sort key of the address, "-key" downwards; anything else gives the default."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in set(keys) else default


def words_of(request: HttpRequest) -> str:
    """What ?q= looks for, as one visible line: nothing that a database would refuse."""
    return one_line(request.GET.get("q", "")[:LONGEST_SEARCH])


def as_file(request: HttpRequest, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> HttpResponse | None:
    """The list as a file where ?format= asks for one."""
    return file_response(request.GET.get("format", ""), name, columns, rows)
