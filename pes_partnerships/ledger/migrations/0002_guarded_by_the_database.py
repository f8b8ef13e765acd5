from django.db import migrations, models

from pes_partnerships.ledger.guard import put_up, take_down


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_unsaved_input"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(condition=models.Q(("act", "person.erased")), fields=["seq"], name="ledger_erasures"),
        ),
        migrations.RunPython(put_up, take_down),
    ]
