import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exercises', '0006_names_in_the_admin'),
        ('plans', '0007_put_an_easy_week_off'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='program',
            options={'verbose_name': 'program', 'verbose_name_plural': 'programs'},
        ),
        migrations.AlterModelOptions(
            name='revision',
            options={'ordering': ['program', 'number'], 'verbose_name': 'revision', 'verbose_name_plural': 'revisions'},
        ),
        migrations.AlterModelOptions(
            name='stage',
            options={'ordering': ['order', 'pk'], 'verbose_name': 'stage', 'verbose_name_plural': 'stages'},
        ),
        migrations.AlterModelOptions(
            name='step',
            options={'ordering': ['stage__order', 'order', 'pk'], 'verbose_name': 'step', 'verbose_name_plural': 'steps'},
        ),
        migrations.AlterField(
            model_name='revision',
            name='number',
            field=models.PositiveIntegerField(verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='revision',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='plans.program', verbose_name='program'),
        ),
        migrations.AlterField(
            model_name='stage',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='plans.program', verbose_name='program'),
        ),
        migrations.AlterField(
            model_name='step',
            name='exercise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='exercises.exercise', verbose_name='exercise'),
        ),
        migrations.AlterField(
            model_name='step',
            name='requires',
            field=models.ManyToManyField(blank=True, related_name='opens', to='plans.step', verbose_name='opens after'),
        ),
        migrations.AlterField(
            model_name='step',
            name='stage',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='plans.stage', verbose_name='stage'),
        ),
    ]
