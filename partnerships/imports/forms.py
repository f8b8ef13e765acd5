"""Bringing organisations in from a file: the upload, and which column holds what (F2)."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.imports.rules.columns import COLUMNS, FILE_WIDE, guessed, matching_faults
from partnerships.rules.vocabulary import Category
from partnerships.shared.forms.countries import countries_or_none
from partnerships.shared.forms.languages import language_choices
from pes_partnerships.accounts.rules.levels import Level
from pes_partnerships.lib.sheets import ENCODINGS, Row, Sheet, column_letter, heading_place
from pes_partnerships.lib.sheets.days import AROUND_NOW, CENTURY, DAY_FIRST, LAST, MONTH_FIRST, ORDER, THIS

MEGABYTE = 1024 * 1024
SHOWN_ROWS = 3
HEADING_LINES = 15  # among so many first lines a person chooses
SHOWN_CELLS = 5


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File of organisations"),
        help_text=_(
            "A workbook (XLSX) or a text file (CSV) with up to 20,000 lines. Nothing is imported before you confirm."
        ),
        error_messages={"empty": _("The file is empty. One line must contain the column headings.")},
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
    heading = forms.ChoiceField(label=_("Line that contains the headings"), required=False)

    def __init__(self, *args: Any, opened: Sheet, asks_encoding: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["encoding"].choices = list(ENCODINGS.items())
        self.fields["sheet"].choices = [(name, name) for name in opened.sheets]
        self.fields["heading"].choices = _heading_choices(opened)
        self.initial = {"encoding": opened.encoding, "sheet": opened.sheet, "heading": opened.heading}
        if not asks_encoding:
            del self.fields["encoding"]
        if len(opened.sheets) < 2:
            del self.fields["sheet"]


def _heading_choices(opened: Sheet) -> list[tuple[str, Any]]:
    """Each of the first lines with its first cells, and any two that follow each other, read as one."""
    top = opened.top[:HEADING_LINES]
    singles = [(heading_place(row, row), _named_line(row)) for row in top]
    doubles = [
        (heading_place(first, second), _("Lines %(first)s and %(second)s, read as one") % {
            "first": first.line, "second": second.line})
        for first, second in pairwise(top)
    ]  # fmt: skip
    return [*singles, *doubles]


def _named_line(row: Row) -> str:
    said = [cell.strip()[:40] for cell in row.cells if cell.strip()]
    more = " …" if len(said) > SHOWN_CELLS else ""
    return _("Line %(line)s: %(cells)s") % {"line": row.line, "cells": " · ".join(said[:SHOWN_CELLS]) + more}


class FileWideForm(forms.Form):
    """What holds for every line of the file that says nothing of its own."""

    category = forms.ChoiceField(label=_("Category"), choices=[("", _("as each line states")), *Category.choices])
    country = forms.ChoiceField(label=_("Country"), choices=countries_or_none)
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("as each line states")), *Level.choices])
    language = forms.ChoiceField(label=_("Language of the name"), choices=language_choices)

    def __init__(self, *args: Any, said: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, prefix="file", **kwargs)
        self.initial = dict(said)
        for name in FILE_WIDE:
            self.fields[name].required = False

    def values(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


ANSWERS = {
    ORDER: [
        (DAY_FIRST, _("The day comes first: 01/02/2025 is 1 February 2025")),
        (MONTH_FIRST, _("The month comes first: 01/02/2025 is 2 January 2025")),
    ],
    CENTURY: [
        (AROUND_NOW, _("00 to 49 are the years 2000 to 2049, 50 to 99 the years 1950 to 1999")),
        (THIS, _("All are years of this century: 31.12.98 is in 2098")),
        (LAST, _("All are years of the last century: 31.12.25 is in 1925")),
    ],
}
ASKED = {
    ORDER: _("Which comes first in dates such as %(example)s?"),
    CENTURY: _("Which century do years with two digits belong to, such as in %(example)s?"),
}


class AskedForm(forms.Form):
    """The questions that the cells of the file raised: each is answered once for all of them."""

    def __init__(self, *args: Any, asks: Mapping[str, Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, ask in asks.items():
            self.fields[question] = forms.ChoiceField(
                label=ASKED[question] % {"example": ask["example"]},
                choices=ANSWERS[question],
                widget=forms.RadioSelect,
                required=False,
                help_text=ngettext("%(n)s date can be read in two ways.", "%(n)s dates can be read in two ways.",
                                   ask["count"]) % {"n": ask["count"]},
            )  # fmt: skip
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    def answers(self) -> dict[str, str]:
        return {question: answer for question, answer in self.cleaned_data.items() if answer}


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
