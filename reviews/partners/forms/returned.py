"""A workbook that came back, read without trust: which lines belong to which part, and what is wrong in it (R8)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import IO, Any, Self

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.shared.forms.plain import PlainForm
from pes_partnerships.lib.sheets import Row, Sheet, SheetProblem, SheetRefused, column_letter, open_sheet
from reviews.partners.forms.sheet import MOST_BYTES
from reviews.partners.rules.returning import PartKey

from .workbook import (
    LOCKED_OF_PART,
    LOCKED_OF_QUESTION,
    OF_PART,
    OF_QUESTION,
    PART_HEADINGS,
    QUESTION_HEADINGS,
    heading_of,
)

MOST_SHEETS = 20


@dataclass(frozen=True)
class Place:
    sheet: str
    line: int
    column: str = ""  # its heading


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place of the workbook, and what to do."""

    place: Place
    text: str

    def __str__(self) -> str:
        said = {"sheet": self.place.sheet, "line": self.place.line, "column": self.place.column, "fault": self.text}
        if not self.place.line:
            return _("Sheet “%(sheet)s”: %(fault)s") % said
        if not self.place.column:
            return _("Sheet “%(sheet)s”, line %(line)s: %(fault)s") % said
        return _("Sheet “%(sheet)s”, line %(line)s, “%(column)s”: %(fault)s") % said


@dataclass
class Returned:
    """The lines of one part: its cells by key of the question that they answer; empty ones are left out.

    `lines`: where each question is, by the beginning of its keys.
    """

    key: PartKey
    place: Place
    cells: dict[str, tuple[str, Place]] = field(default_factory=dict)
    lines: dict[str, Place] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return self.cells[key][0] if key in self.cells else ""

    def place_of(self, key: str) -> Place:
        """Of an empty cell, too."""
        if key in self.cells:
            return self.cells[key][1]
        begins = next((each for each in self.lines if key.startswith(f"{each}-")), "")
        column = heading_of(key.removeprefix(f"{begins}-"))
        return replace(self.lines.get(begins, self.place), column=column)


