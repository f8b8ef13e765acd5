"""The sheet of parties: who is a party to which text, and who signed for it elsewhere (A4, A5, S4)."""

from typing import Any

from django.utils.translation import gettext as _

from partnerships.elsewhere.services.sheets.parts import PartSheet, word, written
from partnerships.models import Party, SignedElsewhere
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import KEEP, Book, Line
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.text import fold

from .cells import BATCH

SIGNER = {"signed_by": "name", "signed_office": "office_held", "signed_mandate": "mandate"}


class PartySheet(PartSheet):
    """Handler of the sheet "parties"; a party that signed by several people stands in several lines."""

    model = Party
    fields = ("programme", "role", "risk", "gain", "must_sign", "signs_for", "members", "legal_basis")
    relations = ("participation",)
    related = ("participation__organisation",)

    def rows(self, agreements: list[int]) -> Any:
        return super().rows(agreements).prefetch_related("signed_elsewhere")

    def resolve(self, line: Line, book: Book) -> None:
        name = str(line.get("name", ""))
        if not name:
            line.say(_("The name of the party is missing."), "name")
            return
        found, pk = book.found["participants"].find(line, name)
        if found is None and pk is None and line.answer == KEEP:
            found = book.found["participants"].add(line, name)
            if found is None:
                text = _("“%(name)s” is not in the registry, and its category is missing. Enter it, such as ngo.")
                line.say(text % {"name": name}, "category", code="category")
                return
        if found is None and pk is None:
            text = _("“%(name)s” does not take part in this partnership: no line and no participant has this name.")
            line.say(text % {"name": name}, "name", code="no_participant", may_keep=True)
        line.linked["participation"] = found if found is not None else pk

    def key(self, line: Line) -> tuple[str, ...]:
        return word(line, "name"), word(line, "programme")

    def key_of_row(self, row: Party) -> tuple[str, ...]:
        return fold(row.participation.name), fold(row.programme)

    def values(self, row: Party) -> dict[str, Any]:
        signers = list(row.signed_elsewhere.all())
        first = signers[0] if signers else SignedElsewhere()
        said = {code: getattr(first, name) for code, name in SIGNER.items()}
        signed = {"signed_on": str(first.signed or ""), "signed_note": first.note}
        return {"name": row.participation.name, **super().values(row), **said, **signed}

    def link(self, line: Line) -> None:
        line.row.participation_id = written(line.linked["participation"])

    def after(self, new: list[Line], changed: list[Line]) -> None:
        """One signature a line; a party with further ones keeps them."""
        codes = (*SIGNER, "signed_on", "signed_note")
        touched = [line for line in changed if set(codes) & line.before.keys()]
        first: dict[int, SignedElsewhere] = {}
        for row in SignedElsewhere.objects.filter(party__in=[line.pk for line in touched]).order_by("order", "pk"):
            first.setdefault(row.party_id, row)
        made = []
        for line in [*(each for each in new if any(each.get(code) for code in codes)), *touched]:
            row = first.get(line.pk) or SignedElsewhere(party_id=line.pk)
            for code, name in SIGNER.items():
                setattr(row, name, line.get(code, getattr(row, name)))
            if line.get("signed_on"):
                row.signed = PartialDate.parse(line.values["signed_on"])
            row.note = line.get("signed_note", row.note)
            made.append(row)
        SignedElsewhere.objects.bulk_create([row for row in made if row.pk is None], batch_size=BATCH)
        stored = [row for row in made if row.pk is not None and row.party_id in first]
        SignedElsewhere.objects.bulk_update(
            [row for row in stored if row is first.get(row.party_id)],
            [*SIGNER.values(), "signed", "note"],
            batch_size=100,
        )

    def index(self, book: Book, kind: SheetKind, stored: dict[tuple[Any, ...], Any]) -> None:
        book.found["parties"] = PartyIndex(book, kind.code, stored)


class PartyIndex:
    """How lines of other sheets name a party of their text."""

    def __init__(self, book: Book, code: str, stored: dict[tuple[Any, ...], Any]) -> None:
        self._lines = {
            (id(line.linked["agreement"]), word(line, "name")): line
            for line in book.active(code)
            if "agreement" in line.linked
        }
        self._stored = {(key[0], key[1]): row.pk for key, row in stored.items()}

    def find(self, line: Line, name: str) -> Line | int | None:
        agreement = line.linked["agreement"]
        found = self._lines.get((id(agreement), fold(name)))
        if found is not None:
            return found
        pk = agreement.target if isinstance(agreement, Line) else agreement.pk
        if stored := self._stored.get((pk, fold(name))):
            return stored
        rows = Party.objects.filter(agreement=pk).select_related("participation__organisation") if pk else ()
        return next((row.pk for row in rows if fold(row.participation.name) == fold(name)), None)
