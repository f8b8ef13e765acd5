"""The one successor of an organisation becomes the first of several, there and wherever its column was named."""

from django.db import migrations

SLICE = 500


def to_several(apps, schema_editor):
    Organisation, Succession = _models(apps, "Organisation", "Succession")
    pairs = Organisation._base_manager.exclude(successor=None).order_by("pk").values_list("pk", "successor_id")
    rows = [Succession(organisation_id=pk, successor_id=successor) for pk, successor in pairs]
    Succession._base_manager.bulk_create(rows, batch_size=SLICE)
    _rename_column(apps, "successor", "successors")
    _each(apps, "OrganisationMerge", _several_of_merge, "moved")
    _each(apps, "ImportRow", _several_of_line, "values", "undo")
    _each(apps, "RegistryImport", lambda matching: _rematch(matching, "successor", "successors"), "matching")


def to_one(apps, schema_editor):
    """Of several the one that was entered first."""
    Organisation, Succession = _models(apps, "Organisation", "Succession")
    first = {}
    for pk, successor in Succession._base_manager.order_by("pk").values_list("organisation_id", "successor_id"):
        first.setdefault(pk, successor)
    for pk, successor in first.items():
        Organisation._base_manager.filter(pk=pk).update(successor=successor)
    _rename_column(apps, "successors", "successor")
    _each(apps, "OrganisationMerge", _one_of_merge, "moved")
    _each(apps, "ImportRow", _one_of_line, "values", "undo")
    _each(apps, "RegistryImport", lambda matching: _rematch(matching, "successors", "successor"), "matching")


def _models(apps, *names):
    return [apps.get_model("partnerships", name) for name in names]


def _rename_column(apps, old, new):
    apps.get_model("partnerships", "ColumnMemory")._base_manager.filter(field=old).update(field=new)


def _each(apps, name, change, *fields):
    model = apps.get_model("partnerships", name)
    rows = model._base_manager.only("pk", *fields)
    for row in rows.iterator(chunk_size=SLICE):
        changed = [change(getattr(row, field)) for field in fields]
        if any(changed):
            row.save(update_fields=fields)


def _rematch(matching, old, new):
    headings = [heading for heading, field in matching.items() if field == old]
    matching.update(dict.fromkeys(headings, new))
    return headings


def _several_of_merge(moved):
    changed = moved.get("facts", {}).pop("successor_id", None)
    if changed:
        moved["facts"]["successors"] = {side: [key] if key else [] for side, key in changed.items()}
    return changed


def _one_of_merge(moved):
    changed = moved.get("facts", {}).pop("successors", None)
    if changed:
        moved["facts"]["successor_id"] = {side: keys[0] if keys else None for side, keys in changed.items()}
    return changed


def _several_of_line(values):
    found = False
    if "successor" in values:
        found, one = True, values.pop("successor")
        values["successors"] = [one] if one else []
    if "successor" in values.get("before", {}):
        found, key = True, values["before"].pop("successor")
        values["before"]["successors"] = [{"organisation": key}] if key else []
    return found


def _one_of_line(values):
    found = False
    if "successors" in values:
        found, several = True, values.pop("successors")
        if several:
            values["successor"] = several[0]
    if "successors" in values.get("before", {}):
        found, several = True, values["before"].pop("successors")
        values["before"]["successor"] = several[0]["organisation"] if several else None
    return found


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0045_succession")]

    operations = [migrations.RunPython(to_several, to_one)]
