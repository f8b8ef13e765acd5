"""The menus of every page. The apps above declare their items, and their AppConfig registers them (decision 16)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Item:
    """A link: URL name, label, `place` in the order of its menu, and the act that opens it (None: anybody may).

    `pages` are beginnings of the URL names of the pages that belong to it; the longest that fits decides.
    `of_whole_service`: not for those who are bound to one office.
    """

    name: str
    label: str | Promise
    place: int
    act: str | None = None
    pages: tuple[str, ...] = ()
    of_whole_service: bool = False


class Menu:
    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._pages: dict[str, str] = {}  # beginning of a URL name -> the item that it belongs to

    def register(self, *items: Item) -> None:
        for item in items:
            for other in self._items.values():
                if item.name == other.name or item.place == other.place:
                    raise ValueError(f"{item.name}, place {item.place}: is taken by {other.name}.")
            self._items[item.name] = item
            self.add_pages(item.name, *item.pages)

    def add_pages(self, name: str, *pages: str) -> None:
        """Pages of one app that belong to the item of another."""
        for page in pages:
            if page in self._pages:
                raise ValueError(f"{page} belongs to {self._pages[page]} already.")
            self._pages[page] = name

    def __iter__(self) -> Iterator[Item]:
        return iter(sorted(self._items.values(), key=lambda item: item.place))

    def item_of(self, view: str) -> str:
        """The URL name of the item to which a page belongs; empty where it belongs to none."""
        fitting = [page for page in self._pages if view.startswith(page)]
        return self._pages[max(fitting, key=len)] if fitting else ""


WORKSPACE, PUBLIC, FOOTER, DEMO_FOOTER = Menu(), Menu(), Menu(), Menu()
