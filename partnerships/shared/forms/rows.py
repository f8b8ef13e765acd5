"""The one editable list: lines are added, removed and moved by buttons, saved at once, and nothing typed is lost.

A button of the list posts the whole page. The page comes back with the lines arranged, with everything that was typed,
and nothing saved or checked; with scripts, htmx puts only the list in its place. The template is `ui/_rows.html`.
"""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pes_partnerships.lib.form_pages import as_typed, is_unsaved
from pes_partnerships.lib.numbers import without_zeros

PREFIX = "rows"
ACT = re.compile(r"(\w+)-(?:(add)|(up|down|remove|restore)-([0-9]{1,3}))")
EMPTY_LINES = 3  # where the list is empty; else none: "Add a line" gives one
TOO_MANY = ngettext_lazy(
    "At most %(num)d line can be saved. Remove the other lines.",
    "At most %(num)d lines can be saved. Remove the other lines.",
    "num",
)
NOTHING_CAME = _("The lines were not received, so nothing was saved. Reload the page and save again.")

Line = dict[str, list[str]]  # one line as it was typed: name -> values


class RowForm(forms.Form):
    """One line. `layout` says how its fields are laid out; a line that is removed stays in the post until saving."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31)
    use_required_attribute = False
    all_may_wait = True
    layout: Any = None

    def __init__(self, *args: Any, quiet: bool = False, **kwargs: Any):
        self.quiet = quiet
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.error_messages |= getattr(self, "says", {}).get(name, {})
            if isinstance(field, forms.DecimalField):
                self.initial[name] = without_zeros(self.initial.get(name))
        self.helper = FormHelper(self)
        self.helper.form_tag, self.helper.disable_csrf, self.helper.render_hidden_fields = False, True, True
        if self.layout is not None:
            self.helper.layout = self.layout

    def full_clean(self) -> None:
        if self.quiet or self.is_removed:
            as_typed(self)
        else:
            super().full_clean()

    @property
    def is_removed(self) -> bool:
        return self.is_bound and bool(self.data.get(self.add_prefix("removed")))

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Everything of this line as it came, to be posted again."""
        own = f"{self.prefix}-"
        return [(name, value) for name in self.data if name.startswith(own) for value in self.data.getlist(name)]

    @property
    def words(self) -> str:
        """What the line says, for the sentence that it was removed: its first text."""
        texts = [name for name, field in self.fields.items() if type(field) is forms.CharField]
        return next((str(said) for name in texts if (said := self[name].value())), "")

    @property
    def first_field(self) -> forms.Field:
        return next(field for field in self.fields.values() if not field.widget.is_hidden)


class ModelRowForm(RowForm, forms.ModelForm):
    """A line whose fields are those of a model; the service sets and saves its rows."""


