import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """No page set a pin before this one, so there is none to carry over."""

    dependencies = [
        ("exercises", "0001_initial"),
        ("plans", "0002_revision_shipped"),
    ]

    operations = [
        migrations.RemoveField("enrollment", "pinned"),
        migrations.AddField(
            model_name="enrollment",
            name="pinned",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="exercises.exercise",
            ),
        ),
    ]
