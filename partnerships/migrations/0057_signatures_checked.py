import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def count_what_was_signed(apps, schema_editor):
    """Until now every signature counted at once."""
    signatures = apps.get_model("partnerships", "Signature").objects
    signatures.filter(kind="signed", counts_from=None).update(counts_from=models.F("at"))


class Migration(migrations.Migration):
    """Signatures that wait for a check, with what came of it (S2)."""

    dependencies = [
        ("partnerships", "0056_signed_copies_and_layouts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="signature",
            name="one_signature_per_signatory",
        ),
        migrations.AddField(
            model_name="signature",
            name="check_basis",
            field=models.TextField(blank=True, verbose_name="how this is known"),
        ),
        migrations.AddField(
            model_name="signature",
            name="check_outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("same_person", "The same person under another name"),
                    ("other_person", "Another person who may sign"),
                    ("compared", "The paper agrees with the text"),
                    ("set_aside", "Set aside: it does not count"),
                ],
                max_length=15,
                verbose_name="result of the check",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signature",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="counts_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signature",
            name="name_said",
            field=models.CharField(
                blank=True,
                choices=[
                    ("same", "I am the person named. My name has changed or is written differently."),
                    ("other", "I am another person, and I may sign for this organisation."),
                ],
                max_length=10,
                verbose_name="what the signer said",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="named",
            field=models.CharField(blank=True, max_length=150, verbose_name="person named in the request"),
        ),
        migrations.AddField(
            model_name="signature",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "signed"), ("withdrawn_at", None), models.Q(("check_outcome", "set_aside"), _negated=True)
                ),
                fields=("signatory",),
                name="one_signature_per_signatory",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counts_from", None),
                    models.Q(("kind", "signed"), models.Q(("check_outcome", "set_aside"), _negated=True)),
                    _connector="OR",
                ),
                name="only_a_signature_that_holds_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("check_outcome", ""), models.Q(("check_basis", ""), _negated=True), _connector="OR"
                ),
                name="check_has_a_basis",
            ),
        ),
        migrations.RunPython(count_what_was_signed, migrations.RunPython.noop),
    ]
