"""Long logs, written in a few statements."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection

from exercises.models import Exercise
from logbook.models import Feedback, SetEntry, Workout
from plans.models import Screening
from plans.programs import enroll

DAILY = ("prone-squeeze", "glute-bridge", "band-walk")


def start(user, on):
    """Screened and enrolled, as after the first three screens."""
    Screening.objects.create(user=user, on=on, answers={}, outcome="clear")
    enroll(user, on=on)
    return user


def train(user, first, count=1, slugs=DAILY, sets=2, **feedback):
    """So many days in a row, each with these exercises, pain 0 and felt 7 unless told."""
    if not count:
        return
    exercises = Exercise.objects.in_bulk(slugs, field_name="slug")
    workout, *others = Workout.objects.bulk_create(
        Workout(user=user, date=first + timedelta(days=n), morning_pain=0) for n in range(count)
    )
    said = {"felt_left": 7, "felt_right": 8, "pain": 0} | feedback
    SetEntry.objects.bulk_create(
        SetEntry(
            user=user,
            workout=workout,
            exercise=exercise,
            key=uuid4(),
            side=side,
            amount=10,
            hold_s=3,
            target_sets=sets,
            target_amount=10,
            target_hold_s=3,
        )
        for exercise in exercises.values()
        for side in (["left", "right"] if exercise.sides == "each" else ["both"])
        for _ in range(sets)
    )
    Feedback.objects.bulk_create(
        Feedback(user=user, workout=workout, exercise=exercise, **said)
        for exercise in exercises.values()
    )
    for model in (SetEntry, Feedback):
        repeat(model, workout, others)


NEW_KEY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def repeat(model, workout, others):
    """The rows of one day on others that have none. In the database: years in a moment."""
    if not others:
        return
    quoted = connection.ops.quote_name
    columns = [quoted(f.column) for f in model._meta.concrete_fields if not f.primary_key]
    new = {"workout_id": "other.id", "key": NEW_KEY[connection.vendor]}
    taken = [new.get(column.strip('"'), f"one.{column}") for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(columns)}) "
            f"SELECT {', '.join(taken)} FROM {quoted(model._meta.db_table)} AS one "
            f"JOIN {quoted(Workout._meta.db_table)} AS other ON other.id BETWEEN %s AND %s "
            "WHERE one.workout_id = %s ORDER BY other.id, one.id",
            [others[0].pk, others[-1].pk, workout.pk],
        )
