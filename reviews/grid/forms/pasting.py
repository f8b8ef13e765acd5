"""Cells pasted from a spreadsheet, or a file of them: read first, and saved when they have been looked at (O2)."""

import csv
from io import StringIO
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pes_partnerships.lib.sheets import Sheet, SheetProblem, SheetRefused, open_sheet
from reviews.grid.rules.cells import POINT, STYLES, style_of
from reviews.grid.rules.tables import BACK, KEEP, Question

MEGABYTE = 1024 * 1024
LONGEST_PASTE = 400_000  # characters
MOST_FAULTS = 10  # of a file that are named at once


class PasteForm(forms.Form):
    """`file_notes`: what has to be known of the file that was read. `ask` adds the questions of the reading."""

    keeps_words = True
    all_may_wait = True
    is_arranging = False  # what was read is shown, and nothing is refused
    cells = forms.CharField(
        label=gettext_lazy("Cells from your spreadsheet"),
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "With headings: the periods in the first line and the objectives, by number or by name, in the first "
            "column, or the other way round."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("A workbook (XLSX) or a text file (CSV) with the same headings."),
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt"}),
    )
    numbers = forms.ChoiceField(label=gettext_lazy("How numbers are written"), choices=STYLES.items(), required=False)
    source = forms.CharField(
        label=gettext_lazy("Source of the new values"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Leave it empty to use the source that the agreement names for each objective."),
    )
    is_estimate = forms.BooleanField(label=gettext_lazy("The new values are estimates"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason for the corrections"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("The earlier values stay visible, with this reason."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("numbers", style_of(get_language() or "en"))
        self.file_notes: list[str] = []
        self.asked: list[str] = []

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data["file"]
        if file and file.size > settings.IMPORT_MEGABYTES * MEGABYTE:
            words = _("The file is larger than %(most)s MB. Split it and upload the parts separately.")
            raise forms.ValidationError(words % {"most": settings.IMPORT_MEGABYTES})
        return file

    def clean_numbers(self) -> str:
        return self.cleaned_data["numbers"] or self.initial["numbers"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("file"):
            self._read_file(cleaned)
        elif not (cleaned.get("cells") or "").strip() and not self.errors:
            self.add_error("cells", _("Paste the cells here, or choose a file."))
        return cleaned

    def _read_file(self, cleaned: dict[str, Any]) -> None:
        """The file as if it had been pasted: the same reading, and the same end."""
        file = cleaned["file"]
        try:
            sheet = open_sheet(file, file.name)
            text, faults, notes = _as_text(sheet)
        except SheetRefused as refused:
            self.add_error("file", str(refused))
            return
        for fault in faults[:MOST_FAULTS]:
            self.add_error("file", fault)
        self.file_notes += notes[:MOST_FAULTS]
        if not sheet.encoding_is_sure:
            self.file_notes.append(_("The file is not Unicode. It is read as Windows-1252: check the letters."))
        if sheet.kind == "xlsx":
            cleaned["numbers"] = POINT  # a workbook holds numbers, not the way in which they are shown
        cleaned["cells"] = text

    def ask(self, questions: list[Question]) -> None:
        for question in questions:
            self.asked.append(question.code)
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                required=False,
                choices=[(BACK, _("Move it back by one")), (KEEP, _("Leave it as it was pasted"))],
                widget=forms.RadioSelect,
            )

    @property
    def questions(self) -> list[Any]:
        return [self[code] for code in self.asked]

    @property
    def answers(self) -> dict[str, str]:
        """Those to the questions that the page asked; what is no question is read by nobody."""
        return {name: value for name, value in self.data.items() if value in (BACK, KEEP)}


def _as_text(sheet: Sheet) -> tuple[str, list[str], list[str]]:
    """The rows with tabs between the cells, each on the line that it has in the file; what is wrong, what is said."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    found = list(sheet.problems)
    line = 1
    for number, cells in [(sheet.heading_line, sheet.headings), *_rows(sheet, found)]:
        out.write("\n" * max(number - line, 0))
        writer.writerow(cells)
        line = number + 1
    faults, notes = ([_placed(each) for each in found if each.is_note is is_note] for is_note in (False, True))
    return out.getvalue(), faults, notes


def _placed(problem: SheetProblem) -> str:
    words = _("Line %(line)s: %(fault)s")
    return words % {"line": problem.line, "fault": problem.text} if problem.line else problem.text


def _rows(sheet: Sheet, found: list[SheetProblem]) -> list[tuple[int, list[str]]]:
    rows = []
    for row in sheet.rows:
        rows.append((row.line, row.cells))
        found += row.problems
    return rows
