"""The clauses of one written part: for each, whether it stands in the text, its answers, and its words (A8–A14)."""

from collections.abc import Iterator
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.clauses.rules.kinds import DATE, NUMBER, ROWS, TEXT, ClauseField, Wording
from partnerships.shared.forms.markdown import checked_markdown
from partnerships.shared.forms.rows import BaseRows, RowForm, edited_rows, rows_of
from pes_partnerships.lib.date_fields import PartialDateFormField
from pes_partnerships.lib.form_pages import as_typed, is_unsaved
from pes_partnerships.lib.numbers.fields import WrittenNumberField

MOST_LINES = 40
MOST_WORDS = 20_000


def field_of(each: ClauseField, parties: list[tuple[int, str]]) -> forms.Field:
    """A draft saves with any answer missing, so no field is required."""
    common: dict[str, Any] = {"label": each.label, "required": False, "help_text": each.help}
    match each.kind:
        case "text":
            return forms.CharField(**common, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))
        case "number":
            return WrittenNumberField(**common, min_value=0, max_digits=12, decimal_places=2)
        case "choice":
            return forms.ChoiceField(**common, choices=[("", _("Not stated yet")), *each.options])
        case "party":
            return forms.TypedChoiceField(
                **common, choices=[("", _("Not assigned yet")), *parties], coerce=int, empty_value=None
            )
        case "date":
            return PartialDateFormField(**common)
    return forms.CharField(**common, max_length=500)


def plain(each: ClauseField, value: Any) -> Any:
    """A cleaned answer as it is stored: text, a whole number, a code, or the key of a participation."""
    if value in (None, ""):
        return None
    if each.kind == NUMBER:
        return int(value) if value == int(value) else float(value)
    if each.kind == DATE:
        return str(value) or None
    return value


