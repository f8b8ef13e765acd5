"""For whom two records of one organisation speak, and who speaks for them: united without doubles (F2)."""

from typing import Any

from partnerships.models import Organisation, Representation

SIDES = (("body", "member"), ("member", "body"))


def take_over_representations(kept: Organisation, merged: Organisation) -> dict[str, Any]:
    """Rows of `merged` become rows of `kept`; a double, or one that would be with itself, is taken out.

    Of a double the row that stays gains the day and the right to sign that it lacks.
    """
    moved: dict[str, list[int]] = {"body": [], "member": []}
    taken_out, gained = [], []
    for side, beyond in SIDES:
        for row in Representation.objects.filter(**{side: merged}):
            double = Representation.objects.filter(**{side: kept, beyond: getattr(row, beyond)}).first()
            if double is None and getattr(row, f"{beyond}_id") != kept.pk:
                setattr(row, side, kept)
                row.save(update_fields=[side])
                moved[side].append(row.pk)
                continue
            gained += _gain(double, row) if double else []
            taken_out.append(_plain(row))
            row.delete()
    return {"moved": moved, "taken_out": taken_out, "gained": gained}


def give_back_representations(kept: Organisation, merged: Organisation, done: dict[str, Any]) -> list[tuple[str, str]]:
    """The reverse; what became double or was changed meanwhile stays with the kept record."""
    left = []
    for side, keys in done["moved"].items():
        back = Representation.objects.filter(pk__in=keys, **{side: kept}).update(**{side: merged})
        left += [("rows", "representations")] if back < len(keys) else []
    for was in done["gained"]:
        same = Representation.objects.filter(pk=was["pk"], **{was["name"]: was["after"]})
        if not same.update(**{was["name"]: was["before"]}):
            left.append(("rows", "representations"))
    for values in done["taken_out"]:
        pair = {"body_id": values["body_id"], "member_id": values["member_id"]}
        both = Organisation.objects.filter(pk__in=pair.values()).count() == len(pair)
        if both and not Representation.objects.filter(**pair).exists():
            Representation(**values).save(force_insert=True)
        else:
            left.append(("rows", "representations"))
    return left


def _gain(stays: Representation, double: Representation) -> list[dict[str, Any]]:
    gained = []
    for name, wanted in (("since", str(double.since)), ("may_sign", double.may_sign)):
        present = getattr(stays, name)
        if wanted and not present:
            before = present if name == "may_sign" else ""
            setattr(stays, name, wanted)
            gained.append({"pk": stays.pk, "name": name, "before": before, "after": wanted})
    if gained:
        stays.save()
    return gained


def _plain(row: Representation) -> dict[str, Any]:
    columns = Representation._meta.concrete_fields
    values = {column.attname: column.value_from_object(row) for column in columns}
    return {name: value if isinstance(value, bool | int) else str(value) for name, value in values.items()}
