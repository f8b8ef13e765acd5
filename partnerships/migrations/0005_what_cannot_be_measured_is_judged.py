"""An objective that cannot be measured is one that people assess: a kind of target (O1)."""

from django.db import migrations


def to_kind(apps, schema_editor):
    objectives = apps.get_model("partnerships", "Objective")._base_manager
    objectives.filter(is_measurable=False).update(target_kind="judged")


def to_mark(apps, schema_editor):
    objectives = apps.get_model("partnerships", "Objective")._base_manager
    objectives.filter(target_kind="judged").update(is_measurable=False)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_kinds_of_target")]
    operations = [migrations.RunPython(to_kind, to_mark)]
