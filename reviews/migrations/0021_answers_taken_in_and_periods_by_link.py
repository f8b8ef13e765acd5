import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0029_figures_are_due"),
        ("reviews", "0020_warning_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="draftanswer",
            name="taken_in_by",
            field=models.ForeignKey(
                blank=True,
                help_text="From a workbook; empty where the partner answered by its link.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="taken in by",
            ),
        ),
        migrations.AddField(
            model_name="periodconfirmation",
            name="confirmed_contact",
            field=models.ForeignKey(
                blank=True,
                help_text="Who confirmed it for the owner by the link of the contact; empty where the office did.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="partnerships.contact",
                verbose_name="confirmed by contact",
            ),
        ),
    ]
