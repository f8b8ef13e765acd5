"""The day from which a rhythm counts, and closing reviews. What runs already counts from its first review."""

from django.db import migrations, models
from django.db.models import Min, OuterRef, Subquery
from django.db.models.functions import TruncDate


def count_from_the_first_review(apps, schema_editor):
    Series, Review = (apps.get_model("reviews", name)._base_manager for name in ("Series", "Review"))
    first = Review.filter(series=OuterRef("pk")).order_by("number").values("due_on")[:1]
    Series.filter(anchor_on=None).update(anchor_on=Subquery(first))
    began = Review.filter(series=OuterRef("pk"), agreement__in_force_at__isnull=False).order_by()
    began = began.values("series").annotate(day=Min(TruncDate("agreement__in_force_at"))).values("day")[:1]
    Series.filter(starts_on=None).update(starts_on=Subquery(began))


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0021_signed_partnerships"), ("reviews", "0003_withdrawn_values")]
    operations = [
        migrations.AddField(
            model_name="review",
            name="is_closing",
            field=models.BooleanField(default=False, verbose_name="closing review"),
        ),
        migrations.AddField(
            model_name="series",
            name="anchor_on",
            field=models.DateField(blank=True, null=True, verbose_name="rhythm counts from"),
        ),
        migrations.AddField(
            model_name="series",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="runs since"),
        ),
        migrations.RunPython(count_from_the_first_review, migrations.RunPython.noop, elidable=True),
    ]
