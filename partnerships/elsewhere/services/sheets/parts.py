"""What the sheets of the parts of a recorded text share: whose text, which stored row, and the bulk writing (A15)."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from partnerships.models import Agreement
from partnerships.participants.services.sheet_places import belongs
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import CHANGE, NEW, Book, Line, Writing, compare
from pes_partnerships.lib.text import fold

from .agreements import agreements_of
from .cells import BATCH, cleaned, put, sliced


class PartSheet(ABC):
    """A sheet whose lines are rows below a recorded text: `model` with `fields`, and `key` by which a row is known."""

    model: ClassVar[type[Model]]
    fields: ClassVar[tuple[str, ...]]
    related: ClassVar[tuple[str, ...]] = ()

    def check(self, book: Book, kind: SheetKind) -> None:
        for line in book.of(kind.code):
            belongs(line, book.found["partnerships"])
            self._find_agreement(line, book)
        lines = [line for line in book.active(kind.code) if "agreement" in line.linked]
        for line in lines:
            self.resolve(line, book)
        stored = self._stored(lines)
        seen: dict[tuple[Any, ...], Line] = {}
        for line in lines:
            key = (_place(line), *self.key(line))
            if (twin := seen.get(key)) is not None:
                line.say(_("Line %(line)s says the same. Leave one of them out.") % {"line": twin.number}, code="twice")
                continue
            seen[key] = line
            row = stored.get(key)
            if row is None:
                line.target, line.plan, line.before = None, NEW, {}
            else:
                line.target = row.pk
                compare(line, kind, self.values(row))
            self.judge(line)
            agreement = line.linked["agreement"]
            if isinstance(agreement, Agreement) and not agreement.is_elsewhere and line.plan in (NEW, CHANGE):
                text = _("“%(title)s” was signed here and never changes. Leave the line out.")
                line.say(text % {"title": agreement.title}, "agreement", code="signed_here")
        self.index(book, kind, stored)

    def _find_agreement(self, line: Line, book: Book) -> None:
        line.linked = {}
        if line.above is None and not line.found:
            return
        title = str(line.get("agreement", ""))
        named, row = book.found["agreements"].find(line, title)
        if named is None and row is None:
            text = (
                _("This partnership has no agreement “%(title)s”.")
                if title
                else _("This partnership has no agreement.")
            )
            line.say(text % {"title": title}, "agreement", code="no_agreement")
            return
        line.linked["agreement"] = named or row
        if named is not None and named.is_left_out:
            line.above = named

    def resolve(self, line: Line, book: Book) -> None:
        """What else the line names: parties, owners. Most name nothing."""
        return

    def judge(self, line: Line) -> None:
        """What is wrong with the whole line."""
        return

    @abstractmethod
    def key(self, line: Line) -> tuple[str, ...]:
        """By what a line of a text is known."""

    @abstractmethod
    def key_of_row(self, row: Any) -> tuple[str, ...]:
        """The same of a stored row."""

    def values(self, row: Any) -> dict[str, Any]:
        return cleaned(row, self.fields)

    def index(self, book: Book, kind: SheetKind, stored: dict[tuple[Any, ...], Any]) -> None:
        """What lines of later sheets look for here."""
        return

    def _stored(self, lines: Iterable[Line]) -> dict[tuple[Any, ...], Any]:
        keys = sorted({pk for line in lines if (pk := _stored_agreement(line))})
        found: dict[tuple[Any, ...], Any] = {}
        for some in sliced(keys):
            for row in self.rows(some):
                found[row.agreement_id, *self.key_of_row(row)] = row
        return found

    def rows(self, agreements: list[int]) -> Iterable[Any]:
        rows = self.model._default_manager.filter(agreement__in=agreements).select_related(*self.related)
        return rows.order_by("agreement", "order", "pk")

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        lines = [line for line in book.active(kind.code) if "agreement" in line.linked]
        new = [line for line in lines if line.plan == NEW]
        orders = self._orders([pk for line in new if (pk := _written_agreement(line))])
        for line in new:
            pk = _written_agreement(line)
            line.row = self.model(agreement_id=pk, order=orders[pk])
            orders[pk] += 1
            put(line.row, line.values, self.fields)
            self.link(line)
        self.model._default_manager.bulk_create([line.row for line in new], batch_size=BATCH)
        changed = [line for line in lines if line.plan == CHANGE]
        rows = self.model._default_manager.select_for_update(of=("self",)).in_bulk([line.target for line in changed])
        for line in changed:
            line.row = rows[line.target]
            put(line.row, {code: line.values[code] for code in line.before}, self.fields)
            self.link(line)
        names = [*self.fields, *self.relations]
        self.model._default_manager.bulk_update([line.row for line in changed], names, batch_size=100)
        for line in lines:
            line.pk = line.row.pk if line.row else line.target
        for line in [*new, *changed]:
            writing.touch(_written_partnership(line), _written_agreement(line))
        self.after(new, changed)

    relations: ClassVar[tuple[str, ...]] = ()  # foreign keys that `link` sets

    def link(self, line: Line) -> None:
        """Foreign keys of the row that the line names."""
        return

    def after(self, new: list[Line], changed: list[Line]) -> None:
        """Rows below the rows."""
        return

    def _orders(self, keys: list[int]) -> dict[int, int]:
        rows = self.model._default_manager.filter(agreement__in=keys).order_by().values_list("agreement")
        return defaultdict(int, {pk: order + 1 for pk, order in rows.annotate(Max("order"))})

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for some in sliced(keys):
            agreements = {row.pk: row for row in agreements_of(some)}
            rows: dict[int, list[Any]] = defaultdict(list)
            for row in self.rows(list(agreements)):
                rows[row.agreement_id].append(row)
            for pk, agreement in agreements.items():
                for row in rows[pk]:
                    whose = {"partnership": agreement.partnership.reference, "agreement": agreement.title}
                    yield {**whose, **self.values(row)}


def _stored_agreement(line: Line) -> int | None:
    agreement = line.linked.get("agreement")
    return agreement.target if isinstance(agreement, Line) else agreement.pk if agreement else None


def _written_agreement(line: Line) -> int | None:
    return line.linked["agreement"].pk


def _written_partnership(line: Line) -> int:
    agreement = line.linked["agreement"]
    return agreement.row.partnership_id if isinstance(agreement, Line) else agreement.partnership_id


def _place(line: Line) -> Any:
    """The key of a stored text, so that its rows are found; else the line that makes it."""
    return _stored_agreement(line) or id(line.linked["agreement"])


def written(each: Any) -> int | None:
    """The key of what a line names: another line that was written, or a stored row's key."""
    return each.pk if isinstance(each, Line) else each


def word(line: Line, code: str) -> str:
    return fold(str(line.get(code, "")))
