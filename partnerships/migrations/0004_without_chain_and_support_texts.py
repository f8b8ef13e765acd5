from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_chain_and_support_as_rows")]

    operations = [
        migrations.RemoveField(
            model_name="examination",
            name="support_chain",
        ),
        migrations.RemoveField(
            model_name="partnership",
            name="support_needs",
        ),
    ]
