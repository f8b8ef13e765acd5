"""Bringing organisations in from a file: the upload, and which column holds what (F2)."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from partnerships.imports.rules.columns import COLUMNS, guessed, matching_faults
from pes_partnerships.lib.sheets import ENCODINGS, Sheet, column_letter

MEGABYTE = 1024 * 1024
SHOWN_ROWS = 3


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File of organisations"),
        help_text=_(
            "A workbook (XLSX) or a text file (CSV) with up to 20,000 lines. Nothing is imported before you confirm."
        ),
        error_messages={"empty": _("The file is empty. The first line must contain the column headings.")},
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Split it and import the parts separately.")
                % {"most": settings.IMPORT_MEGABYTES}
            )
        return file


class ReadForm(forms.Form):
    """How the file is to be read: shown only where there is a choice."""

    encoding = forms.ChoiceField(label=_("Encoding of the text"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)

    def __init__(self, *args: Any, opened: Sheet, asks_encoding: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["encoding"].choices = list(ENCODINGS.items())
        self.fields["sheet"].choices = [(name, name) for name in opened.sheets]
        self.initial = {"encoding": opened.encoding, "sheet": opened.sheet}
        if not asks_encoding:
            del self.fields["encoding"]
        if len(opened.sheets) < 2:
            del self.fields["sheet"]


class MatchForm(forms.Form):
    """One choice for each column of the file, beside its first values."""

    def __init__(self, *args: Any, opened: Sheet, remembered: dict[str, str], matching: dict[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.headings = opened.headings
        first = [row.cells for _number, row in zip(range(SHOWN_ROWS), opened.rows, strict=False)]
        self.examples = [[cells[number] for cells in first] for number in range(len(self.headings))]
        guesses = guessed(self.headings, remembered)
        choices = [("", _("Ignore")), *((column.code, column.title) for column in COLUMNS)]
        for number in range(len(self.headings)):
            field = forms.ChoiceField(choices=choices, required=False, label=self.label_of(number))
            field.initial = matching.get(str(number), guesses[number])
            self.fields[self.field_of(number)] = field

    @staticmethod
    def field_of(number: int) -> str:
        return f"column-{number}"

    def label_of(self, number: int) -> str:
        return self.headings[number] or _("Column %(letter)s") % {"letter": column_letter(number)}

    def codes(self) -> list[str]:
        return [self.cleaned_data.get(self.field_of(number), "") for number in range(len(self.headings))]

    def lines(self) -> list[dict[str, Any]]:
        """For the table: each column's field and its first values."""
        return [
            {"field": self[self.field_of(number)], "examples": [text for text in self.examples[number] if text.strip()]}
            for number in range(len(self.headings))
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            codes = self.codes()
            for fault in matching_faults(codes):
                number = codes.index(fault.code) if fault.code in codes else 0
                self.add_error(self.field_of(number) if self.headings else None, str(fault.title))
        return cleaned
