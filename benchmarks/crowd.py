"""Fills the database with copies of one runner's log, made by the database itself."""

from django.contrib.auth import get_user_model
from django.db import connection

from logbook.models import SetEntry, Workout

NEW_KEY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def fill(like, sets) -> int:
    """Copy the runner ``like`` until there are ``sets`` sets in all; return their number."""
    users = get_user_model().objects
    own = like.sets.count()
    number = 0
    while (have := SetEntry.objects.count()) < sets:
        number += 1
        user = users.create_user(f"crowd-{number}@example.org")
        _copy(like.pk, user.pk)
        if SetEntry.objects.for_user(user).count() != own:
            raise SystemExit("The copy is not whole.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return have


def _copy(old, new):
    workouts, sets = (_columns(model) for model in (Workout, SetEntry))
    key = NEW_KEY[connection.vendor]
    replaced = {"user_id": str(new), "workout_id": "there.id", "key": key}
    values = ", ".join(replaced.get(name, f"sets.{name}") for name in sets)
    days = ", ".join(replaced.get(name, name) for name in workouts)
    # Nothing in the SQL comes from outside: names are our models', numbers are primary keys.
    statements = (
        f"INSERT INTO logbook_workout ({', '.join(workouts)}) "  # noqa: S608
        f"SELECT {days} FROM logbook_workout WHERE user_id = {old}",
        f"INSERT INTO logbook_setentry ({', '.join(sets)}) "  # noqa: S608
        f"SELECT {values} FROM logbook_setentry AS sets "
        "JOIN logbook_workout AS here ON here.id = sets.workout_id "
        f"JOIN logbook_workout AS there ON there.user_id = {new} AND there.date = here.date "
        f"WHERE sets.user_id = {old}",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _columns(model):
    return [field.column for field in model._meta.local_fields if not field.primary_key]
