"""Brings the database up to what the files say and leaves alone what an editor changed."""

from dataclasses import dataclass, field

from django.db import transaction

from ..editors import make_editors
from ..models import Cue, Equipment, Exercise, ExerciseMuscle, Mistake, Muscle
from . import reader

RELATED = ("equipment", "muscles")  # fields that are rows of other tables


@dataclass
class LoadReport:
    """What a load did; an entry names row and field: ``glute-bridge: cue one-line: text``."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)

    def __str__(self):
        counts = f"{len(self.added)} added, {len(self.updated)} updated"
        if not self.left_alone:
            return counts
        lines = "".join(f"\n  {entry}" for entry in self.left_alone)
        return f"{counts}, {len(self.left_alone)} left alone:{lines}"


@transaction.atomic
def load(folder=reader.FOLDER):
    """May be run any number of times. Raises ``ContentError`` and then changes nothing."""
    report = LoadReport()
    content = reader.read_valid(folder)
    exercises = Exercise.objects.select_related("form_of").prefetch_related(
        "equipment", "roles__muscle"
    )
    # Forms come after the exercises that they are forms of.
    exercise_rows = sorted(content.exercises, key=lambda row: row.fields["form_of"] is not None)
    for stored_rows, rows in (
        (Muscle.objects.all(), content.muscles),
        (Equipment.objects.all(), content.equipment),
        (exercises, exercise_rows),
    ):
        stored = {one.slug: one for one in stored_rows}
        for row in rows:
            one = stored.get(row.key) or stored_rows.model(slug=row.key)
            update(one, row, row.key, report)
            if isinstance(one, Exercise):
                update_lines(one, Cue, row.cues, report)
                update_lines(one, Mistake, row.mistakes, report)
    make_editors()
    return report


def update(stored, row, name, report):
    """Gives a stored or new row the fields of its file, except those that an editor changed."""
    is_new = stored.pk is None
    changed = []
    before = dict(stored.shipped)
    for key, value in row.fields.items():
        now = stored_value(stored, key)
        if not is_new and now != value and now != stored.shipped.get(key, default(stored, key)):
            report.left_alone.append(f"{name}: {key}")
            continue
        if now != value:
            changed.append(key)
        stored.shipped[key] = value
    if is_new or changed or stored.shipped != before:
        save(stored, row, changed)
    if is_new:
        report.added.append(name)
    else:
        report.updated += [f"{name}: {key}" for key in changed]


def save(stored, row, changed):
    for key in changed:
        if key == "form_of":
            parent, stored.form = row.fields[key] or (None, "")
            stored.form_of = parent and Exercise.objects.get(slug=parent)
        elif key not in RELATED:
            setattr(stored, key, row.fields[key])
    if isinstance(stored, Cue) and stored.pk and "text" in changed:
        stored.version += 1
    if stored.pk and not set(changed) - set(RELATED):
        # An update makes no entry in the row's history, which is for what people read.
        type(stored).objects.filter(pk=stored.pk).update(shipped=stored.shipped)
    else:
        stored.save()
    if "equipment" in changed:
        stored.equipment.set(Equipment.objects.filter(slug__in=row.fields["equipment"]))
    if "muscles" in changed:
        set_muscles(stored, row.fields["muscles"])


def set_muscles(exercise, roles):
    exercise.roles.all().delete()
    muscles = Muscle.objects.in_bulk(list(roles), field_name="slug")
    ExerciseMuscle.objects.bulk_create(
        ExerciseMuscle(exercise=exercise, muscle=muscles[slug], role=role)
        for slug, role in roles.items()
    )


def stored_value(stored, key):
    """A field of a stored row in the shape that ``Row.fields`` has."""
    if key == "equipment":
        return sorted(item.slug for item in stored.equipment.all()) if stored.pk else None
    if key == "muscles":
        return {row.muscle.slug: row.role for row in stored.roles.all()} if stored.pk else None
    if key == "form_of":
        return [stored.form_of.slug, stored.form] if stored.form_of else None
    return getattr(stored, key)


def default(stored, key):
    return {"equipment": [], "muscles": {}}.get(key, stored._meta.get_field(key).get_default())


def update_lines(exercise, model, rows, report):
    """Updates cues or mistakes: what an editor deleted stays deleted, what one added stays theirs.

    A line that the files no longer have is kept, since the log may name it.
    """
    kind = model._meta.model_name
    stored = {line.key: line for line in model.objects.filter(exercise=exercise).exclude(key="")}
    known = exercise.shipped.get(kind, [])
    for row in rows:
        name = f"{exercise.slug}: {kind} {row.key}"
        if row.key in known and row.key not in stored:
            report.left_alone.append(f"{name}: deleted by an editor")
        else:
            line = stored.get(row.key) or model(exercise=exercise, key=row.key)
            update(line, row, name, report)
    keys = [row.key for row in rows]
    for key in stored.keys() - set(keys):
        report.left_alone.append(f"{exercise.slug}: {kind} {key}: no longer in the files")
    ever = known + [key for key in keys if key not in known]
    if ever != known:
        exercise.shipped[kind] = ever
        Exercise.objects.filter(pk=exercise.pk).update(shipped=exercise.shipped)
