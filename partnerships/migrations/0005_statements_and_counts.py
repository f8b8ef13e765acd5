"""Upon which statements it was said that a text stays within what its office may decide; when members were counted."""

from django.db import migrations, models

import pes_partnerships.lib.date_fields


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_without_chain_and_support_texts")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="beyond_basis",
            field=models.CharField(blank=True, default="", editable=False, max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="participation",
            name="counted_in",
            field=pes_partnerships.lib.date_fields.PartialDateField(blank=True, verbose_name="counted in"),
        ),
        migrations.AlterField(
            model_name="participation",
            name="count_comparator",
            field=models.CharField(
                choices=[
                    ("exactly", "exactly"),
                    ("about", "about"),
                    ("more_than", "more than"),
                    ("at_least", "at least"),
                ],
                default="exactly",
                max_length=10,
                verbose_name="counted",
            ),
        ),
    ]
