"""Stored search text is made again: apostrophes, hyphens and spaces in one form."""

from django.db import migrations

from pes_partnerships.lib.text import search_lines

SLICE = 500


def fold_again(apps, schema_editor):
    entries = apps.get_model("directory", "Entry")._base_manager
    last = 0
    while rows := list(entries.filter(pk__gt=last).order_by("pk")[:SLICE]):
        last = rows[-1].pk
        for row in rows:
            row.search_text = search_lines([row.search_text])
        entries.bulk_update(rows, ["search_text"], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_how_it_ended")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop, elidable=True)]
