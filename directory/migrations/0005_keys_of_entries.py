"""Entries that are there get the keys of their sources; an address that several name tells none of them apart."""

from collections import defaultdict

from django.db import migrations

from directory.recognising.rules.keys import key_of_number, keys_of_source


def write_keys(apps, schema_editor):
    entries = apps.get_model("directory", "Entry")._base_manager
    key_model = apps.get_model("directory", "EntryKey")
    named: dict[str, set[int]] = defaultdict(set)
    for pk, source, service, reference in entries.values_list(
        "pk", "source", "service", "partnership__reference"
    ).iterator():
        for key in {*keys_of_source(source), key_of_number(service, reference or "")} - {""}:
            named[key].add(pk)
    key_model._base_manager.bulk_create(
        (key_model(key=key, entry_id=next(iter(pks)) if len(pks) == 1 else None) for key, pks in sorted(named.items())),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_entries_taken_over")]

    operations = [migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True)]
