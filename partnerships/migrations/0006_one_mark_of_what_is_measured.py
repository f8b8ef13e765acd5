from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0005_what_cannot_be_measured_is_judged")]
    operations = [migrations.RemoveField(model_name="objective", name="is_measurable")]
