from django.db import migrations


class Migration(migrations.Migration):
    """Its meaning went into the status with 0042; PostgreSQL takes no column away in the transaction that wrote rows."""

    dependencies = [("partnerships", "0051_sealed_documents")]

    operations = [migrations.RemoveField(model_name="workbookimport", name="undone_at")]
