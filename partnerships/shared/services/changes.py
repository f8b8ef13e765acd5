"""What the services of this app share: set fields and relations of a row, and say what became different."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django_countries.fields import CountryField

from pes_partnerships.ledger.services import Personal, diff


class AnotherService(ValueError):
    """A row of another employment service was about to be tied to this one's."""


class UnknownCode(ValueError):
    """A code that is not in the vocabulary of its field was about to be stored."""


def set_fields(
    row: models.Model, fields: Mapping[str, Any], *, personal: frozenset[str] = frozenset()
) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
    """Set and save `fields` (relations to many as lists).

    An unknown name raises FieldDoesNotExist, a code outside its vocabulary UnknownCode.

    Returns before and after of what differs, without the values of `personal` fields, and the names of the
    personal fields that differ: their values may stand in the ledger as private ones only.
    """
    refuse_unknown_codes(type(row), fields)
    relations = {name for name in fields if row._meta.get_field(name).many_to_many}
    is_new = row._state.adding
    was = {} if is_new else {name: _value(row, name) for name in fields}
    for name in fields.keys() - relations:
        setattr(row, name, fields[name])
    row.save()
    for name in relations:
        getattr(row, name).set(fields[name])
    before, after = diff(was, {name: _value(row, name) for name in fields})
    if is_new:
        before, after = {}, {name: value for name, value in after.items() if value not in ("", None, [])}
    touched = personal & after.keys()
    return _without(before, personal), _without(after, personal), set(touched)


def private_values(
    row: models.Model, names: set[str], *, person: models.Model | None = None
) -> dict[str, str | Personal]:
    """The present texts of personal fields, for record(private=…)."""
    return {name: Personal(str(getattr(row, name) or ""), person) for name in sorted(names)}


def refuse_unknown_codes(model: type[models.Model], fields: Mapping[str, Any]) -> None:
    """Raise UnknownCode where a value is none of its field's choices; forms cannot send one, other code could."""
    for name, value in fields.items():
        field = model._meta.get_field(name)
        known = _codes_of(field)
        is_empty = value in field.empty_values  # "not known yet" is no code: whether it may stay is the form's question
        if known is not None and value not in known and not is_empty:
            raise UnknownCode(f"{value!r} is no {name} of {model._meta.model_name}: one of {sorted(known, key=str)}")


def _codes_of(field: models.Field) -> set[Any] | None:
    """None where the field takes any value; countries are a list of their own."""
    if isinstance(field, CountryField) or not getattr(field, "choices", None):
        return None
    return {code for code, _label in field.flatchoices}


def refuse_foreign(service_id: int, *rows: models.Model | None) -> None:
    """Raise AnotherService where one of the rows is another service's."""
    for row in rows:
        if row is not None and row.service_id != service_id:
            raise AnotherService(f"{row._meta.model_name} {row.pk} belongs to another service.")


def _value(row: models.Model, name: str) -> Any:
    if row._meta.get_field(name).many_to_many:
        return sorted(str(key) for key in getattr(row, name).values_list("pk", flat=True))
    return getattr(row, name)


def _without(values: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
