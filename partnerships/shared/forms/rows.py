"""An editable list: lines are added, taken away and moved by buttons, saved at once, and nothing typed is lost (F1)."""

import re
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

PREFIX = "rows"
FIELD = re.compile(rf"{PREFIX}-([0-9]{{1,3}})-(\w+)")
ACT = re.compile(r"(up|down|remove)-([0-9]{1,3})")
TOO_MANY = ngettext_lazy(
    "At most %(num)d line can be saved. Remove the other lines.",
    "At most %(num)d lines can be saved. Remove the other lines.",
    "num",
)
NOTHING_CAME = _("The lines were not received, so nothing was saved. Reload the page and save again.")


class RowForm(forms.Form):
    """One line. While lines are only moved about (`quiet`), nothing is checked and nothing is complained of."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31)
    use_required_attribute = False
    all_may_wait = True

    def __init__(self, *args: Any, quiet: bool = False, **kwargs: Any):
        self.quiet = quiet
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].error_messages |= getattr(self, "says", {}).get(name, {})

    def full_clean(self) -> None:
        if self.quiet:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


class BaseRows(forms.BaseFormSet):
    """Knows what it was filled from (`seen`), and which lines are to be written."""

    seen = ""

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines to write; an empty new one is left out."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @property
    def may_grow(self) -> bool:
        return self.total_form_count() < self.max_num


def rows_of(form: type[RowForm], most: int) -> type[BaseRows]:
    rows = forms.formset_factory(form, BaseRows, extra=0, max_num=most, absolute_max=most + 10, validate_max=True)
    says = {"too_many_forms": TOO_MANY, "missing_management_form": NOTHING_CAME}
    rows.default_error_messages = {**BaseRows.default_error_messages, **says}
    return rows


def shown_rows(kind: type[BaseRows], stored: list[dict[str, Any]], *, seen: str, empty: int) -> BaseRows:
    """The list as it is stored, with empty lines at its end."""
    initial = [*stored, *({} for _number in range(min(empty, kind.max_num - len(stored))))]
    formset = kind(initial=initial, prefix=PREFIX)
    formset.seen = seen
    return formset


def posted_rows(kind: type[BaseRows], data: QueryDict) -> tuple[BaseRows, bool]:
    """The list as it was typed, after the button that was pressed; and whether that button saves."""
    lines, focus, saves = _pressed(_typed_lines(data, kind.absolute_max), data.get("do", ""), kind.max_num)
    posted = _as_posted(lines)
    if not lines and f"{PREFIX}-TOTAL_FORMS" not in data:
        del posted[f"{PREFIX}-TOTAL_FORMS"]  # nothing arrived: that is a fault, and no list that was emptied
    formset = kind(posted, prefix=PREFIX, form_kwargs={"quiet": not saves})
    formset.seen = data.get("seen_lines", "")
    if 0 <= focus < len(formset.forms):
        first = next(field for field in formset.forms[focus].fields.values() if not field.widget.is_hidden)
        first.widget.attrs["autofocus"] = True
    return formset, saves


Line = dict[str, list[str]]


def _pressed(lines: list[Line], pressed: str, most: int) -> tuple[list[Line], int, bool]:
    """The lines after the button, which of them takes the focus, and whether the button saves."""
    if pressed == "add":
        return ([*lines, {}] if len(lines) < most else lines), len(lines), False
    found = ACT.fullmatch(pressed)
    if found is None:
        return lines, -1, True
    act, number = found[1], int(found[2])
    if number >= len(lines):
        return lines, -1, False
    if act == "remove":
        return lines[:number] + lines[number + 1 :], min(number, len(lines) - 2), False
    other = min(max(number + (1 if act == "down" else -1), 0), len(lines) - 1)
    lines[number], lines[other] = lines[other], lines[number]
    return lines, other, False


def _typed_lines(data: QueryDict, most: int) -> list[Line]:
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    is_number = total.isascii() and total.isdigit() and len(total) < 5
    # a number that did not arrive takes no line away: what was typed says how many there are
    typed = [int(found[1]) for name in data if (found := FIELD.fullmatch(name))]
    count = min(int(total) if is_number else max(typed, default=-1) + 1, most)
    lines: list[Line] = [{} for _number in range(count)]
    for name in data:
        found = FIELD.fullmatch(name)
        if found and int(found[1]) < count:
            lines[int(found[1])][found[2]] = data.getlist(name)
    return lines


def _as_posted(lines: list[Line]) -> QueryDict:
    data = QueryDict(mutable=True)
    data[f"{PREFIX}-TOTAL_FORMS"], data[f"{PREFIX}-INITIAL_FORMS"] = str(len(lines)), "0"
    for number, line in enumerate(lines):
        for name, values in line.items():
            data.setlist(f"{PREFIX}-{number}-{name}", values)
    return data
