"""Columns of a sheet from the fields of a model, which says what a column is called, takes and how long it may be."""

from typing import Any

from django.db import models
from django.utils.text import capfirst

from partnerships.workbooks.rules.fields import CHOICE, DATE, DAY, LINE, NUMBER, TEXT, URL, WHOLE, YES_NO, Field
from pes_partnerships.lib.date_fields import PartialDateField

_KINDS: tuple[tuple[type[models.Field], str], ...] = (
    (PartialDateField, DATE),
    (models.URLField, URL),
    (models.TextField, TEXT),
    (models.DateField, DAY),
    (models.DecimalField, NUMBER),
    (models.IntegerField, WHOLE),
    (models.BooleanField, YES_NO),
)


def column(model: type[models.Model], code: str, name: str = "", **said: Any) -> Field:
    """The column of the field `name` (else `code`) of a model; `said` overrides what the field says."""
    field = model._meta.get_field(name or code)
    choices = tuple(field.choices or ())
    kind = next((kind for of, kind in _KINDS if isinstance(field, of)), LINE)
    values = {"kind": CHOICE if choices else kind, "choices": choices, "longest": field.max_length or 200, **said}
    return Field(code, values.pop("title", None) or capfirst(field.verbose_name), **values)


def columns(model: type[models.Model], *codes: str, **said: dict[str, Any]) -> tuple[Field, ...]:
    """Several columns; `said` by code."""
    return tuple(column(model, code, **said.get(code, {})) for code in codes)
