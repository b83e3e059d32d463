from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_settings_by_date"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="earlier_zones",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
