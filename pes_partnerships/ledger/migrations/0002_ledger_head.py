"""The one row that names the end of the chain: seq 0 and sixty-four zeros before the first act."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_head(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("ledger", "LedgerHead").objects.get_or_create(id=1, defaults={"seq": 0, "hash": "0" * 64})


def remove_head(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("ledger", "LedgerHead").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(make_head, remove_head)]
