from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0006_squeezes_counted_and_the_bar"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="earlier_zones",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
