"""The minutes of a period are the sum of its days' whole minutes, so older totals are made anew."""

from django.db import migrations


def forget_totals(apps, schema_editor):
    apps.get_model("logbook", "Derived").objects.filter(kind="period-totals").delete()


class Migration(migrations.Migration):

    dependencies = [("logbook", "0018_runs_from_files")]

    operations = [migrations.RunPython(forget_totals, forget_totals)]