class ClauseForm(forms.Form):
    """One clause. `shown_as` says how the page opens it: in the text, or offered from the library."""

    all_may_wait = True
    use_required_attribute = False
    in_text = forms.BooleanField(label=_("Part of the text"), required=False)
    words = forms.CharField(
        label=_("Words of the clause"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Words in curly brackets come from the answers above. Leave empty to use the wording of the library."
        ),
    )
    place = forms.IntegerField(label=_("Place in the section"), required=False, min_value=1, max_value=99)
    number = 0  # its place among the clauses that the page shows in the text

    def __init__(
        self,
        data: QueryDict | None,
        *,
        wording: Wording,
        row: dict[str, Any],
        parties: list[tuple[int, str]],
        is_in: bool,
        rank: int,
    ):
        self.wording, self.row, self.is_in, self.rank = wording, row, is_in, rank
        self.quiet = data is not None and is_unsaved(data)
        super().__init__(data, prefix=f"c_{wording.key}")
        stored = row.get("values", {})
        for each in self.plain_fields:
            self.fields[f"v_{each.name}"] = field_of(each, parties)
            self.initial[f"v_{each.name}"] = stored.get(each.name)
        self.initial |= {"in_text": is_in, "words": row.get("words") or wording.words}
        if "order" in row:
            self.initial["place"] = row["order"] + 1
        if data is not None and self.add_prefix("words") in data:
            self.is_in = bool(data.get(self.add_prefix("in_text")))
        self.lists = {
            each.name: edited_rows(
                _rows_of(each, tuple(parties)),
                data,
                stored=[{**line, "id": None} for line in stored.get(each.name) or []],
                prefix=f"{self.prefix}__{each.name}",
                empty=1,
            )
            for each in wording.fields
            if each.kind == ROWS
        }
        self.helper = FormHelper(self)
        self.helper.form_tag, self.helper.disable_csrf = False, True

    @property
    def plain_fields(self) -> Iterator[ClauseField]:
        words = self.row.get("words") or self.wording.words
        asked = (each for each in self.wording.fields if not each.is_earlier or each.braces in words)
        return (each for each in asked if each.kind != ROWS)

    @property
    def answers(self) -> list[forms.BoundField]:
        return [self[f"v_{each.name}"] for each in self.plain_fields]

    def full_clean(self) -> None:
        if self.quiet or any(rows.is_arranging for rows in self.lists.values()):
            as_typed(self)
        else:
            super().full_clean()

    def clean_words(self) -> str:
        return checked_markdown(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        for each in self.plain_fields:
            name = f"v_{each.name}"
            if each.kind == TEXT and name in self.cleaned_data:
                try:
                    self.cleaned_data[name] = checked_markdown(self.cleaned_data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return self.cleaned_data

    @property
    def row_lists(self) -> list[BaseRows]:
        return list(self.lists.values())

    @property
    def moves_to(self) -> int:
        """The place that was asked for, from 1, where it is another one than now; else 0."""
        wanted = self.cleaned_data.get("place")
        return wanted if wanted and wanted != self.row.get("order", -1) + 1 else 0

    @property
    def origin_words(self) -> str:
        """Where the words came from, and whether they were changed since."""
        if self.row.get("origin"):
            return gettext("Copied from “%(agreement)s”.") % {"agreement": self.row["origin"]}
        words = {"service": self.wording.owner, "edition": self.row.get("edition", self.wording.edition)}
        if words["edition"] > self.wording.edition:
            return gettext("Edition %(edition)s, which is no longer in the clause library.") % words
        if words["edition"] != self.wording.edition:
            return gettext("A newer edition is in the library.")
        changed = "words" in self.row and self.row["words"] != self.wording.words
        if not words["edition"]:
            return gettext("Standard wording, changed here.") if changed else gettext("Standard wording.")
        if changed:
            return gettext("Edition %(edition)s of the clause library, changed here.") % words
        return gettext("Edition %(edition)s of the clause library.") % words

    def label_of(self, name: str) -> str:
        """For the page that shows two texts: which clause, and which of its fields."""
        words = {"clause": self.wording.title, "field": self.fields[name].label}
        return gettext("%(clause)s – %(field)s") % words

    @property
    def stands(self) -> bool:
        return bool(self.cleaned_data.get("in_text"))

    @property
    def values(self) -> dict[str, Any]:
        """The answers by name, as far as they can be read; what is not answered is left out."""
        said = {each.name: plain(each, self.cleaned_data.get(f"v_{each.name}")) for each in self.plain_fields}
        for each in self.wording.fields:
            if each.kind == ROWS:
                lines = [form for form in self.lists[each.name].kept if form.is_valid() and form.has_changed()]
                said[each.name] = [_line(each, form.cleaned_data) for form in lines]
        return {name: value for name, value in said.items() if value not in (None, [], "")}

    def saved(self) -> dict[str, Any]:
        """What the service takes. Words that are emptied are the library's again."""
        words = self.cleaned_data["words"].strip() or self.wording.words
        same = words == self.row.get("words")
        edition = self.row.get("edition", self.wording.edition) if same else self.wording.edition
        return {
            "key": self.wording.key,
            "title": self.row.get("title") or self.wording.title,
            "words": words,
            "values": self.values,
            "edition": edition,
            "origin": self.row.get("origin", "") if same else "",
        }


def _rows_of(each: ClauseField, parties: tuple[tuple[int, str], ...]) -> type[BaseRows]:
    fields = {column.name: field_of(column, list(parties)) for column in each.columns}
    layout = Layout(Div(*fields, css_class="clause-answers"))
    form = type("ClauseRowForm", (RowForm,), {**fields, "layout": layout})
    return rows_of(form, MOST_LINES, title=each.label)


def _line(each: ClauseField, line: dict[str, Any]) -> dict[str, Any]:
    said = {column.name: plain(column, line.get(column.name)) for column in each.columns}
    return {name: value for name, value in said.items() if value is not None}
