"""A confirmed import is staged part by part, and then stored at once, whole or not at all.

Nothing of it counts or is shown before, and a process that is killed leaves nothing of it in the
logbook. A set is stored under its key once for ever, so the same file again adds nothing. Feedback
and notes that the runner gave here are never overwritten.
"""

from collections import Counter
from datetime import date
from time import monotonic

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from plans.models import Choice

from ...derived import day_changed
from ...models import (
    MOST_SETS_A_DAY,
    Feedback,
    Import,
    SetEntry,
    StagedFeedback,
    StagedSet,
    Workout,
)
from ...training_work import count_sets
from ...uploads.turns import short_write, turn
from . import imported_runs, runner_settings
from .previews import UNFIT_PARTS
from .staging import EMPTY_DAY, EMPTY_MORNING, StagedPart, exercise_pks

MOST_CHOICES = 20_000  # of a runner, in several files; every page reads them
# Of a preview, once it is stored: lists as long as the file, and the form.
FORGOTTEN = {
    "rows", "names", "marks", "choices", "easy_weeks", "easy_weeks_put_off", "easy_weeks_ended",
    "day_changes", "revisions", "settings",
}  # fmt: skip
STORE_FOR_S = 0.5  # in one request; then the page shows how far it is


def confirm(*, file_import, names, take, settings) -> None:
    """Notes the runner's choices: ``names`` is {name in the file: slug, or "" to leave it out}."""
    chosen = {"names": names, "take": take, "settings": settings}
    Import.objects.filter(pk=file_import.pk, confirmed_at=None).update(
        chosen=chosen, confirmed_at=timezone.now(), csv_text=""
    )
    file_import.parts.filter(number__gte=UNFIT_PARTS).update(unfit=[])


def store_some(file_import) -> bool:
    """Stores as much as fits into a moment. It may be called as often as one likes.

    Returns whether it was this import's turn.
    """
    until = monotonic() + STORE_FOR_S
    with turn(file_import.user) as is_ours:
        while is_ours and store_next(file_import) and monotonic() < until:
            pass
    return is_ours


def store_next(file_import) -> bool:
    """Stages one part, or stores all where no part is left. Returns whether there is more to do."""
    running = Import.objects.filter(pk=file_import.pk, confirmed_at__isnull=False)
    running = running.filter(finished_at=None, undone_at=None).select_related("user").first()
    if running is None:
        return False
    part = running.parts.filter(stored_at=None).first()
    if part is None:
        _store_staged(running)
        return False
    _stage(part, StagedPart(running, part))
    return True


def _stage(part, staged):
    with short_write(part.user_id):
        # Another request may have staged it meanwhile, or taken the import back.
        waiting = part.of.parts.select_for_update().filter(pk=part.pk, stored_at=None)
        waiting = waiting.filter(of__undone_at=None)
        if waiting.update(days=staged.said_of_days, stored_at=timezone.now()):
            _insert(StagedSet, staged.sets)
            StagedFeedback.objects.bulk_create(staged.feedback, batch_size=500)