@dataclass
class ReturnedBook:
    """`language`: the one in which the workbook was written."""

    language: str = "en"
    parts: list[Returned] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_text(self) -> str:
        parts = [
            [str(each.key), each.place.sheet, each.place.line, [
                [key, text, place.sheet, place.line, place.column] for key, (text, place) in each.cells.items()
            ], [[begins, place.sheet, place.line] for begins, place in each.lines.items()]]
            for each in self.parts
        ]  # fmt: skip
        return json.dumps([self.language, parts], ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Raises ValueError for what was never written by as_text."""
        try:
            language, parts = json.loads(text)
            found = cls(str(language))
            for key, sheet, line, cells, lines in parts:
                read = PartKey.read(key)
                if read is None:
                    raise ValueError(key)
                by_key = {
                    str(cell[0]): (str(cell[1]), Place(str(cell[2]), int(cell[3]), str(cell[4]))) for cell in cells
                }
                begins = {str(each[0]): Place(str(each[1]), int(each[2])) for each in lines}
                found.parts.append(Returned(read, Place(str(sheet), int(line)), by_key, begins))
        except (TypeError, IndexError, AttributeError, RecursionError) as error:
            raise ValueError(text[:20]) from error
        return found


class BookForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("The workbook that came back"),
        help_text=gettext_lazy("As XLSX. You see what is understood before anything is entered."),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Send the workbook alone."))
        return file


def read_book(file: IO[bytes], filename: str) -> ReturnedBook:
    """Raises SheetRefused where the file cannot be read, or is no workbook of a campaign."""
    book, questions = ReturnedBook(), []
    found_any = False
    for sheet in _sheets(file, filename):
        language, headings = _headings_of(sheet)
        rows = list(sheet.rows)
        if not headings:
            book.problems += _changed_headings(sheet, rows)
            continue
        found_any, book.language = True, language
        book.problems += [_problem(sheet, each) for each in sheet.problems]
        for row in rows:
            book.problems += [_problem(sheet, each) for each in row.problems]
        if len(headings) == len(PART_HEADINGS):
            _read_parts(book, sheet, rows)
        else:
            questions.append((sheet, rows))
    for sheet, rows in questions:
        _read_questions(book, sheet, rows)
    if not found_any and not book.problems:
        raise SheetRefused(_("This is not the workbook of a review campaign. Download it on this page and fill it in."))
    if len(book.as_text().encode()) > MOST_BYTES:  # it is sent once more when the check page is confirmed
        raise SheetRefused(_("The workbook holds too much text to be read at once. Upload it partner by partner."))
    return book


def _sheets(file: IO[bytes], filename: str) -> Iterator[Sheet]:
    first = open_sheet(file, filename)
    if first.kind != "xlsx":
        raise SheetRefused(_("This is a text file. Save the workbook as XLSX, with all its sheets, and upload that."))
    for title in first.sheets[:MOST_SHEETS]:
        try:
            yield open_sheet(file, filename, sheet=title)
        except SheetRefused:  # a sheet without cells
            continue


def _headings_of(sheet: Sheet) -> tuple[str, Sequence[tuple[str, int]]]:
    """The language in which the sheet was written, and which of the two it is; nothing for any other sheet."""
    said = [each.strip() for each in sheet.headings]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for headings in (PART_HEADINGS, QUESTION_HEADINGS):
                if said == [str(words) for words, _width in headings]:
                    return language, headings
    return "", ()


def _changed_headings(sheet: Sheet, rows: list[Row]) -> list[Problem]:
    """A sheet of ours whose columns were moved, removed or renamed is not guessed at."""
    if not any(PartKey.read(row.cells[0].split(" ")[0]) for row in rows if row.cells):
        return []
    text = _("Columns of this sheet were added, moved, removed or renamed. Fill in the sheet as it was downloaded.")
    return [Problem(Place(sheet.sheet, sheet.heading_line), text)]


def _problem(sheet: Sheet, each: SheetProblem) -> Problem:
    column = column_letter(each.column) if each.column is not None else ""
    return Problem(Place(sheet.sheet, each.line, column), each.text)


def _read_parts(book: ReturnedBook, sheet: Sheet, rows: list[Row]) -> None:
    known = {(each.key.review, each.key.participation): each for each in book.parts}
    for row in rows:
        place = Place(sheet.sheet, row.line)
        key = PartKey.read(row.cells[0])
        if key is None:
            book.problems.append(Problem(place, _no_key()))
        elif (before := known.get((key.review, key.participation))) is not None:
            book.problems.append(Problem(place, _twice(before.place)))
        else:
            part = Returned(key, place, _cells(row, sheet, OF_PART, LOCKED_OF_PART))
            known[key.review, key.participation] = part
            book.parts.append(part)


def _read_questions(book: ReturnedBook, sheet: Sheet, rows: list[Row]) -> None:
    known = {(each.key.review, each.key.participation): each for each in book.parts}
    seen: dict[tuple[PartKey, str], Place] = {}
    for row in rows:
        place = Place(sheet.sheet, row.line)
        said, _space, prefix = row.cells[0].strip().partition(" ")
        key = PartKey.read(said)
        if key is None or not prefix:
            book.problems.append(Problem(place, _no_key()))
            continue
        part = known.get((key.review, key.participation))
        if part is None:
            part = known[key.review, key.participation] = Returned(key, place)
            book.parts.append(part)
        if part.key != key:
            text = _("This line comes from another download than the line of its part. Use one workbook.")
            book.problems.append(Problem(place, text))
        elif (before := seen.get((key, prefix))) is not None:
            book.problems.append(Problem(place, _twice(before)))
        else:
            seen[key, prefix] = part.lines[prefix] = place
            cells = _cells(row, sheet, OF_QUESTION, LOCKED_OF_QUESTION)
            part.cells |= {f"{prefix}-{name}": cell for name, cell in cells.items()}


def _cells(row: Row, sheet: Sheet, names: Sequence[str], locked: int) -> dict[str, tuple[str, Place]]:
    filled = zip(names, row.cells[locked:], sheet.headings[locked:], strict=False)
    return {
        name: (text.strip(), Place(sheet.sheet, row.line, heading)) for name, text, heading in filled if text.strip()
    }


def _no_key() -> str:
    return _("The key in the first column is missing or was changed. Copy it from the workbook as it was downloaded.")


def _twice(before: Place) -> str:
    said: dict[str, Any] = {"sheet": before.sheet, "line": before.line}
    return _("This line occurs twice, also as line %(line)s of sheet “%(sheet)s”. Keep one of them.") % said
