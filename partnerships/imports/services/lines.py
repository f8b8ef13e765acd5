"""A line of a checked file on its way into the registry, and the refusal of the whole file (F2)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from partnerships.models import ImportRow, Organisation
from partnerships.shared.services.file_work import ImportFailed


@dataclass
class Writing:
    """One line on its way: its row, the record that it becomes or changes, and what changes in it."""

    row: ImportRow
    organisation: Organisation
    wanted: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)

    def made(self, kind: str, key: int) -> None:
        """Remember a row that was made beside the record, so that the import can be undone."""
        self.row.undo.setdefault("made", {}).setdefault(kind, []).append(key)

    def was(self, kind: str, values: dict[str, Any]) -> None:
        """Remember how a row beside the record was before."""
        self.row.undo.setdefault("was", {}).setdefault(kind, []).append(values)

    @property
    def is_new(self) -> bool:
        return self.row.plan == ImportRow.Plan.NEW

    def body(self, place: dict[str, Any], by_line: dict[int, int]) -> int:
        """The record that a cell names, by number or by the line of this file that it was made from."""
        if "organisation" in place:
            return place["organisation"]
        if place["line"] not in by_line:
            text = _("Line %(line)s refers to “%(name)s” in line %(other)s, which is ignored.")
            raise ImportFailed(text % {"line": self.row.line, "other": place["line"], "name": place["name"]})
        return by_line[place["line"]]