def _insert(model, rows: list[dict]) -> None:
    """Inserts rows that come as columns.

    It halves the CPU time of an import: bulk_create makes an instance of each of 50,000 sets, and
    asks each field for each value.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({values})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[_as_stored(field, row) for field in fields] for row in rows])


def _as_stored(field, row):
    value = row[field.attname]
    is_plain = value is None or type(value) in (int, str, bool)
    return value if is_plain else field.get_db_prep_save(value, connection)


def locked(file_import) -> Import | None:
    """The import as it stands now. Nobody else stores or undoes it during this transaction."""
    rows = Import.objects.select_for_update(of=("self",)).select_related("user")
    return rows.filter(pk=file_import.pk).first()


def _store_staged(file_import):
    said_of_days = [day for part in file_import.parts.all() for day in part.days]
    with short_write(file_import.user_id):
        file_import = locked(file_import)
        if file_import is None or file_import.state != "running":
            return
        user = file_import.user
        first = min((day["on"] for day in said_of_days), default=None)
        if first:
            day_changed(user, date.fromisoformat(first))
        file_import.added = {
            "filled": _fill_days(file_import, said_of_days),
            "choices": _add_choices(file_import),
            "runs": imported_runs.add_runs(file_import),
        }
        _leave_out_what_finds_no_room(file_import)
        _copy(StagedSet, SetEntry, file_import)
        _copy(StagedFeedback, Feedback, file_import)
        if file_import.added["runs"]:
            _pk, first, *_said = min(file_import.added["runs"], key=lambda run: run[1])
            day_changed(user, date.fromisoformat(first))
        if file_import.chosen["settings"]:
            taken = runner_settings.take_over(user, file_import.preview["settings"])
            file_import.added["settings"] = taken
        added = SetEntry.objects.for_user(user).filter(edited_by=file_import.mark)
        file_import.sets_added = added.count()
        file_import.added["sets"] = _count_whole(added)
        file_import.finished_at = timezone.now()
        file_import.preview = _without_what_was_stored(file_import.preview)
        file_import.save(update_fields=["added", "sets_added", "finished_at", "preview"])
        forget_staged(file_import)


def _without_what_was_stored(preview) -> dict:
    """What the page of a stored import still says; the rest stands in the logbook, or nowhere."""
    kept = {name: value for name, value in preview.items() if name not in FORGOTTEN}
    return kept | {"runs": len(preview["runs"])}


def _count_whole(sets) -> int:
    """Counts sets as the logbook does: a left and a right are one."""
    together = ("workout", "exercise", "any_time", "primer")
    sides: dict[tuple, Counter] = {}
    for *key, side, n in sets.order_by().values_list(*together, "side").annotate(Count("pk")):
        sides.setdefault(tuple(key), Counter())[side] += n
    return sum(map(count_sets, sides.values()))


def forget_staged(file_import) -> None:
    file_import.staged_sets.all().delete()
    file_import.staged_feedback.all().delete()
    file_import.parts.update(days=[])


def _fill_days(file_import, said_of_days):
    """Fills in mornings and notes where the runner said nothing; {pk of a day: what was filled}."""
    user, changed, filled = file_import.user, [], []
    stamp = {
        "edited_ms": int(file_import.confirmed_at.timestamp() * 1000),
        "edited_by": file_import.mark,
    }
    days = [date.fromisoformat(said["on"]) for said in said_of_days]
    if not days:
        return {}
    rows = Workout.objects.for_user(user).filter(date__range=(min(days), max(days)))
    in_logbook = {workout.date: workout for workout in rows}
    for on, said in zip(days, said_of_days, strict=True):
        workout = in_logbook.get(on) or Workout(user=user, date=on, **stamp)
        has_morning = workout.morning_pain is not None
        new = {
            name: said[name]
            for name, empty in EMPTY_DAY.items()
            if said[name] != empty
            and getattr(workout, name) == empty
            and not (has_morning and name in EMPTY_MORNING)  # where and why go with the pain
        }
        for name, value in new.items():
            setattr(workout, name, value)
        if new or workout.pk is None:
            changed.append(workout)
            filled.append(new)
    write_days([workout for workout in changed if workout.pk])
    Workout.objects.bulk_create((w for w in changed if w.pk is None), batch_size=500)
    return {workout.pk: new for workout, new in zip(changed, filled, strict=True) if new}


def write_days(workouts) -> None:
    """Writes what is said of days that are there already, in few statements."""
    Workout.objects.bulk_create(
        workouts,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=list(EMPTY_DAY),
    )


def _leave_out_what_finds_no_room(file_import):
    """Several imports may be staged before one of them is stored, and taps come meanwhile."""
    staged = file_import.staged_sets
    counts = dict(staged.order_by().values_list("date").annotate(Count("pk")))
    if not counts:
        return
    on_days = SetEntry.objects.on_days(file_import.user, min(counts), max(counts))
    there = dict(on_days.order_by().values_list("workout__date").annotate(Count("pk")))
    for on, count in counts.items():
        room = max(0, MOST_SETS_A_DAY - there.get(on, 0))
        if count > room:
            rows = staged.filter(date=on).order_by("pk").values_list("pk", flat=True)
            staged.filter(pk__in=list(rows[room:])).delete()


def _copy(staged, stored, file_import):
    """Copies the staged rows of an import in one statement; a row that is there already stays.

    A hundred thousand take half a second, where Django's bulk_create takes twenty.
    """
    both = {f.column for f in staged._meta.fields} & {f.column for f in stored._meta.fields}
    columns = sorted(both - {"id"})
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    of_staged = ", ".join(f"staged.{connection.ops.quote_name(name)}" for name in columns)
    sql = f"""
        INSERT INTO {stored._meta.db_table} ({quoted}, workout_id, changed_at)
        SELECT {of_staged}, workout.id, %s
        FROM {staged._meta.db_table} AS staged
        JOIN {Workout._meta.db_table} AS workout
            ON workout.user_id = staged.user_id AND workout.date = staged.date
        WHERE staged.of_id = %s ORDER BY staged.id
        ON CONFLICT DO NOTHING
    """  # noqa: S608
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [now, file_import.pk])


def _add_choices(file_import):
    """Adds the choices that do not stand there yet, and returns their pks.

    Where there would be more than ``MOST_CHOICES``, the others are left out.
    """
    user, exercises = file_import.user, exercise_pks(file_import)
    in_logbook = set(Choice.objects.for_user(user).values_list("on", "exercise_id", "kind"))
    in_file = {
        (date.fromisoformat(on), exercises[name], kind)
        for on, name, kind in file_import.preview["choices"]
        if name in exercises
    }
    weeks = {
        "easy_weeks": Choice.Kind.EASY_WEEK,
        "easy_weeks_put_off": Choice.Kind.NOT_NOW,
        "easy_weeks_ended": Choice.Kind.EASY_END,
    }
    in_file |= {
        (date.fromisoformat(on), None, kind)
        for name, kind in weeks.items()
        for on in file_import.preview.get(name, ())
    }
    chosen = dict.fromkeys(sorted(in_file, key=str))
    # In the order of the file, in which they were made; each with what is swapped in.
    chosen |= {
        (date.fromisoformat(on), exercises[name], kind): exercises.get(instead)
        for on, name, kind, instead in file_import.preview.get("day_changes", ())
        if name in exercises and (not instead or instead in exercises)
    }
    new = [
        Choice(user=user, on=on, exercise_id=exercise_id, kind=kind, instead_id=instead_id)
        for (on, exercise_id, kind), instead_id in chosen.items()
        if (on, exercise_id, kind) not in in_logbook
    ]
    made = Choice.objects.bulk_create(new[: max(0, MOST_CHOICES - len(in_logbook))])
    return [choice.pk for choice in made]
