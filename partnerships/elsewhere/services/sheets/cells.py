"""Fields of a row as cleaned values of a sheet, and back: what the sheets of recorded texts share (F2)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from partnerships.workbooks.rules.fields import plain_number
from pes_partnerships.lib.date_fields import PartialDateField
from pes_partnerships.lib.dates import PartialDate

BATCH = 500


def cleaned(row: Model, codes: Iterable[str]) -> dict[str, Any]:
    """Text, numbers as text, dates in EDTF, true or false; "" where nothing is stored."""
    return {code: _cleaned(getattr(row, code)) for code in codes}


def _cleaned(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal | int):
        return plain_number(Decimal(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def put(row: Model, values: Mapping[str, Any], codes: Iterable[str]) -> None:
    """The opposite; a cell that said nothing leaves the field as it is."""
    for code in codes:
        value = values.get(code)
        if value not in (None, ""):
            setattr(row, code, _typed(row, code, value))


def _typed(row: Model, code: str, value: Any) -> Any:
    field = row._meta.get_field(code)
    if isinstance(field, PartialDateField):
        return PartialDate.parse(value)
    match field.get_internal_type():
        case "DecimalField":
            return Decimal(value)
        case "PositiveSmallIntegerField" | "PositiveIntegerField":
            return int(Decimal(value))
        case "DateField":
            return date.fromisoformat(value)
    return value


def sliced(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
