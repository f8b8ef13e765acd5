"""A new version starts as a copy of the one before it, but for what is given anew to each version (A15)."""

from typing import Any

from django.db.models import Field, Model

from partnerships.models import Agreement, Objective

from .parts import PART

Copies = dict[tuple[type[Model], Any], tuple[Model, Model]]  # (model, old key) -> (old row, its copy)


def copy_text(previous: Agreement, agreement: Agreement) -> None:
    """Fill an unsaved version from the previous one, save it, and copy every part of the text below it."""
    for name, value in _values(previous, {}).items():
        setattr(agreement, name, value)
    agreement.save()
    copies: Copies = {}
    _keep(previous, agreement, copies)
    _copy_below(previous, copies)
    for old, new in copies.values():
        _point_inside(old, new, copies)


def copy_objectives(previous: Agreement, agreement: Agreement) -> list[Objective]:
    """The objectives of an earlier text with their lineage, so that a result stands beside the new target (A15)."""
    copies: Copies = {(Agreement, previous.pk): (previous, agreement)}
    made = []
    for below in previous.objectives.all():
        copy = Objective.objects.create(**_values(below, copies))
        made.append(copy)
        _keep(below, copy, copies)
        _copy_below(below, copies)
    for old, new in list(copies.values())[1:]:
        _point_inside(old, new, copies)
    return made


def _copy_below(row: Model, copies: Copies) -> None:
    for related in PART[type(row)].children.values():
        for below in getattr(row, related).all():
            _keep(below, type(below).objects.create(**_values(below, copies)), copies)
            _copy_below(below, copies)


def _keep(old: Model, new: Model, copies: Copies) -> None:
    copies[type(old), old.pk] = old, new
    for each in PART[type(old)].copied:
        if each.many_to_many:
            getattr(new, each.name).set(getattr(old, each.name).all())


def _values(row: Model, copies: Copies) -> dict[str, Any]:
    """What the copy of a row holds; a relation inside the text leads to the copy, if there is one already."""
    copied = [each for each in PART[type(row)].copied if not each.many_to_many]
    return {each.attname: _target(row, each, copies) for each in copied}


def _target(row: Model, field: Field, copies: Copies) -> Any:
    value = getattr(row, field.attname)
    if not field.is_relation:
        return value
    _old, copy = copies.get((field.related_model, value), (None, None))
    return copy.pk if copy else None if _is_inside(field) else value


def _is_inside(field: Field) -> bool:
    return field.is_relation and field.related_model in PART and field.related_model is not Agreement


def _point_inside(old: Model, new: Model, copies: Copies) -> None:
    """Rows may name rows that were copied after them: the lead, an objective above another one."""
    inside = [each for each in PART[type(old)].copied if not each.many_to_many and _is_inside(each)]
    changed = [each for each in inside if getattr(new, each.attname) != _target(old, each, copies)]
    for each in changed:
        setattr(new, each.attname, _target(old, each, copies))
    if changed:
        new.save(update_fields=[each.name for each in changed])
