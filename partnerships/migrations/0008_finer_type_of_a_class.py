import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0007_search_keys_of_the_registry")]
    operations = [
        migrations.AddField(
            model_name="participation",
            name="type",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a class of partners: the finer type of its organisations.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnerships.organisationtype",
                verbose_name="finer type",
            ),
        )
    ]
