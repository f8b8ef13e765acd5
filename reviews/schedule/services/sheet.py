"""The sheet of reviews held before: what was decided, by whom, and from what it is known (R2, R3)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.elsewhere.services.sheets.cells import cleaned, sliced
from partnerships.models import Partnership
from partnerships.participants.services.sheet import PARTNERSHIP
from partnerships.participants.services.sheet_places import belongs
from partnerships.workbooks.rules.fields import DATE, Field
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import NEW, SAME, Book, Line, Writing
from partnerships.workbooks.services.columns import column
from pes_partnerships.ledger.services import Actor
from pes_partnerships.lib.dates import PartialDate
from pes_partnerships.lib.moves import MoveRefused
from reviews.models import Review
from reviews.rules.lifecycle import ReviewStatus

from .held_before import record_held_review

FIELDS = ("decision", "reason", "worth", "summary", "decided_by", "known_from", "source")
NEEDED = ("held", "decision", "reason", "known_from")


class ReviewSheet:
    """Handler of the sheet "reviews": a review that is kept already is never changed by a file.

    Its lines are written when the import is settled: only then is it known which text governed on that day.
    """

    def check(self, book: Book, kind: SheetKind) -> None:
        for line in book.of(kind.code):
            belongs(line, book.found["partnerships"])
        stored = self._stored(book, kind.code)
        seen: dict[tuple[Any, str], Line] = {}
        for line in book.active(kind.code):
            if line.above is None and not line.found:
                continue
            self._judge(line, kind)
            place, held = id(line.above) if line.above else line.found, str(line.get("held", ""))
            if (twin := seen.get((place, held))) is not None:
                line.say(_("Line %(line)s is about the same review. Leave one of them out.") % {"line": twin.number})
                continue
            seen[place, held] = line
            row = stored.get((line.above.target if line.above else line.found or 0, held))
            line.plan, line.target, line.before = (SAME, row.pk, {}) if row else (NEW, None, {})

    def _judge(self, line: Line, kind: SheetKind) -> None:
        for code in NEEDED:
            if line.is_missing(code):
                line.say(_("“%(field)s” is missing.") % {"field": kind.by_code[code].title}, code)
        held = line.get("held")
        if held and (first := PartialDate.parse(held).earliest()) and first > timezone.localdate():
            line.say(_("A review cannot have been held in the future. Check its date."), "held", code="future")

    def _stored(self, book: Book, code: str) -> dict[tuple[int, str], Review]:
        keys = {pk for line in book.active(code) if (pk := line.above.target if line.above else line.found)}
        found = {}
        for some in sliced(sorted(keys)):
            rows = _rows(some)
            found |= {(row.series.partnership_id, _held(row)): row for row in rows}
        return found

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        """Nothing yet: see `settle`. The partnership is settled for it."""
        for line in book.active(kind.code):
            if line.plan == NEW and (pk := line.partnership):
                writing.touch(pk)

    def settle(self, values: dict[str, Any], *, partnership: int, by: Actor, at: datetime) -> tuple[int | None, str]:
        """The key of the review; or what refused it, in words. One that is kept already is that one."""
        said = {code: values.get(code) or "" for code in FIELDS}
        held = PartialDate.parse(values["held"])
        known = next((row for row in _rows([partnership]) if _held(row) == str(held)), None)
        if known is not None:
            return known.pk, ""
        row = Partnership.objects.get(pk=partnership)
        try:
            return record_held_review(partnership=row, by=by, held=held, at=at, **said).pk, ""
        except MoveRefused:
            return None, _("This review was not entered: the outcome of another one waits to be confirmed.")

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for some in sliced(keys):
            for row in _rows(some):
                yield {
                    "partnership": row.series.partnership.reference,
                    "held": _held(row),
                    **cleaned(row, FIELDS),
                }


def _rows(partnerships: list[int]) -> list[Review]:
    rows = Review.objects.reviews_proper().filter(status=ReviewStatus.CONFIRMED, held_on__isnull=False)
    rows = rows.filter(series__partnership__in=partnerships).select_related("series__partnership")
    return list(rows.order_by("series__partnership", "held_on", "pk"))


def _held(row: Review) -> str:
    return str(row.held_said) if row.held_said else row.held_on.isoformat()


REVIEWS = SheetKind(
    "reviews",
    gettext_lazy("Reviews held"),
    80,
    (
        PARTNERSHIP,
        Field("held", gettext_lazy("Held on"), DATE, also=("date", "held", "day"), is_needed=True),
        *(column(Review, code) for code in FIELDS),
    ),
    ReviewSheet(),
    also=("evaluaties", "bilans"),
    key=("partnership", "held"),
    whole_file=("known_from", "source"),
    examples=(
        {
            "partnership": "EX-2",
            "held": "2025-06",
            "decision": "continue",
            "known_from": "minutes",
            "reason": gettext_lazy("The number of young people in work grows as planned."),
        },
    ),
)
