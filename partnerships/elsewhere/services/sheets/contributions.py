"""The sheet of contributions: money, staff, things and rules, each with its giver, currency and period (A10)."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.elsewhere.services.sheets.parts import PartSheet, word, written
from partnerships.models import Contribution
from partnerships.workbooks.services.book import Book, Line
from pes_partnerships.lib.text import fold

KEY = ("reference", "kind", "currency", "unit", "begins", "ends", "period", "description")


class ContributionSheet(PartSheet):
    """Handler of the sheet "contributions": a giver that is no party is another source, such as a fund."""

    model = Contribution
    fields = (
        "source_name", "reference", "kind", "amount", "currency", "share", "share_of", "unit", "begins", "ends",
        "period", "payment", "description", "is_withheld",
    )  # fmt: skip
    relations = ("party",)
    related = ("party__participation__organisation",)

    def resolve(self, line: Line, book: Book) -> None:
        giver = str(line.get("giver", ""))
        if not giver:
            line.say(_("Who gives it is missing: a party, or another source such as a fund."), "giver")
        line.linked["party"] = book.found["parties"].find(line, giver) if giver else None

    def judge(self, line: Line) -> None:
        if line.is_missing("kind"):
            line.say(_("The kind is missing. Enter one of the list, such as money."), "kind")
        if line.get("kind") == "money" and line.get("amount") and not line.get("currency"):
            line.say(_("An amount of money needs its currency, such as EUR."), "currency", code="currency")

    def key(self, line: Line) -> tuple[str, ...]:
        return word(line, "giver"), *(word(line, code) for code in KEY)

    def key_of_row(self, row: Contribution) -> tuple[str, ...]:
        said = super().values(row)
        return fold(self._giver(row)), *(fold(str(said[code])) for code in KEY if code in said)

    def _giver(self, row: Contribution) -> str:
        return row.party.participation.name if row.party else row.source_name

    def values(self, row: Contribution) -> dict[str, Any]:
        said = super().values(row)
        said.pop("source_name")
        return {"giver": self._giver(row), **said}

    def link(self, line: Line) -> None:
        if (party := line.linked.get("party")) is not None:
            line.row.party_id = written(party)
        else:
            line.row.source_name = line.values["giver"]
