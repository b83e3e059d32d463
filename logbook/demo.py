"""A made-up runner who has trained for some weeks as people do.

The runner does most of what the rules plan, feels a little more each week (the left side later),
and now and then something hurts. All chance comes from a seed, so the same seed makes the same
history.
"""

import random
import uuid
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from exercises.models import Equipment, Exercise
from plans import rules, screening
from plans.programs import enroll, revision_on
from plans.simulation.people import Person
from plans.simulation.training import simulate_days

from .actions import SQUEEZE, SQUEEZE_S
from .dates import DAY
from .models import Feedback, SetEntry, Workout
from .prescription import Prescription

PERSON = Person(
    adherence=0.88, felt=7, learns=0.2, most=9.5, weaker="left", behind=1, catches_up=5,
    wobble=0.9, misses=0.06, sloppy=0.05, sore=0.01, first_load=16,
)  # fmt: skip


def address(number):
    """The e-mail address of a demo runner; example.org belongs to nobody."""
    return "demo@example.org" if number == 1 else f"demo-{number}@example.org"


@transaction.atomic
def make_runner(*, number, password, weeks, seed):
    """Makes a demo runner; one made before with the same number is deleted with its log."""
    users = get_user_model().objects
    users.filter(email=address(number)).delete()
    user = users.create_user(
        address(number),
        password,
        equipment=list(Equipment.objects.values_list("slug", flat=True)),
    )
    today = user.today()
    start = today - timedelta(weeks=weeks)
    enrollment = enroll(user, on=start)
    no_to_all = {key: False for key, _ in screening.QUESTIONS}
    screening.answer(user, max(start, today - timedelta(weeks=4)), no_to_all)
    revision = revision_on(enrollment.program, today)
    chance = random.Random(f"{seed}:{number}")  # noqa: S311
    days = simulate_days(
        revision.rules, PERSON, days=weeks * 7, chance=chance, runner=rules.Runner()
    )
    _store(user, revision, start, [day for day in days if day.sessions], chance)
    return user


def _store(user, revision, start, days, chance):
    """Stores the sets, the feedback and some squeezes. This morning is not answered yet."""
    exercises = dict(Exercise.objects.values_list("slug", "pk"))
    workouts = [
        Workout(user=user, date=start + (day.number - 1) * DAY, morning_pain=day.morning)
        for day in days
    ]
    if workouts and workouts[-1].date == user.today() - DAY:
        workouts[-1].morning_pain = None
    Workout.objects.bulk_create(workouts)
    sets, feedback = [], []
    for workout, day in zip(workouts, days, strict=True):
        clock = datetime.combine(workout.date, time(7), UTC)
        doses = {item.exercise: item.dose for item in day.answer.today}
        about = {"user": user, "workout": workout}
        for session in day.sessions:
            about["exercise_id"] = exercises[session.exercise]
            dose = doses[session.exercise]
            asked = dose.sets, dose.amount, dose.hold_s, dose.load_kg
            prescription = Prescription(
                session.exercise, *asked, revision.pk, None, None, dose.band
            )
            target = prescription.columns()
            for done in session.sets:
                clock += timedelta(minutes=1)
                sets.append(
                    SetEntry(
                        **about,
                        key=uuid.uuid4(),
                        side=done.side,
                        amount=done.amount,
                        hold_s=done.hold_s or None,
                        load_kg=done.load_kg,
                        band=done.band,
                        logged_at=clock,
                        **target,
                    )
                )
            feedback.append(Feedback(**about, **asdict(session.feedback)))
        about["exercise_id"] = exercises[SQUEEZE]
        sets += [
            SetEntry(
                **about,
                key=uuid.uuid4(),
                amount=1,
                hold_s=SQUEEZE_S,
                any_time=True,
                logged_at=clock + timedelta(hours=2 + 2 * number),
            )
            for number in range(chance.choice((0, 0, 1, 1, 2, 3)))
        ]
    SetEntry.objects.bulk_create(sets, batch_size=500)
    Feedback.objects.bulk_create(feedback, batch_size=500)
