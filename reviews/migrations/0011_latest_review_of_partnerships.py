"""What the latest confirmed review says is kept beside each partnership, for pages about many."""

from django.db import migrations


def note_latest(apps, schema_editor):
    Review = apps.get_model("reviews", "Review")
    Partnership, Line = (apps.get_model("partnerships", name) for name in ("Partnership", "PortfolioLine"))
    rows = Review._base_manager.filter(status="confirmed", series__kind="review").order_by("held_on", "pk")
    for key, held_on, worth, decision in rows.values_list("series__partnership", "held_on", "worth", "decision"):
        Partnership._base_manager.filter(pk=key).update(
            reviewed_on=held_on, review_worth=worth, review_decision=decision
        )
        Line._base_manager.filter(pk=key).update(worth=worth)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0026_worth_of_lines"), ("reviews", "0010_review_campaigns")]
    operations = [migrations.RunPython(note_latest, migrations.RunPython.noop, elidable=True)]
