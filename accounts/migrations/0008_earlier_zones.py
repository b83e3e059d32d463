from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0007_language_of_a_runner"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="earlier_zones",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
