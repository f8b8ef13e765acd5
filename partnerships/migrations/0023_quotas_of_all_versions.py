"""The same quota of an objective has one lineage in every version of the text: its words say which it is."""

import uuid

from django.db import migrations


def one_lineage(apps, schema_editor):
    quota = apps.get_model("partnerships", "Quota")
    known = {}
    for row in quota._base_manager.select_related("objective").order_by("pk").iterator():
        key = (row.objective.lineage, row.who.casefold().strip(), row.base.casefold().strip())
        taken = known.setdefault(row.objective_id, set())
        if key in taken:  # two lines of one text that say the same are two quotas
            key = (*key, row.pk)
        taken.add(key)
        row.lineage = known.setdefault(key, uuid.uuid4())
        row.save(update_fields=["lineage"])


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0022_quotas_across_versions")]
    operations = [migrations.RunPython(one_lineage, migrations.RunPython.noop)]