class BaseRows(forms.BaseFormSet):
    """Knows what it was filled from (`seen`), which button was pressed, and which lines are to be written."""

    title = _("Lines")
    line_name = _("Line %(number)s")
    add_label = _("Add a line")
    may_move = True
    most = 0
    seen = ""
    is_arranging = False  # a button of a list on this page was pressed
    is_arranged = False  # it was one of this list

    def is_valid(self) -> bool:
        return not self.is_arranging and super().is_valid()

    def clean(self) -> None:
        if len(self.kept) > self.most:
            raise forms.ValidationError(TOO_MANY % {"num": self.most}, code="too_many_forms")

    @property
    def kept(self) -> list[RowForm]:
        return [form for form in self.forms if not form.is_removed]

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines to write; an empty new one is left out."""
        return [form.cleaned_data for form in self.kept if form.has_changed()]

    @property
    def seen_posted(self) -> str | None:
        """What the page was filled from, as it came back; None where it did not come."""
        return self.data.get(f"{self.prefix}-seen") if self.is_bound else self.seen

    @property
    def may_grow(self) -> bool:
        return len(self.kept) < self.most

    @property
    def shown(self) -> list[RowForm]:
        """Each line with its place in the post, and its name and neighbours among those that are kept."""
        kept = self.kept
        for place, form in enumerate(self.forms):
            form.place = place
        for number, form in enumerate(kept, start=1):
            form.called = self.line_name % {"number": number}
            form.is_first, form.is_last = number == 1, number == len(kept)
        return self.forms

    @property
    def has_content(self) -> bool:
        """Whether there is more to show than the empty line that the list begins with."""
        return self.is_bound or any(form.initial.get("id") for form in self.forms)


def rows_of(form: type[RowForm], most: int, **looks: Any) -> type[BaseRows]:
    """A list of at most so many lines; `looks`: title, line_name (with %(number)s), add_label, may_move."""
    rows = forms.formset_factory(form, BaseRows, extra=0, max_num=most, absolute_max=2 * most + 10)
    rows.default_error_messages = {**BaseRows.default_error_messages, "missing_management_form": NOTHING_CAME}
    rows.most = most
    for name, value in looks.items():
        setattr(rows, name, value)
    return rows


def edited_rows(
    kind: type[BaseRows],
    posted: QueryDict | None,
    *,
    stored: Iterable[dict[str, Any]],
    seen: str = "",
    prefix: str = PREFIX,
    empty: int = EMPTY_LINES,
    **given: Any,
) -> BaseRows:
    """The list as it was typed, arranged by the button that was pressed; or, with nothing posted, as it is stored.

    `stored`: the values of the rows, each with its "id"; `seen`: their fingerprint; `given`: for each line's form.
    """
    if posted is not None:
        return _posted_rows(kind, posted, prefix, given)
    stored = list(stored)
    formset = kind(initial=stored or [{}] * min(empty, kind.most), prefix=prefix, form_kwargs=given)
    formset.seen = seen
    return formset


def _posted_rows(kind: type[BaseRows], data: QueryDict, prefix: str, given: dict[str, Any]) -> BaseRows:
    pressed = ACT.fullmatch(data.get("do", ""))
    is_own = pressed is not None and pressed[1] == prefix
    lines, focus = _typed_lines(data, prefix, kind.absolute_max), -1
    nothing_came = not any(lines) and data.get(f"{prefix}-TOTAL_FORMS") != "0"
    if is_own:
        lines, focus = _arranged(lines, pressed[2] or pressed[3], int(pressed[4] or 0), kind)
    posted = _as_posted(lines, prefix)
    if nothing_came:
        del posted[f"{prefix}-TOTAL_FORMS"]  # that is a fault, and no list that was emptied
    if f"{prefix}-seen" in data:
        posted[f"{prefix}-seen"] = data[f"{prefix}-seen"]
    quiet = pressed is not None or is_unsaved(data)
    formset = kind(posted, prefix=prefix, form_kwargs={**given, "quiet": quiet})
    formset.seen, formset.is_arranging, formset.is_arranged = formset.seen_posted or "", quiet, is_own
    if 0 <= focus < len(formset.forms):
        form = formset.forms[focus]
        form.takes_focus = True
        form.first_field.widget.attrs["autofocus"] = True
    return formset


def _arranged(lines: list[Line], act: str, place: int, kind: type[BaseRows]) -> tuple[list[Line], int]:
    """The lines after a button of the list, and the place of the one that takes the focus."""
    kept = [number for number, line in enumerate(lines) if not line.get("removed")]
    if act == "add":
        if len(kept) >= kind.most:
            return lines, -1
        if len(lines) >= kind.absolute_max:  # no room to remember what was removed
            lines = [lines[number] for number in kept]
        return [*lines, {}], len(lines)
    if place >= len(lines):
        return lines, -1
    if act in ("remove", "restore"):
        lines[place]["removed"] = ["1"] if act == "remove" else []
    elif place in kept:
        to = kept.index(place) + (1 if act == "down" else -1)
        other = kept[to] if 0 <= to < len(kept) else place
        lines[place], lines[other] = lines[other], lines[place]
        place = other
    return lines, place


def _typed_lines(data: QueryDict, prefix: str, most: int) -> list[Line]:
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,3}})-(\w+)")
    typed = [(int(found[1]), found[2], name) for name in data if (found := pattern.fullmatch(name))]
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    is_number = total.isascii() and total.isdigit() and len(total) < 5
    # a number that did not arrive takes no line away: what was typed says how many there are
    last = max((place for place, _field, _name in typed), default=-1)
    count = min(int(total) if is_number else last + 1, most)
    lines: list[Line] = [{} for _number in range(count)]
    for place, field, name in typed:
        if place < count:
            lines[place][field] = data.getlist(name)
    return lines


def _as_posted(lines: list[Line], prefix: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(lines)), "0"
    for number, line in enumerate(lines):
        for name, values in line.items():
            data.setlist(f"{prefix}-{number}-{name}", values)
    return data


class FormWithLists:
    """The form of a page and the lists on it, checked, shown and saved as one."""

    def __init__(self, form: Any, **lists: BaseRows):
        self.form, self.lists = form, lists
        self.is_bound = form.is_bound
        if self.is_arranging:
            as_typed(form)

    @property
    def is_arranging(self) -> bool:
        return any(rows.is_arranging for rows in self.lists.values())

    @property
    def forms_within(self) -> list[forms.BaseForm]:
        return [self.form]

    @property
    def parts(self) -> list[forms.BaseForm | BaseRows]:
        """What the summary of errors goes through."""
        return [self.form, *self.lists.values()]

    def is_valid(self) -> bool:
        """All are checked, so that everything that is wrong is said at once."""
        valid = [part.is_valid() for part in self.parts]
        return not self.is_arranging and all(valid)

    def values(self) -> dict[str, Any]:
        return self.form.values() | {name: rows.lines for name, rows in self.lists.items()}

    @property
    def fields(self) -> dict[str, forms.Field]:
        return self.form.fields

    def add_error(self, field: str | None, error: Any) -> None:
        self.form.add_error(field, error)
