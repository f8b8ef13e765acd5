import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0044_countries_of_organisations")]

    operations = [
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successions",
                        to="partnerships.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over",
                        to="partnerships.organisation",
                        verbose_name="successor",
                    ),
                ),
            ],
            options={
                "verbose_name": "succession",
                "verbose_name_plural": "successions",
                "ordering": ["successor__name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "successor"), name="succession_once"),
                    models.CheckConstraint(
                        condition=models.Q(("organisation", models.F("successor")), _negated=True),
                        name="succession_not_of_itself",
                    ),
                ],
            },
        ),
    ]
