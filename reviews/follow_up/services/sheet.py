"""The sheet of corrective actions: what was agreed, by whom and by when, and what came of it (R4)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.elsewhere.services.sheets.cells import BATCH, cleaned, put, sliced
from partnerships.participants.services.sheet import PARTNERSHIP
from partnerships.participants.services.sheet_places import belongs, place_of
from partnerships.workbooks.rules.fields import Field
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import CHANGE, NEW, Book, Line, Writing, compare
from partnerships.workbooks.services.columns import column, columns
from pes_partnerships.ledger.services import Act
from pes_partnerships.lib.text import fold
from reviews.models import CorrectiveAction

FIELDS = ("text", "due_on", "closed_on", "is_given_up", "worked", "result")


class ActionSheet:
    """Handler of the sheet "actions"; the owner is a participant."""

    model = CorrectiveAction

    def check(self, book: Book, kind: SheetKind) -> None:
        for line in book.of(kind.code):
            line.linked = {}
            belongs(line, book.found["partnerships"])
        stored = self._stored(book, kind.code)
        seen: dict[tuple[Any, str], Line] = {}
        for line in book.active(kind.code):
            if line.above is None and not line.found:
                continue
            self._judge(line, book)
            place = id(line.above) if line.above else line.found
            text = fold(str(line.get("text", "")))
            if (twin := seen.get((place, text))) is not None:
                line.say(_("Line %(line)s says the same. Leave one of them out.") % {"line": twin.number}, code="twice")
                continue
            seen[place, text] = line
            row = stored.get((line.above.target if line.above else line.found or 0, text))
            if row is None:
                line.target, line.plan, line.before = None, NEW, {}
            else:
                line.target = row.pk
                compare(line, kind, _values(row))

    def _judge(self, line: Line, book: Book) -> None:
        """The same that the form of an action asks: what, who and by when."""
        if line.is_missing("text"):
            line.say(_("What is to be done is missing."), "text")
        if line.is_missing("due_on"):
            line.say(_("The day by which it is done is missing."), "due_on")
        owner = line.get("owner")
        if owner is None:
            line.say(_("An action needs its owner: enter a participant of the partnership."), "owner")
            return
        found, pk = book.found["participants"].find(line, str(owner))
        if found is None and pk is None:
            text = _("“%(name)s” does not take part in this partnership. Enter a participant as the owner.")
            line.say(text % {"name": owner}, "owner", code="no_owner")
        line.linked["owner"] = found if found is not None else pk

    def _stored(self, book: Book, code: str) -> dict[tuple[int, str], CorrectiveAction]:
        keys = {pk for line in book.active(code) if (pk := line.above.target if line.above else line.found)}
        found = {}
        for some in sliced(sorted(keys)):
            rows = CorrectiveAction.objects.filter(partnership__in=some).select_related("owner__organisation")
            found |= {(row.partnership_id, fold(row.text)): row for row in rows}
        return found

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        lines = [line for line in book.active(kind.code) if line.plan in (NEW, CHANGE) and not line.barring]
        rows = CorrectiveAction.objects.select_for_update(of=("self",)).in_bulk(
            [line.target for line in lines if line.plan == CHANGE]
        )
        for line in lines:
            line.row = rows.get(line.target or 0) or CorrectiveAction(partnership_id=place_of(line))
            put(line.row, line.values, FIELDS)
            owner = line.linked["owner"]
            line.row.owner_id = owner.pk if isinstance(owner, Line) else owner
        CorrectiveAction.objects.bulk_create([line.row for line in lines if line.plan == NEW], batch_size=BATCH)
        changed = [line for line in lines if line.plan == CHANGE]
        CorrectiveAction.objects.bulk_update([line.row for line in changed], [*FIELDS, "owner"], batch_size=100)
        counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        anchors = {}
        for line in lines:
            line.pk = line.row.pk
            counts[line.row.partnership_id][line.plan == CHANGE] += 1
            anchors[line.row.partnership_id] = line.row.partnership
        for pk, (new, corrected) in counts.items():
            writing.touch(pk)
            after = {"file": book.filename, "new": new, "changed": corrected}
            writing.acts.append(Act("action.imported", anchors[pk], writing.by, service=book.service, after=after))

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for some in sliced(keys):
            rows = CorrectiveAction.objects.agreed().filter(partnership__in=some)
            rows = rows.select_related("partnership", "owner__organisation", "person")
            for row in rows.order_by("partnership__title", "partnership", "due_on", "pk"):
                yield {"partnership": row.partnership.reference, **_values(row)}


def _values(row: CorrectiveAction) -> dict[str, Any]:
    owner = row.owner.name if row.owner else ""
    closed = isinstance(row.closed_on, date)
    return {**cleaned(row, FIELDS), "worked": row.worked if closed and row.worked is not None else "", "owner": owner}


ACTIONS = SheetKind(
    "actions",
    gettext_lazy("Corrective actions"),
    90,
    (
        PARTNERSHIP,
        column(CorrectiveAction, "text", also=("action", "what"), is_needed=True),
        Field("owner", gettext_lazy("Owner"), also=("responsible", "who"), is_needed=True),
        column(CorrectiveAction, "due_on", also=("due", "deadline"), is_needed=True),
        *columns(CorrectiveAction, "closed_on", "is_given_up", "worked", "result"),
    ),
    ActionSheet(),
    also=("actions", "acties"),
    key=("partnership", "text"),
    examples=(
        {
            "partnership": "EX-2",
            "text": gettext_lazy("Agree on one way of counting"),
            "due_on": "2026-12-31",
            "owner": gettext_lazy("Youth centre of the district (example)"),
        },
    ),
)
