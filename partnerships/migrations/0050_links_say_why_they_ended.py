"""Each link to sign says its last day and why it ended: so far both had to be guessed."""

import datetime

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef

HALF_A_DAY = datetime.timedelta(
    hours=12
)  # links ended with the day of some zone of Europe: noon is the same day in all


def say_why(apps, schema_editor):
    requests = apps.get_model("partnerships", "SigningRequest")._base_manager
    signatures = apps.get_model("partnerships", "Signature")._base_manager
    for pk, expires_at in requests.values_list("pk", "expires_at").iterator():
        requests.filter(pk=pk).update(last_day=(expires_at - HALF_A_DAY).date())
    ended = requests.exclude(closed_at=None)
    own = signatures.filter(party=OuterRef("party"), at=OuterRef("closed_at"), method="link")
    newer = requests.filter(signatory=OuterRef("signatory"), pk__gt=OuterRef("pk"))
    for why, rows in (
        ("signed", ended.filter(Exists(own.filter(kind="signed")))),
        ("declined", ended.filter(Exists(own.filter(kind="declined")))),
        ("recalled", ended.exclude(text_sha256=F("agreement__snapshot_sha256"))),
        ("newer", ended.filter(Exists(newer))),
        ("otherwise", ended),
    ):
        keys = list(rows.filter(closed_as="").values_list("pk", flat=True))
        requests.filter(pk__in=keys).update(closed_as=why)


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0049_ending_names_who_carries_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="signingrequest",
            name="closed_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("signed", "signed with this link"),
                    ("declined", "declined with this link"),
                    ("otherwise", "signed in another way"),
                    ("newer", "followed by a newer link"),
                    ("other_person", "another person signs"),
                    ("recalled", "the text was recalled"),
                ],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="signingrequest",
            name="last_day",
            field=models.DateField(null=True, verbose_name="last day of the link"),
        ),
        migrations.RunPython(say_why, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="signingrequest",
            name="last_day",
            field=models.DateField(verbose_name="last day of the link"),
        ),
    ]
