"""A runner's rows can move to one machine of many, as docs/scaling.md plans it."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import UniqueConstraint

User = get_user_model()
MODELS = {
    model._meta.db_table: model._meta
    for model in apps.get_models(include_auto_created=True)
    if model is not User
}
# Tables that name a runner and stay on the coordinator: what staff did is not theirs.
OF_STAFF = {"django_admin_log"}
# docs/scaling.md, "What has to change first": what is unique beyond one runner.
UNIQUE_BEYOND_A_RUNNER = {
    ("account_emailaddress", "email"),
    ("logbook_accesstoken", "digest"),
    ("logbook_device", "endpoint"),
    ("logbook_feedback", "exercise, workout"),
    ("logbook_importpart", "number, of"),
    ("logbook_reminders", "calendar_key"),
    ("logbook_sharelink", "digest"),
    ("usersessions_usersession", "session_key"),
}


def names_its_runner(meta):
    try:
        field = meta.get_field("user")
    except FieldDoesNotExist:
        return False
    return field.remote_field.model is User and not field.null


def unique_sets(meta):
    """Yield the sets of fields that no two rows share, without the primary key."""
    yield from (
        {field.name} for field in meta.local_fields if field.unique and not field.primary_key
    )
    yield from (set(fields) for fields in meta.unique_together)
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield set(constraint.fields) or {str(each.name) for each in constraint.expressions}


def test_each_row_of_the_logbook_names_its_runner():
    tables = {table for table in MODELS if table.startswith("logbook_")}
    assert len(tables) > 10
    assert not [table for table in tables if not names_its_runner(MODELS[table])]


def test_what_is_unique_beyond_one_runner_is_known():
    found = {
        (table, ", ".join(sorted(fields)))
        for table, meta in MODELS.items()
        if names_its_runner(meta) and table not in OF_STAFF
        for fields in unique_sets(meta)
        if "user" not in fields
    }
    assert found == UNIQUE_BEYOND_A_RUNNER
