from django.db import migrations, models


class Migration(migrations.Migration):
    """Partners who are asked to sign can call the manager (S2)."""

    dependencies = [
        ("accounts", "0003_witness_of_the_ledger"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="phone",
            field=models.CharField(
                blank=True,
                help_text="Shown to partners who are asked to sign an agreement that you manage.",
                max_length=40,
                verbose_name="telephone",
            ),
        ),
    ]
