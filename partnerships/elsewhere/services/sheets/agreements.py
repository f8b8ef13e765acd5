"""The sheet of agreements: records of texts signed elsewhere, each edition a line (A15, A7, A18)."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.elsewhere.rules.editions import Edition, overlaps, placed
from partnerships.models import Agreement
from partnerships.participants.services.sheet_places import belongs, place_of
from partnerships.rules.lifecycle import AgreementStatus, Origin
from partnerships.rules.term import begins_on, last_day
from partnerships.workbooks.rules.kinds import SheetKind
from partnerships.workbooks.services.book import CHANGE, KEEP, NEW, SAME, Book, Line, Writing, compare
from pes_partnerships.ledger.services import Act
from pes_partnerships.lib.dates import PartialDate, display_date
from pes_partnerships.lib.text import fold

from .cells import BATCH, cleaned, put, sliced
from .outlook import outlook_of
from .umbrellas import PARENT, Umbrellas, named, umbrellas_of

Texts = dict[Any, list[tuple[Edition, Line | Agreement]]]

FIELDS = (
    "kind", "language", "languages_note", "model", "model_reason", "formality", "formality_reason", "decided",
    "signed", "registered", "published", "effective", "effective_bound", "service_start", "funding_end",
    "is_open_ended", "open_reason", "term_is_unstated", "ends", "ends_bound", "ending_conditions", "may_end_by",
    "notice", "first_review_on", "review_every_months", "quality", "registry_number", "publication_url", "source",
)  # fmt: skip
DATES = ("decided", "signed", "registered", "published", "effective", "service_start", "ends")
GOVERNED = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.SUPERSEDED, AgreementStatus.ENDED)


class AgreementSheet:
    """Handler of the sheet "agreements"."""

    def check(self, book: Book, kind: SheetKind) -> None:
        for line in book.of(kind.code):
            belongs(line, book.found["partnerships"])
        umbrellas = Umbrellas(book, _placed(book, kind.code))
        stored = _Stored(book, kind.code, umbrellas.places)
        seen: dict[tuple[Any, str], Line] = {}
        for line in _placed(book, kind.code):
            title = fold(line.get("title", ""))
            place = id(line.above) if line.above else line.found
            if (twin := seen.get((place, title))) is not None:
                text = _("Line %(line)s is about the same agreement. Give each edition a title of its own.")
                line.say(text % {"line": twin.number}, "title", code="twice")
                continue
            seen[place, title] = line
            self._check_term(line)
            self._compare(line, kind, stored)
        index = book.found["agreements"] = AgreementIndex(book, kind.code, stored)
        texts, today = _texts(book, kind.code, stored), timezone.localdate()
        umbrellas.check(index, stored.by_pk, _statuses(texts, today))
        self._refuse_signed_here(book, kind.code, stored)
        self._ask_about_overlaps(texts)
        book.outlook |= outlook_of(book, texts, today)

    def _compare(self, line: Line, kind: SheetKind, stored: "_Stored") -> None:
        row = stored.of(line)
        if row is None:
            line.target, line.plan, line.before = None, NEW, {}
            return
        line.target = row.pk
        compare(line, kind, _values(row))

    def _refuse_signed_here(self, book: Book, code: str, stored: "_Stored") -> None:
        text = _("“%(title)s” was signed here and never changes. Leave the line out.")
        for line in _placed(book, code):
            row = stored.by_pk.get(line.target or 0)
            if row is not None and line.plan == CHANGE and not row.is_elsewhere:
                line.say(text % {"title": row.title}, "title", code="signed_here")

    def _check_term(self, line: Line) -> None:
        """The same contradictions that the form of a text refuses."""
        begins, ends = line.get("effective"), line.get("ends")
        if begins and ends:
            first, last = PartialDate.parse(begins).earliest(), PartialDate.parse(ends).latest()
            if first and last and last < first:
                line.say(_("The end date is before the effective date. Check both dates."), "ends", code="term")
        if line.values.get("is_open_ended") and ends:
            line.say(_("An open-ended agreement has no end date. Clear one of the two."), "ends", code="term")
        months = line.get("review_every_months")
        if months is not None and not 1 <= int(months) <= 12:
            text = _("At least one review a year is required: enter 12 months or fewer.")
            line.say(text, "review_every_months", code="floor")

    def _ask_about_overlaps(self, found: Texts) -> None:
        """Two texts of one partnership that both govern by their own dates: a person says which."""
        for texts in found.values():
            by_key = {edition.key: each for edition, each in texts}
            for one in overlaps([edition for edition, _each in texts]):
                earlier, later = by_key[one.earlier], by_key[one.later]
                line = later if isinstance(later, Line) else earlier
                if not isinstance(line, Line) or line.plan == SAME or line.answer == KEEP:
                    continue
                line.say(
                    _("“%(earlier)s” and “%(later)s” would both be in force from %(day)s.")
                    % {"earlier": _title(earlier), "later": _title(later), "day": display_date(one.since)},
                    "effective",
                    code="two_in_force",
                )

    def write(self, book: Book, kind: SheetKind, writing: Writing) -> None:
        lines = [line for line in book.active(kind.code) if not _barred(line)]
        new = [line for line in lines if line.plan == NEW]
        keys = sorted({pk for line in new if (pk := place_of(line))})
        versions = _highest("version", keys)
        positions = _highest("position", keys)
        service = book.service
        for line in new:
            pk = place_of(line)
            versions[pk] += 1
            positions[pk] += 1
            line.row = Agreement(
                partnership_id=pk,
                version=versions[pk],
                position=positions[pk],
                origin=Origin.ELSEWHERE,
                status=AgreementStatus.RECORDING,
                title=line.get("title") or _title_of_partnership(line),
                language=service.language,
                review_every_months=service.review_every_months,
            )
            self._put(line, line.values)
        Agreement.objects.bulk_create([line.row for line in new], batch_size=BATCH)
        changed = [line for line in lines if line.plan == CHANGE]
        touched = {pk for line in book.active(kind.code) if (pk := line.target) and line.plan != NEW}
        rows = Agreement.objects.select_for_update(of=("self",)).in_bulk(sorted(touched))
        for line in lines:
            line.row = line.row or rows.get(line.target)
            line.pk = line.row.pk if line.row else line.target
        for line in changed:
            self._put(line, {code: line.get(code) for code in line.before})
        fields = [*FIELDS, "ends_latest"]
        Agreement.objects.bulk_update([line.row for line in changed], fields, batch_size=100)
        self._place_under([*new, *changed])
        for line in [*new, *changed]:
            writing.touch(line.row.partnership_id, line.pk)
        for line in changed:
            writing.acts.append(
                Act(
                    "agreement.import_changed",
                    line.row.partnership,
                    writing.by,
                    obj=line.row,
                    service=service,
                    before=line.before,
                    after={code: line.get(code, "") for code in line.before} | {"file": book.filename},
                )
            )

    def _place_under(self, lines: list[Line]) -> None:
        """A18: once every row has its key, since an umbrella may stand in a later line."""
        below = [line for line in lines if PARENT in line.linked]
        for line in below:
            line.row.parent_id = line.linked[PARENT].pk
        Agreement.objects.bulk_update([line.row for line in below], ["parent"], batch_size=100)

    def _put(self, line: Line, values: dict[str, Any]) -> None:
        row = line.row
        put(row, values, FIELDS)
        row.ends_latest = last_day(ends=row.ends, bound=row.ends_bound, is_open_ended=row.is_open_ended)

    def exported(self, keys: list[int]) -> Iterator[dict[str, Any]]:
        for some in sliced(keys):
            rows = agreements_of(some)
            above = umbrellas_of(rows)
            for row in rows:
                yield {"partnership": row.partnership.reference, **_values(row), **named(above.get(row.pk))}


def agreements_of(keys: list[int]) -> list[Agreement]:
    """The texts that governed, govern or will, without their frozen words, by partnership and in order."""
    rows = Agreement.objects.filter(partnership__in=keys, status__in=(*GOVERNED, AgreementStatus.RECORDING))
    return list(
        rows.defer("snapshot").select_related("partnership").order_by("partnership__title", "partnership", "position")
    )


def _values(row: Agreement) -> dict[str, Any]:
    return {"title": row.title, **cleaned(row, FIELDS)}


def _texts(book: Book, code: str, stored: "_Stored") -> Texts:
    """By partnership (the id of its line, or its key) what it will have: texts of the file, and stored ones beside."""
    lines: dict[Any, list[Line]] = defaultdict(list)
    targets: dict[Any, int | None] = {id(line): line.target for line in book.active("partnerships")}
    for line in _placed(book, code):
        place = id(line.above) if line.above else line.found
        lines[place].append(line)
        targets.setdefault(place, line.found)
    found = {}
    for place, pk in targets.items():
        named = {line.target for line in lines[place]}
        kept = [row for row in stored.by_place.get(pk or 0, []) if row.pk not in named]
        if texts := [*lines[place], *kept]:
            found[place] = [(_edition(key, each), each) for key, each in enumerate(texts, start=1)]
    return found


def _statuses(found: Texts, today: datetime.date) -> dict[int, str]:
    """What the texts of the file will be by their dates, by the id of the line."""
    statuses = {}
    for texts in found.values():
        by_key = {edition.key: each for edition, each in texts}
        for place in placed([edition for edition, _each in texts], today):
            if isinstance(line := by_key[place.key], Line):
                statuses[id(line)] = place.status
    return statuses


def _placed(book: Book, code: str) -> list[Line]:
    return [line for line in book.active(code) if line.above is not None or line.found]


def _barred(line: Line) -> bool:
    return bool(line.barring) and line.answer != KEEP


def _title(each: Any) -> str:
    return (each.get("title") or _title_of_partnership(each)) if isinstance(each, Line) else each.title


def _title_of_partnership(line: Line) -> str:
    return str(line.above.get("title", "") if line.above else "") or _("Agreement")


def _edition(key: int, each: Any) -> Edition:
    """Of a line or a stored row, by its own dates."""
    if isinstance(each, Line):
        days = {code: PartialDate.parse(str(each.get(code, ""))) for code in DATES}
        begins = begins_on(
            effective=days["effective"],
            signed=days["signed"],
            decided=days["decided"],
            bound=str(each.get("effective_bound", "")),
        )
        bound, is_open = str(each.get("ends_bound", "")), bool(each.values.get("is_open_ended"))
        ends = last_day(ends=days["ends"], bound=bound, is_open_ended=is_open) if days["ends"] else begins
        return Edition(key, key, AgreementStatus.RECORDING, True, begins, ends)
    ends = each.ends_latest or each.governs_since
    return Edition(key, each.version, each.status, each.is_elsewhere, each.governs_since, ends)


def _highest(name: str, keys: list[int]) -> dict[int, int]:
    rows = Agreement.objects.filter(partnership__in=keys).order_by().values_list("partnership")
    return defaultdict(int, dict(rows.annotate(Max(name))))


class _Stored:
    """The texts that the partnerships of the file have already."""

    def __init__(self, book: Book, code: str, umbrellas: set[int]) -> None:
        keys = umbrellas | {line.above.target if line.above else line.found for line in _placed(book, code)}
        keys |= {line.target for line in book.of("partnerships")}
        self.by_place: dict[int, list[Agreement]] = defaultdict(list)
        for some in sliced(sorted(pk for pk in keys if pk)):
            for row in agreements_of(some):
                self.by_place[row.partnership_id].append(row)
        self.by_pk = {row.pk: row for rows in self.by_place.values() for row in rows}

    def of(self, line: Line) -> Agreement | None:
        pk = line.above.target if line.above else line.found
        rows = self.by_place.get(pk or 0, [])
        title = fold(line.get("title", "")) or fold(_title_of_partnership(line))
        return next((row for row in rows if fold(row.title) == title), None)


class AgreementIndex:
    """How lines of other sheets name an agreement of their partnership: by title; without one, the only or newest."""

    def __init__(self, book: Book, code: str, stored: _Stored) -> None:
        self._stored = stored
        self._lines: dict[Any, list[Line]] = defaultdict(list)
        for line in _placed(book, code):
            self._lines[id(line.above) if line.above else line.found].append(line)

    def find(self, line: Line, title: str) -> tuple[Line | None, Agreement | None]:
        return self.of_place(line.above, line.found, title)

    def of_place(self, above: Line | None, found: int | None, title: str) -> tuple[Line | None, Agreement | None]:
        """Of the partnership of a line, or of the stored one with this key."""
        lines = self._lines.get(id(above) if above else found, [])
        pk = above.target if above else found
        rows = self._stored.by_place.get(pk or 0, [])
        if title:
            named = next((each for each in lines if fold(str(_title(each))) == fold(title)), None)
            return named, None if named else next((row for row in rows if fold(row.title) == fold(title)), None)
        if lines:
            return max(lines, key=lambda each: str(each.get("effective") or each.get("signed") or "")), None
        return None, rows[-1] if rows else None
