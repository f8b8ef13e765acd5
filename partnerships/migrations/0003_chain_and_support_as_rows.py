"""The chain of support and the support needs, until now one text each, become rows: a line is a row."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LONGEST_NEED = 200


def rows_from_texts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    examination = apps.get_model("partnerships", "Examination")
    need, support = apps.get_model("partnerships", "ChainNeed"), apps.get_model("partnerships", "SupportNeed")
    for known in examination._base_manager.exclude(support_chain=""):
        need._base_manager.bulk_create(
            need(partnership_id=known.partnership_id, order=order, need=line[:LONGEST_NEED], note=line[LONGEST_NEED:])
            for order, line in enumerate(_lines(known.support_chain))
        )
    partnership = apps.get_model("partnerships", "Partnership")
    for known in partnership._base_manager.exclude(support_needs=""):
        support._base_manager.bulk_create(
            support(partnership_id=known.pk, order=order, kind="other", need=line)
            for order, line in enumerate(_lines(known.support_needs))
        )


def texts_from_rows(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    examination, partnership = (
        apps.get_model("partnerships", "Examination"),
        apps.get_model("partnerships", "Partnership"),
    )
    need, support = apps.get_model("partnerships", "ChainNeed"), apps.get_model("partnerships", "SupportNeed")
    for key in need._base_manager.values_list("partnership", flat=True).distinct():
        rows = need._base_manager.filter(partnership=key).order_by("order", "pk")
        known, _new = examination._base_manager.get_or_create(partnership_id=key)
        known.support_chain = "\n".join(row.need + row.note for row in rows)
        known.save(update_fields=["support_chain"])
    for key in support._base_manager.values_list("partnership", flat=True).distinct():
        rows = support._base_manager.filter(partnership=key).order_by("order", "pk")
        partnership._base_manager.filter(pk=key).update(support_needs="\n".join(row.need for row in rows))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_forming_and_registry")]
    operations = [migrations.RunPython(rows_from_texts, texts_from_rows)]
