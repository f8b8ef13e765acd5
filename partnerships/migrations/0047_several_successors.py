from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0046_successors_carried_over")]

    operations = [
        migrations.RemoveConstraint(model_name="organisation", name="organisation_not_its_own_successor"),
        migrations.RemoveField(model_name="organisation", name="successor"),
        migrations.AddField(
            model_name="organisation",
            name="successors",
            field=models.ManyToManyField(
                blank=True,
                related_name="predecessors",
                through="partnerships.Succession",
                through_fields=("organisation", "successor"),
                to="partnerships.organisation",
                verbose_name="successors",
            ),
        ),
    ]
