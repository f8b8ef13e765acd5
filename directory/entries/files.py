"""One entry as a file: every fact in a line, with its marks and their reasons, and the numbers of its sources (D2)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.projection.rules.sheet import Row
from directory.projection.services import Sheet
from pes_partnerships.lib.export import Column


@dataclass(frozen=True)
class FactLine:
    part: str
    fact: str
    says: str
    result: str = ""
    marks: str = ""
    sources: str = ""


COLUMNS = [
    Column(gettext_lazy("Part"), "part"),
    Column(gettext_lazy("Fact"), "fact"),
    Column(gettext_lazy("What is said"), "says"),
    Column(gettext_lazy("Result, or as delivered"), "result"),
    Column(gettext_lazy("Marks and reasons"), "marks"),
    Column(gettext_lazy("Sources"), "sources"),
]


def lines_of(sheet: Sheet) -> Iterator[FactLine]:
    """Everything that the page prints of the entry itself, in its order; people are on no file (D3)."""
    head = _("Entry")
    yield FactLine(head, _("Name"), sheet.public["title"], marks=_confirmed(sheet))
    yield FactLine(head, _("Original name"), sheet.public["title_original"])
    yield FactLine(head, _("Where"), sheet.place)
    yield FactLine(head, _("Status"), sheet.running)
    yield FactLine(head, _("Employment service"), sheet.public["pes_name"])
    yield FactLine(head, _("Facts as of"), sheet.as_of)
    yield FactLine(head, _("In two sentences"), sheet.public["lead"])
    part = _("Target against result")
    for each in sheet.targets:
        beside = "\n".join(filter(None, [each["note"] or "", *sheet.about_targets.mark_words]))
        yield FactLine(part, each["what"], each["target"] or "", each["result"] or "", beside)
    for other in sheet.about_targets.others:
        yield FactLine(part, _("Another source"), other.words)
    for row in sheet.rows:
        yield _line(_("The fiche"), row, sheet)
    for row in sheet.beside_fiche:
        yield _line(_("The fiche"), row, sheet)
    for dated in sheet.dates:
        words = _("%(what)s (planned)") % {"what": dated.what} if dated.is_planned else dated.what
        yield FactLine(
            _("Dates"), dated.day or _("day not stated"), words, marks=dated.note, sources=_number(dated.source)
        )
    for summed in sheet.sums:
        yield FactLine(
            _("Sums"),
            summed.what,
            summed.agreed or sheet.not_stated,
            summed.delivered or sheet.not_stated,
            summed.note,
            _number(summed.source),
        )
    for number, source in enumerate(sheet.sources, 1):
        yield FactLine(_("Sources"), str(number), source)
    yield FactLine(_("Page"), "", sheet.address)


def _line(part: str, row: Row, sheet: Sheet) -> FactLine:
    said = [*row.lines, *row.notes, *(other.words for other in row.others)]
    numbers = dict.fromkeys([*row.cited, *(other.source for other in row.others if other.source)])
    is_silent = not said and row in sheet.rows
    return FactLine(
        part,
        row.label,
        sheet.not_stated if is_silent else "\n".join(said),
        marks="\n".join(row.mark_words),
        sources=", ".join(map(str, numbers)),
    )


def _confirmed(sheet: Sheet) -> str:
    return _("Not confirmed by the partnership") if sheet.not_confirmed else ""


def _number(source: int | str) -> str:
    return str(source) if source else ""
