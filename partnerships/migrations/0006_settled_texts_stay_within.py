"""Texts that went out before anybody was asked count as within what their office may decide (F10)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

DRAFT = "draft"


def answer_for_settled_texts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drafts stay unanswered: their editors are asked before they send them."""
    agreements = apps.get_model("partnerships", "Agreement")._base_manager
    # not filter(beyond=None): for a JSON column that would look for the JSON null
    agreements.filter(beyond__isnull=True).exclude(status=DRAFT).update(beyond=[])


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0005_statements_and_counts")]
    operations = [migrations.RunPython(answer_for_settled_texts, migrations.RunPython.noop)]
