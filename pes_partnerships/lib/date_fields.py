"""Model and form fields for dates that may be a year alone, an interval or unknown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.dates import PartialDate, PartialDateError


def as_partial(value: PartialDate | date | str | None) -> PartialDate:
    """Whatever code may reasonably hold, as a PartialDate; raises PartialDateError."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate.of(value)
    return PartialDate.parse(value or "")


class _PartialDateAttribute(DeferredAttribute):
    """Keeps the instance's attribute a PartialDate, whatever was assigned."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        is_expression = hasattr(value, "resolve_expression")
        instance.__dict__[self.field.attname] = value if is_expression else as_partial(value)


class PartialDateField(models.Field):
    """A PartialDate stored as its EDTF text; unknown is the empty text, never NULL."""

    description = _("Date, possibly a year alone, an interval or unknown")
    descriptor_class = _PartialDateAttribute
    empty_values = (*EMPTY_VALUES, PartialDate())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 21  # two full dates and a slash
        kwargs.setdefault("default", PartialDate)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        if kwargs.get("default") is PartialDate:
            del kwargs["default"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def to_python(self, value: Any) -> PartialDate:
        try:
            return as_partial(value)
        except PartialDateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate:
        return as_partial(value)

    def get_prep_value(self, value: Any) -> Any:
        """Lookups compare text, so a part of a date ("2019-0") is fine here; only writing is strict."""
        value = super().get_prep_value(value)
        return value if value is None or hasattr(value, "resolve_expression") else str(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if not hasattr(value, "as_sql"):
            value = as_partial(value)
        return super().get_db_prep_save(value, connection)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> forms.Field:
        # the default is a class, not a value that changes: nothing has to be remembered beside the field
        return super().formfield(**{"form_class": PartialDateFormField, "show_hidden_initial": False, **kwargs})


class DateWidget(forms.MultiWidget):
    """Three labelled inputs: day, month, year. The field's label becomes the group's legend."""

    template_name = "ui/widgets/partial_date.html"
    parts = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))

    def __init__(self, attrs: dict | None = None, *, whole: bool = False) -> None:
        self.whole = whole
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "day": forms.TextInput({**digits, "maxlength": 2}),
                "month": forms.TextInput({**digits, "maxlength": 2}),
                # no numeric keypad where an interval such as 2018/2019 may be typed
                "year": forms.TextInput(
                    {**digits, "maxlength": 4} if whole else {"autocomplete": "off", "maxlength": 21}
                ),
            },
            attrs,
        )

    def decompress(self, value: PartialDate | date | str | None) -> list[str]:
        try:
            partial = as_partial(value)
        except PartialDateError:
            return ["", "", str(value)]
        if partial.end is not None:
            return ["", "", str(partial)]
        return ["" if part is None else str(part) for part in (partial.day, partial.month, partial.year)]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        group_id = context["widget"]["attrs"].get("id")
        for subwidget, (part, label, size) in zip(context["widget"]["subwidgets"], self.parts, strict=True):
            subwidget["label"] = label
            subwidget["attrs"]["size"] = size
            if not self.whole and part != "year":
                subwidget["attrs"].pop("required", None)  # a year alone is enough
            if group_id:
                # the first input carries the field's own id, so that an error summary's link lands on it
                subwidget["attrs"]["id"] = group_id if part == "day" else f"{group_id}_{part}"
        return context


class PartialDateFormField(forms.Field):
    """Day, month and year typed apart; a year alone, or an interval like 2018/2019 in the year, is enough."""

    widget = DateWidget
    empty_values = (*EMPTY_VALUES, PartialDate())
    default_error_messages = {
        "required": _("Enter a date. A year alone is accepted."),
        "day": _("The day must be a number from 1 to 31."),
        "month": _("The month must be a number from 1 to 12."),
        "year": _("Enter the year with four digits, such as 2019."),
        "interval": _("Leave day and month empty for an interval such as 2018/2019."),
    }

    def to_python(self, value: Iterable[str | None] | PartialDate | date | str | None) -> PartialDate:
        try:
            if isinstance(value, list | tuple):
                return self._from_parts(*((part or "").strip() for part in value))
            return as_partial(value)
        except PartialDateError as error:
            raise ValidationError(str(error), code=error.part or "invalid") from error

    def _from_parts(self, day: str, month: str, year: str) -> PartialDate:
        if not (day or month) or "/" in year:
            if day or month:
                self._refuse("interval")
            return PartialDate.parse(year)
        numbers = {"day": day, "month": month, "year": year}
        for part, text in numbers.items():
            longest = 4 if part == "year" else 2
            if text and not (text.isascii() and text.isdigit() and len(text) <= longest):
                self._refuse(part)
        if year and len(year) != 4:
            self._refuse("year")
        return PartialDate(**{part: int(text) for part, text in numbers.items() if text})

    def _refuse(self, code: str) -> None:
        raise ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return as_partial(initial) != self.to_python(data)
        except (ValidationError, PartialDateError):
            return True


class DayMonthYearField(PartialDateFormField):
    """One full calendar day, typed in three inputs; gives a datetime.date, or None when left empty."""

    default_error_messages = {
        "required": _("Enter a date: day, month and year."),
        "incomplete": _("Enter day, month and year."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateWidget(whole=True))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        partial = super().to_python(value)
        if not partial:
            return None
        if partial.precision != "day":
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return partial.earliest()

    def has_changed(self, initial: date | None, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True
