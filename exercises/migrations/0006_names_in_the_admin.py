import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exercises', '0005_in_the_run'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='cue',
            options={'ordering': ['order', 'pk'], 'verbose_name': 'cue', 'verbose_name_plural': 'cues'},
        ),
        migrations.AlterModelOptions(
            name='equipment',
            options={'ordering': ['order', 'slug'], 'verbose_name': 'piece of equipment', 'verbose_name_plural': 'equipment'},
        ),
        migrations.AlterModelOptions(
            name='exercise',
            options={'ordering': ['order', 'slug'], 'verbose_name': 'exercise', 'verbose_name_plural': 'exercises'},
        ),
        migrations.AlterModelOptions(
            name='exercisemuscle',
            options={'verbose_name': 'muscle of an exercise', 'verbose_name_plural': 'muscles of an exercise'},
        ),
        migrations.AlterModelOptions(
            name='mistake',
            options={'ordering': ['order', 'pk'], 'verbose_name': 'mistake', 'verbose_name_plural': 'mistakes'},
        ),
        migrations.AlterModelOptions(
            name='muscle',
            options={'ordering': ['order', 'slug'], 'verbose_name': 'muscle', 'verbose_name_plural': 'muscles'},
        ),
        migrations.AlterField(
            model_name='cue',
            name='exercise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cues', to='exercises.exercise', verbose_name='exercise'),
        ),
        migrations.AlterField(
            model_name='equipment',
            name='order',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='order'),
        ),
        migrations.AlterField(
            model_name='exercise',
            name='order',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='order'),
        ),
        migrations.AlterField(
            model_name='exercisemuscle',
            name='exercise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='exercises.exercise', verbose_name='exercise'),
        ),
        migrations.AlterField(
            model_name='exercisemuscle',
            name='muscle',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='exercises.muscle', verbose_name='muscle'),
        ),
        migrations.AlterField(
            model_name='historicalcue',
            name='exercise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='exercises.exercise', verbose_name='exercise'),
        ),
        migrations.AlterField(
            model_name='historicalexercise',
            name='order',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='order'),
        ),
        migrations.AlterField(
            model_name='mistake',
            name='exercise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mistakes', to='exercises.exercise', verbose_name='exercise'),
        ),
        migrations.AlterField(
            model_name='muscle',
            name='order',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='order'),
        ),
    ]
