"""Brings the library up to what the files say, and leaves alone what an editor changed."""

from dataclasses import dataclass, field

from django.db import transaction

from ..editors import make_editors
from ..models import Cue, Equipment, Exercise, ExerciseMuscle, Mistake, Muscle
from . import reader


@dataclass
class LoadReport:
    """What a load did, each entry naming row and field: ``glute-bridge: cue one-line: text``."""

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
    """Run any number of times. Raises ``reader.ContentError`` and changes nothing."""
    report = LoadReport()
    shipped = reader.read_valid(folder)
    known = Exercise.objects.select_related("form_of").prefetch_related(
        "equipment", "roles__muscle"
    )
    for model, here, rows in (
        (Muscle, Muscle.objects, shipped.muscles),
        (Equipment, Equipment.objects, shipped.equipment),
        (Exercise, known, sorted(shipped.exercises, key=is_a_form)),
    ):
        stored = {row.slug: row for row in here.all()}
        for row in rows:
            found = stored.get(row.key) or model(slug=row.key)
            settle(found, row, row.key, report)
            if model is Exercise:
                settle_lines(found, Cue, row.cues, report)
                settle_lines(found, Mistake, row.mistakes, report)
    make_editors()
    return report


def is_a_form(row):
    """Forms come after the exercises that they are forms of."""
    return row.fields["form_of"] is not None


def settle(stored, row, name, report):
    """Gives a row what its file says, field by field, except what an editor changed."""
    is_new = stored.pk is None
    changed = []
    before = dict(stored.shipped)
    for key, value in row.fields.items():
        now = current(stored, key)
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
    related = {"equipment": set_equipment, "muscles": set_muscles}
    for key in changed:
        if key == "form_of":
            set_form(stored, *row.fields[key] or (None, ""))
        elif key not in related:
            setattr(stored, key, row.fields[key])
    if isinstance(stored, Cue) and stored.pk and "text" in changed:
        stored.version += 1
    if stored.pk and not set(changed) - set(related):
        # Only the note of what was shipped is new: no entry for the row's history.
        type(stored).objects.filter(pk=stored.pk).update(shipped=stored.shipped)
    else:
        stored.save()
    for key in changed:
        if key in related:
            related[key](stored, row.fields[key])


def current(stored, key):
    if key == "equipment":
        return sorted(tool.slug for tool in stored.equipment.all()) if stored.pk else None
    if key == "muscles":
        return {row.muscle.slug: row.role for row in stored.roles.all()} if stored.pk else None
    if key == "form_of":
        return [stored.form_of.slug, stored.form] if stored.form_of else None
    return getattr(stored, key)


def default(stored, key):
    return {"equipment": [], "muscles": {}}.get(key, stored._meta.get_field(key).get_default())


def set_form(exercise, of, form):
    exercise.form_of = of and Exercise.objects.get(slug=of)
    exercise.form = form


def set_equipment(exercise, slugs):
    exercise.equipment.set(Equipment.objects.filter(slug__in=slugs))


def set_muscles(exercise, roles):
    exercise.roles.all().delete()
    muscles = Muscle.objects.in_bulk(list(roles), field_name="slug")
    ExerciseMuscle.objects.bulk_create(
        ExerciseMuscle(exercise=exercise, muscle=muscles[slug], role=role)
        for slug, role in roles.items()
    )


def settle_lines(exercise, model, rows, report):
    """Cues or mistakes. Deleted by an editor stays deleted, added by one is theirs.

    One that the files no longer have is kept, since the log may name it.
    """
    kind = model._meta.model_name
    stored = {line.key: line for line in model.objects.filter(exercise=exercise).exclude(key="")}
    known = exercise.shipped.get(kind, [])
    for row in rows:
        name = f"{exercise.slug}: {kind} {row.key}"
        if row.key in stored:
            settle(stored[row.key], row, name, report)
        elif row.key in known:
            report.left_alone.append(f"{name}: deleted by an editor")
        else:
            settle(model(exercise=exercise, key=row.key), row, name, report)
    keys = [row.key for row in rows]
    for key in stored.keys() - set(keys):
        report.left_alone.append(f"{exercise.slug}: {kind} {key}: no longer in the files")
    ever = known + [key for key in keys if key not in known]
    if ever != known:
        exercise.shipped[kind] = ever
        Exercise.objects.filter(pk=exercise.pk).update(shipped=exercise.shipped)
