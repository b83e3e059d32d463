import django.db.models.deletion
from django.db import migrations, models


def mark(apps, schema_editor):
    """Until now only an update of the app published without an account."""
    apps.get_model("plans", "Revision").objects.filter(published_by=None).update(shipped=True)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="shipped",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name="step",
            name="load_after",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="loads",
                to="plans.step",
                verbose_name="body weight until this step is proficient or waived",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
