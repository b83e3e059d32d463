from django.db import migrations, models

MOST = {"bar": 250, "hand": 60}  # kg, what the rules take where a revision says nothing
NEW = ("load_kind", "load_most", "primer")


def name_the_loads(apps, schema_editor):
    """Until now a step for one side had its load in each hand, any other one on the bar."""
    sides = dict(apps.get_model("exercises", "Exercise").objects.values_list("slug", "sides"))

    def kind_of(slug):
        return "hand" if sides.get(slug) == "each" else "bar"

    steps = apps.get_model("plans", "Step").objects.exclude(load_step=None)
    for step in steps.select_related("exercise"):
        step.load_kind = kind_of(step.exercise.slug)
        step.load_most = max(MOST[step.load_kind], step.load_step)
        step.save(update_fields=["load_kind", "load_most"])

    def complete(row):
        kind = "" if row["load_step"] is None else kind_of(row["exercise"])
        most = max(MOST[kind], row["load_step"]) if kind else None
        row |= {"load_kind": kind, "load_most": most and float(most), "primer": False}

    _each_shipped_step(apps, complete)


def forget_the_kinds(apps, schema_editor):
    """Before, only a bar and the hands took load, in kg."""
    steps = apps.get_model("plans", "Step").objects
    steps.filter(load_kind__in=["hips", "band"]).update(load_step=None, load_after=None)

    def reduce(row):
        if row.get("load_kind") in ("hips", "band"):
            row["load_step"] = row["load_after"] = None
        for name in NEW:
            row.pop(name, None)

    _each_shipped_step(apps, reduce)


def _each_shipped_step(apps, change):
    """The shipped ladder as last loaded is compared with the draft, so it changes alike."""
    for program in apps.get_model("plans", "Program").objects.all():
        for stage in program.shipped.get("stages", ()):
            for row in stage["steps"]:
                change(row)
        program.save(update_fields=["shipped"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_going_on_and_easy_weeks")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="load_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("bar", "the whole bar"),
                    ("hand", "in each hand"),
                    ("hips", "on the hips"),
                    ("band", "a band"),
                ],
                default="",
                help_text="Empty: takes no load.",
                max_length=4,
                verbose_name="kind of load",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="step",
            name="load_most",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Empty: no more than the runner has.",
                max_digits=5,
                null=True,
                verbose_name="most load in kg",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="primer",
            field=models.BooleanField(default=False, verbose_name="also before a run"),
        ),
        migrations.AlterField(
            model_name="step",
            name="load_step",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Of bands it is one band, and this stays empty.",
                max_digits=5,
                null=True,
                verbose_name="smallest step of load in kg",
            ),
        ),
        migrations.RunPython(name_the_loads, forget_the_kinds),
    ]
