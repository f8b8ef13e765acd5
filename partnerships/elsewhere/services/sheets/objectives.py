"""The sheet of objectives: what was agreed in which text, with baseline, target and day (O1)."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.elsewhere.services.sheets.parts import PartSheet, word, written
from partnerships.models import Objective
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import Book, Line
from pes_partnerships.lib.text import fold


class ObjectiveSheet(PartSheet):
    """Handler of the sheet "objectives"."""

    model = Objective
    fields = (
        "title", "statement", "target_group", "indicator", "target_kind", "comparator", "target", "target_to",
        "relation", "counting", "unit", "counted_among", "not_measurable_reason", "baseline_kind", "baseline_value",
        "baseline_text", "baseline_date", "data_source", "attainable", "relevant", "result_kind", "is_common",
        "aim_above", "due", "after_end", "followed_up", "source",
    )  # fmt: skip
    relations = ("owner",)
    related = ("owner__participation__organisation",)

    def resolve(self, line: Line, book: Book) -> None:
        if line.is_missing("title"):
            line.say(_("The short name of the objective is missing."), "title")
        if owner := line.get("owner"):
            found = book.found["parties"].find(line, str(owner))
            if found is None:
                text = _("“%(name)s” is no party to this agreement.")
                line.say(text % {"name": owner}, "owner", code="no_party")
            line.linked["owner"] = found

    def judge(self, line: Line) -> None:
        first, last = line.get("target"), line.get("target_to")
        if line.get("comparator") == "between" and (first is None or last is None):
            line.say(_("“Between” needs two numbers: the target and its upper limit."), "target_to", code="between")

    def key(self, line: Line) -> tuple[str, ...]:
        return (word(line, "title"),)

    def key_of_row(self, row: Objective) -> tuple[str, ...]:
        return (fold(row.title),)

    def values(self, row: Objective) -> dict[str, Any]:
        return {**super().values(row), "owner": row.owner.participation.name if row.owner else ""}

    def link(self, line: Line) -> None:
        if line.linked.get("owner") is not None:
            line.row.owner_id = written(line.linked["owner"])

    def index(self, book: Book, kind: SheetKind, stored: dict[tuple[Any, ...], Any]) -> None:
        book.found["objectives"] = ObjectiveIndex(book, kind.code)


class ObjectiveIndex:
    """How lines of values name an objective: by its title, in the agreement that they name, else in any of the row."""

    def __init__(self, book: Book, code: str) -> None:
        self._lines = {
            (id(line.linked["agreement"]), word(line, "title")): line
            for line in book.active(code)
            if "agreement" in line.linked
        }
        self._rows: dict[int, dict[str, Objective]] = {}

    def find(self, agreement: Any, title: str) -> Line | Objective | None:
        found = self._lines.get((id(agreement), fold(title)))
        if found is not None:
            return found
        pk = agreement.target if isinstance(agreement, Line) else agreement.pk
        if not pk:
            return None
        if pk not in self._rows:
            rows = Objective.objects.filter(agreement=pk).select_related("agreement")
            self._rows[pk] = {fold(row.title): row for row in rows}
        return self._rows[pk].get(fold(title))
