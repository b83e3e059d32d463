"""The shipped library for tests that read it, and a copy of its files for those that change it."""

import shutil
from types import SimpleNamespace

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone

from exercises import http_cache
from exercises.content import loader, reader
from exercises.editors import make_editors

NINE = [  # by order on the ladder
    "prone-squeeze",
    "standing-squeeze",
    "wall-march-hold",
    "wall-march-quick",
    "glute-bridge",
    "single-leg-bridge",
    "band-walk",
    "deadlift",
    "single-leg-deadlift",
]
FORMS = {  # with a page of their own, after the one that they follow in the list
    "glute-bridge": ["marching-bridge", "two-up-one-down-bridge"],
    "band-walk": ["hinge-drill", "kettlebell-deadlift"],
    "deadlift": ["kickstand-deadlift"],
}
EXERCISES = [slug for one in NINE for slug in (one, *FORMS.get(one, ()))]


_loaded = {}  # apps, hour of the server's time → the SQL that puts their rows in, and its stamp
# Of the library as it is: 0 while there is none.
stamp = SimpleNamespace(value=0, is_of_a_write=False)


def load_exercises():
    """The shipped exercises without a program."""
    as_loaded_now(loader.load, "exercises")


def load_library():
    """The shipped exercises and program."""
    as_loaded_now(lambda: call_command("load_library", verbosity=0), "exercises", "plans")


def as_loaded_now(load, *names):
    """Loads once, and from then on puts the rows in, which costs a fraction of it."""
    if any(m.objects.exists() for m in (loader.Exercise, loader.Muscle, loader.Equipment)):
        load()
        return
    models = [m for name in names for m in all_models_of(name)]
    key = names, f"{timezone.now():%F %H}"
    was_empty = stamp.value == 0
    if key in _loaded:
        put_in(_loaded[key][0], models)
    else:
        load()
        rows = [statement for model in models for statement in inserts_of(model)]
        _loaded[key] = rows, http_cache.new_stamp()
    if was_empty:
        stamp.value, stamp.is_of_a_write = _loaded[key][1], False


def put_in(rows, models):
    # Keys are checked at the end, so the order does not matter.
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in rows:
            cursor.execute(*statement)
    make_editors()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def inserts_of(model):
    """What bulk_create() would send, made once: making it costs more than running it."""
    rows = list(model._base_manager.all())
    query = InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, rows, raw=True)
    return query.get_compiler(connection=connection).as_sql() if rows else []


def all_models_of(app):
    return apps.get_app_config(app).get_models(include_auto_created=True)


def copy_of_the_files(to):
    return shutil.copytree(reader.FOLDER, to / "content")


def rewrite(path, old, new):
    """An update of the app: a shipped file says something else."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
