"""Every line is due, so that the next sweep writes the figures of value and cost beside it."""

import datetime

from django.db import migrations

PAST = datetime.date(2000, 1, 1)


def wake_all(apps, schema_editor) -> None:
    apps.get_model("partnerships", "PortfolioLine").objects.update(wakes_on=PAST)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0028_figures_of_value_and_cost")]

    operations = [migrations.RunPython(wake_all, migrations.RunPython.noop)]
