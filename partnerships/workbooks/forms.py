"""Bringing a portfolio in: the upload, what each sheet and column holds, what holds for the whole file (F2)."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from partnerships.workbooks.rules.fields import CHOICE, CellRefused, Field, Reading, read_cell
from partnerships.workbooks.rules.kinds import KINDS, SheetKind, column_faults, guessed_columns
from partnerships.workbooks.services.tables import Table
from pes_partnerships.lib.sheets import ENCODINGS, column_letter
from pes_partnerships.lib.sheets.days import AROUND_NOW, DAY_FIRST, LAST, MONTH_FIRST, THIS
from pes_partnerships.lib.sheets.figures import COMMA, POINT

WAYS = ("days", "centuries", "decimals")
MEGABYTE = 1024 * 1024
SHOWN_ROWS = 3
DAYS = [("", _("Ask where it is not clear")), (DAY_FIRST, _("The day first: 31/12/2025")),
        (MONTH_FIRST, _("The month first: 12/31/2025"))]  # fmt: skip
CENTURIES = [("", _("Ask where it occurs")), (AROUND_NOW, _("1950 to 2049")), (THIS, _("20xx")), (LAST, _("19xx"))]
DECIMALS = [("", _("Ask where it is not clear")), (COMMA, _("A comma: 1.250,50")), (POINT, _("A point: 1,250.50"))]


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("File with your portfolio"),
        help_text=_(
            "A workbook (XLSX) with a sheet for each subject, the same as CSV files in a ZIP, or JSON. Nothing is "
            "imported before you confirm."
        ),
        error_messages={"empty": _("The file is empty.")},
        widget=forms.FileInput({"accept": ".xlsx,.zip,.json,.csv"}),
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


class SheetsForm(forms.Form):
    """One choice for each sheet and each of its columns, and what holds for all lines."""

    days = forms.ChoiceField(label=_("Dates such as 03/04/2024"), choices=DAYS, required=False)
    centuries = forms.ChoiceField(label=_("Years with two digits"), choices=CENTURIES, required=False)
    decimals = forms.ChoiceField(label=_("Mark before decimals"), choices=DECIMALS, required=False)
    encoding = forms.ChoiceField(
        label=_("Encoding of the text"),
        choices=list(ENCODINGS.items()),
        required=False,
        help_text=_(
            "The file is not in UTF-8. Choose the encoding with which the accents in the first lines below are shown "
            "correctly."
        ),
    )

    def __init__(
        self, *args: Any, tables: list[Table], matched: list[dict[str, Any]], options: dict[str, Any], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.tables = tables
        self.known = {each["name"]: each for each in matched}
        self.sheets = [self._add(number, table) for number, table in enumerate(tables)]
        for name in (*WAYS, "encoding"):
            self.fields[name].initial = options.get(name, "")
        if not any(table.asks_encoding for table in tables):
            del self.fields["encoding"]
        self.whole = self._add_whole_file(options.get("values", {}))

    def _add(self, number: int, table: Table) -> dict[str, Any]:
        said = self.known.get(table.name, {})
        offered = () if table.refused else KINDS
        kinds = [("", _("Do not read this sheet")), *((kind.code, kind.title) for kind in offered)]
        code = self.data.get(f"sheet-{number}", said.get("kind", table.kind)) if self.is_bound else said.get("kind", "")
        field = forms.ChoiceField(label=table.name, choices=kinds, required=False, initial=said.get("kind", ""))
        self.fields[f"sheet-{number}"] = field
        kind, rows = KINDS.get(code), [row for _n, row in zip(range(SHOWN_ROWS), table.rows, strict=False)]
        columns = []
        if kind is not None:
            is_same = said.get("kind") == code and said.get("headings") == table.headings
            guesses = said["columns"] if is_same else guessed_columns(kind, table.headings, {})
            columns = [
                self._add_column(number, place, kind, table, guesses, rows) for place in range(len(table.headings))
            ]
        return {"number": number, "table": table, "field": f"sheet-{number}", "kind": kind, "columns": columns}

    def _add_column(
        self, number: int, place: int, kind: SheetKind, table: Table, guesses: list[str], rows: list[Any]
    ) -> dict[str, Any]:
        choices = [("", _("Ignore")), *((field.code, field.title) for field in kind.fields)]
        label = table.headings[place] or _("Column %(letter)s") % {"letter": column_letter(place)}
        name = f"column-{number}-{place}"
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=guesses[place])
        examples = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()]
        return {"name": name, "examples": examples}

    def _add_whole_file(self, values: dict[str, Any]) -> list[str]:
        """A value for all lines that name none, for the sheets that are read."""
        names = []
        for sheet in self.sheets:
            kind = sheet["kind"]
            for code in kind.whole_file if kind else ():
                name = f"value-{kind.code}.{code}"
                if name in self.fields:
                    continue
                field = kind.by_code[code]
                shown = values.get(f"{kind.code}.{code}", "")
                self.fields[name] = _whole_field(kind, field, "; ".join(shown) if isinstance(shown, list) else shown)
                names.append(name)
        return names

    @property
    def shown_sheets(self) -> list[dict[str, Any]]:
        """For the page: each sheet with its field, its columns with theirs."""
        return [
            {
                **sheet,
                "bound": self[sheet["field"]],
                "columns": [{**column, "bound": self[column["name"]]} for column in sheet["columns"]],
                "has_errors": any(self[column["name"]].errors for column in sheet["columns"]),
            }
            for sheet in self.sheets
        ]

    @property
    def ways(self) -> list[forms.BoundField]:
        return [self[name] for name in WAYS]

    @property
    def whole_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.whole]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words = {
            "missing": _("State which column holds “%(field)s”. Without it, no line of this sheet can be read."),
            "twice": _("Several columns are said to hold “%(field)s”. Keep it for one of them."),
        }
        seen: dict[str, str] = {}
        for sheet in self.sheets:
            kind, name = sheet["kind"], sheet["field"]
            if kind is None:
                continue
            codes = [cleaned.get(each["name"], "") for each in sheet["columns"]]
            for fault in column_faults(kind, codes, words):
                place = codes.index(fault.code) if fault.code in codes else None
                self.add_error(name if place is None else sheet["columns"][place]["name"], str(fault.title))
            if kind.code in seen:
                text = _("“%(sheet)s” is read as the same sheet. Read one of the two.")
                self.add_error(name, text % {"sheet": seen[kind.code]})
            seen[kind.code] = sheet["table"].name
        if not seen:
            self.add_error(None, _("State what at least one of the sheets holds."))
        for name in self.whole:
            self._clean_whole(name, cleaned)
        return cleaned

    def _clean_whole(self, name: str, cleaned: dict[str, Any]) -> None:
        kind, _dot, code = name.removeprefix("value-").partition(".")
        text = cleaned.get(name) or ""
        try:
            cleaned[name] = read_cell(KINDS[kind].by_code[code], str(text), Reading()) if text else None
        except CellRefused as refused:
            self.add_error(name, str(refused))

    def matched(self) -> list[dict[str, Any]]:
        return [
            {
                "name": sheet["table"].name,
                "kind": sheet["kind"].code if sheet["kind"] else "",
                "heading": sheet["table"].heading,
                "headings": sheet["table"].headings,
                "columns": [self.cleaned_data.get(each["name"], "") for each in sheet["columns"]]
                or [""] * len(sheet["table"].headings),
            }
            for sheet in self.sheets
        ]

    def options(self) -> dict[str, Any]:
        values = {name.removeprefix("value-"): self.cleaned_data.get(name) for name in self.whole}
        said = {name: self.cleaned_data.get(name, "") for name in (*WAYS, "encoding")}
        return {**said, "values": {name: value for name, value in values.items() if value}}


def _whole_field(kind: SheetKind, field: Field, initial: str) -> forms.Field:
    label = _("%(sheet)s: %(field)s") % {"sheet": kind.title, "field": field.title}
    if field.kind == CHOICE:
        choices = [("", _("as the lines say")), *field.choices]
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
    return forms.CharField(label=label, required=False, max_length=200, initial=initial)
