"""Long logs, written in a few statements."""

from datetime import timedelta
from uuid import uuid4

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
    exercises = Exercise.objects.in_bulk(slugs, field_name="slug")
    workouts = Workout.objects.bulk_create(
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
        for workout in workouts
        for exercise in exercises.values()
        for side in (["left", "right"] if exercise.sides == "each" else ["both"])
        for _ in range(sets)
    )
    Feedback.objects.bulk_create(
        Feedback(user=user, workout=workout, exercise=exercise, **said)
        for workout in workouts
        for exercise in exercises.values()
    )
