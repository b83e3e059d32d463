"""An import is taken back as a whole; what the runner changed since stays."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from plans.models import Choice

from ...derived import day_changed
from ...models import Feedback, SetEntry, Workout
from ...uploads.turns import short_write
from . import imported_runs, runner_settings
from .staging import EMPTY_DAY, EMPTY_MORNING
from .store import forget_staged, locked, write_days


def undo(*, file_import) -> None:
    """Removes all that the import wrote, and counts the sets that the runner changed since."""
    with short_write(file_import.user_id):
        _undo(locked(file_import))


def _undo(file_import):
    if file_import is None or file_import.state not in ("done", "running"):
        return
    user = file_import.user
    written = {"user": user, "edited_by": file_import.mark}
    removed, _by_model = SetEntry.objects.filter(**written).delete()
    if file_import.state == "running":
        file_import.sets_added = removed
    Feedback.objects.filter(**written).delete()
    _empty_days_again(file_import)
    Workout.objects.filter(_has_nothing(), **written).delete()
    added = file_import.added
    Choice.objects.for_user(user).filter(pk__in=added.get("choices", ())).delete()
    imported_runs.remove_runs(file_import)
    runner_settings.give_back(user, added.get("settings"))
    day_changed(user, date.min)
    file_import.kept = max(0, file_import.sets_added - removed)
    file_import.undone_at = timezone.now()
    file_import.save(update_fields=["sets_added", "kept", "undone_at"])
    forget_staged(file_import)
    file_import.parts.update(filled={})


def _empty_days_again(file_import):
    """Removes what the import filled in on days, where it is still the same."""
    filled = dict(file_import.added.get("filled", {}))
    for part in file_import.parts.all():  # of an import by an earlier version
        filled |= part.filled
    filled = {int(pk): values for pk, values in filled.items()}
    rows = Workout.objects.for_user(file_import.user).select_for_update().filter(pk__in=filled)
    for workout in rows:
        values = filled[workout.pk]
        morning = {name: values.get(name, empty) for name, empty in EMPTY_MORNING.items()}
        changed = any(getattr(workout, name) != value for name, value in morning.items())
        for name, value in values.items():
            if getattr(workout, name) == value and not (changed and name in EMPTY_MORNING):
                setattr(workout, name, EMPTY_DAY[name])
    write_days(rows)


def _has_nothing():
    """Days that say nothing and to which no row of any kind belongs."""
    empty = Q(**EMPTY_DAY)
    for relation in Workout._meta.related_objects:
        of_day = relation.related_model._base_manager.filter(
            **{relation.field.name: OuterRef("pk")}
        )
        empty &= ~Q(Exists(of_day))
    return empty
