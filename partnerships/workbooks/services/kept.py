"""A book kept between two requests: its lines as rows, and the rows as lines again (F2)."""

from collections.abc import Iterable

from partnerships.models import WorkbookImport, WorkbookLine
from pes_partnerships.accounts.models import Membership

from .book import SKIP, Book, Line

BATCH = 1000


def locked_import(workbook: WorkbookImport) -> WorkbookImport:
    return WorkbookImport.objects.select_for_update(of=("self",)).select_related("service", "by").get(pk=workbook.pk)


def book_of(found: WorkbookImport) -> Book:
    """An empty book of an import; X1: what its person may see bounds what its lines may name."""
    membership = Membership.objects.filter(user=found.by, service=found.service).select_related("office").first()
    return Book(found.service, found.by, membership, found.filename, found.options)


def loaded(found: WorkbookImport) -> Book:
    """The book with the lines of the last check, their values and what was decided on them."""
    book = book_of(found)
    for row in found.lines.order_by("kind", "pk").iterator(chunk_size=BATCH):
        line = Line(row.kind, row.sheet, row.number, row.values, decision=row.decision)
        line.problems = [each for each in row.problems if each["code"] in READ]
        book.of(row.kind).append(line)
    return book


# problems that were found while the file was read: they are not found again from the values
READ = frozenset({"cell", "days", "centuries", "marks"})


def keep(found: WorkbookImport, lines: Iterable[Line]) -> None:
    """Replace the rows of an import by these lines."""
    found.lines.all().delete()
    rows = [
        WorkbookLine(
            workbook=found,
            kind=line.kind,
            sheet=line.sheet,
            number=line.number,
            values=line.values,
            problems=line.problems,
            duplicates=line.duplicates,
            decision=line.decision,
            plan=SKIP if line.is_left_out else line.plan,
            is_open=line.is_open,
            target=line.target,
            before=line.before,
            partnership_id=line.partnership,
        )
        for line in lines
        if line.number
    ]
    WorkbookLine.objects.bulk_create(rows, batch_size=BATCH)


def decisions_of(found: WorkbookImport) -> dict[tuple[str, int], dict]:
    """What people decided so far, by sheet and line: it holds for the next check of the same file."""
    rows = found.lines.exclude(decision={}).values_list("sheet", "number", "decision")
    return {(sheet, number): decision for sheet, number, decision in rows}
