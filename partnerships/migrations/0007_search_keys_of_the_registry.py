"""Organisations that are in the registry already get the keys under which their doubles are looked for (F2).

The pairs themselves are found by `manage.py find_duplicates`, and with every record that is registered or changed.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from partnerships.matching.rules.names import keys_of

BATCH = 2000


def write_keys(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    organisation = apps.get_model("partnerships", "Organisation")
    name, key = apps.get_model("partnerships", "OrganisationName"), apps.get_model("partnerships", "NameKey")
    former: dict[int, list[str]] = {}
    for pk, each in name._base_manager.values_list("organisation_id", "name"):
        former.setdefault(pk, []).append(each)
    rows = []
    for known in organisation._base_manager.filter(merged_into=None).iterator():
        names = [known.name, known.name_en, known.abbreviation, *former.get(known.pk, [])]
        keys = keys_of(names, known.registration_number, known.website)
        rows += [key(service_id=known.service_id, organisation_id=known.pk, key=each) for each in sorted(keys)]
    key._base_manager.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def forget_keys(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("partnerships", "NameKey")._base_manager.all().delete()


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0006_settled_texts_stay_within")]
    operations = [migrations.RunPython(write_keys, forget_keys)]
