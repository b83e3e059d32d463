from django.db import migrations

import exercises.translated_text


class Migration(migrations.Migration):
    dependencies = [
        ("exercises", "0002_forms_other_names_and_evidence"),
    ]

    operations = [
        migrations.AddField(
            model_name="muscle",
            name="place",
            field=exercises.translated_text.TranslatedTextField(blank=True, default=dict, verbose_name="where it is"),
        ),
        migrations.AddField(
            model_name="muscle",
            name="running",
            field=exercises.translated_text.TranslatedTextField(
                blank=True,
                default=dict,
                help_text="One paragraph a line.",
                lines=True,
                verbose_name="what it does in running",
            ),
        ),
        migrations.AddField(
            model_name="muscle",
            name="source",
            field=exercises.translated_text.TranslatedTextField(
                blank=True,
                default=dict,
                help_text="One study a line.",
                lines=True,
                verbose_name="where this comes from",
            ),
        ),
        migrations.AlterField(
            model_name="muscle",
            name="role",
            field=exercises.translated_text.TranslatedTextField(
                default=dict, verbose_name="what it does, in one sentence"
            ),
        ),
    ]
