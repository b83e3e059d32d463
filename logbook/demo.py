"""A made-up runner who has trained for some weeks as people do.

The history is made day by day: each day's plan comes from the rules, the runner does most of it,
feels a little more each week (the left side later), and now and then something hurts. All chance
comes from a seed, so the same seed makes the same history.
"""

import random
import uuid
from dataclasses import asdict, astuple
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import transaction

from exercises.models import Equipment, Exercise
from plans import rules, screening
from plans.programs import enroll, revision_on

from .actions import SQUEEZE, SQUEEZE_S
from .models import Feedback, SetEntry, Workout
from .prescription import Prescription

FIRST_LOAD = {"deadlift": 40.0, "single-leg-deadlift": 6.0}  # kg
STRONGEST = {"deadlift": 120, "single-leg-deadlift": 24}  # kg; above it the last set is shorter
ADHERENCE = 0.88  # of the days; the rest are days off


def address(number):
    """The e-mail address of a demo runner; example.org belongs to nobody."""
    return "demo@example.org" if number == 1 else f"demo-{number}@example.org"


@transaction.atomic
def make_runner(*, number, password, weeks, seed):
    """Makes a demo runner; one made before with the same number is deleted with its log."""
    users = get_user_model().objects
    _delete(users.filter(email=address(number)).first())
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
    days = make_days(revision.rules, start, today, random.Random(f"{seed}:{number}"))  # noqa: S311
    _store(user, revision, days)
    return user


def _delete(user):
    if user is not None:
        SetEntry.objects.for_user(user).delete()
        user.delete()


class DemoDay(NamedTuple):
    on: date
    answer: rules.Answer  # the day's plan
    sessions: tuple[rules.Session, ...]
    morning_pain: int | None  # on the morning after
    squeezes: int  # through the day


def make_days(program, start, until, chance) -> list[DemoDay]:
    """The days with training before ``until``."""
    state, days = rules.initial(program), []
    for on in (start + timedelta(n) for n in range((until - start).days)):
        answer = rules.plan_from(program, state, on)
        if chance.random() > ADHERENCE:
            continue
        week = (on - start).days / 7
        sessions = tuple(_session(program, item, on, week, chance) for item in answer.today)
        morning = None
        if on + timedelta(1) < until:
            morning = chance.choices((None, 0, 1, 2, 3), (2, 10, 4, 2, 0.4))[0]
        state = rules.fold(program, state, rules.Day(on, sessions, morning))
        days.append(DemoDay(on, answer, sessions, morning, chance.choice((0, 0, 1, 1, 2, 3))))
    return days


def _session(program, item, on, week, chance):
    step, dose = program.by_exercise[item.exercise], item.dose
    load = FIRST_LOAD[item.exercise] if item.asks_load else dose.load_kg
    sides = ("left", "right") if step.each_side else ("both",)
    heavy = load is not None and load > STRONGEST[item.exercise]
    sets = []
    for number in range(dose.sets):
        tired = number + 1 == dose.sets and (heavy or chance.random() < 0.06)
        amount = max(1, dose.amount - tired)
        sets += [rules.SetDone(side, amount, dose.hold_s, load) for side in sides]
    right = min(10, round(7 + week / 6 + chance.uniform(-0.8, 1)))
    left = min(right, max(3, round(6 + week / 2.5 + chance.uniform(-1, 1))))
    feedback = rules.Feedback(
        felt_left=left,
        felt_right=right,
        pain=chance.choices((0, 1, 2, 4), (16, 4, 2, 0.3))[0],
        effort=chance.choice((5, 6, 6, 7, 7)),
        form=chance.random() < 0.95,
    )
    return rules.Session(on, item.exercise, tuple(sets), feedback)


def _store(user, revision, days):
    exercises = dict(Exercise.objects.values_list("slug", "pk"))
    workouts = Workout.objects.bulk_create(
        Workout(user=user, date=day.on, morning_pain=day.morning_pain) for day in days
    )
    sets, feedback = [], []
    for workout, day in zip(workouts, days, strict=True):
        clock = datetime.combine(day.on, time(7), UTC)
        doses = {item.exercise: item.dose for item in day.answer.today}
        about = {"user": user, "workout": workout}
        for session in day.sessions:
            about["exercise_id"] = exercises[session.exercise]
            target = Prescription(
                session.exercise, *astuple(doses[session.exercise]), revision.pk, None, None
            ).columns()
            for done in session.sets:
                clock += timedelta(minutes=1)
                sets.append(
                    SetEntry(
                        **about,
                        key=uuid.uuid4(),
                        side=done.side,
                        amount=done.amount,
                        hold_s=done.hold_s or None,
                        load_kg=_decimal(done.load_kg),
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
            for number in range(day.squeezes)
        ]
    SetEntry.objects.bulk_create(sets, batch_size=500)
    Feedback.objects.bulk_create(feedback, batch_size=500)


def _decimal(load):
    return None if load is None else Decimal(str(load))
