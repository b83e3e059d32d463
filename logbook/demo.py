"""A made-up runner who has trained for some weeks, as the rules asked and as people do.

The history is lived day by day: each day's plan comes from the rules, the runner does most of
it, feels a little more each week (the left side wakes late), and now and then something hurts.
Everything is drawn from a seed.
"""

import random
import uuid
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db import transaction

from exercises.models import Equipment, Exercise
from plans import rules, screening
from plans.programs import enroll, revision_on

from .actions import SQUEEZE, SQUEEZE_S
from .models import Feedback, SetEntry, Workout

FIRST_LOAD = {"deadlift": 40.0, "single-leg-deadlift": 6.0}  # kg
STRONGEST = {"deadlift": 120, "single-leg-deadlift": 24}  # kg; above it the last set falls short
ADHERENCE = 0.88  # of the days; the rest are days off


def address(number):
    """example.org belongs to nobody."""
    return "demo@example.org" if number == 1 else f"demo-{number}@example.org"


@transaction.atomic
def make_runner(*, number, password, weeks, seed):
    """A demo runner, anew: one of the same number made before goes first, log and all."""
    users = get_user_model().objects
    _forget(users.filter(email=address(number)).first())
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
    days = live(revision.rules, start, today, random.Random(f"{seed}:{number}"))  # noqa: S311
    _store(user, revision, days)
    return user


def _forget(user):
    if user is not None:
        SetEntry.objects.for_user(user).delete()
        user.delete()


def live(program, start, until, chance):
    """[(date, answer, sessions, morning after, any-time squeezes)] up to a date."""
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
        days.append((on, answer, sessions, morning, chance.choice((0, 0, 1, 1, 2, 3))))
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
        Workout(user=user, date=on, morning_pain=morning) for on, _, _, morning, _ in days
    )
    sets, said = [], []
    for workout, (on, answer, sessions, _, squeezes) in zip(workouts, days, strict=True):
        clock = datetime.combine(on, time(7), UTC)
        asked = {item.exercise: item.dose for item in answer.today}
        for session in sessions:
            exercise_id = exercises[session.exercise]
            common = {"user": user, "workout": workout, "exercise_id": exercise_id}
            for done in session.sets:
                clock += timedelta(minutes=1)
                target = asked[session.exercise]
                sets.append(
                    SetEntry(
                        **common,
                        key=uuid.uuid4(),
                        side=done.side,
                        amount=done.amount,
                        hold_s=done.hold_s or None,
                        load_kg=_decimal(done.load_kg),
                        target_sets=target.sets,
                        target_amount=target.amount,
                        target_hold_s=target.hold_s,
                        target_load_kg=_decimal(target.load_kg),
                        revision=revision,
                        logged_at=clock,
                    )
                )
            f = session.feedback
            said.append(
                Feedback(
                    **common,
                    felt_left=f.felt_left,
                    felt_right=f.felt_right,
                    pain=f.pain,
                    effort=f.effort,
                    form=f.form,
                )
            )
        for n in range(squeezes):
            sets.append(
                SetEntry(
                    user=user,
                    workout=workout,
                    exercise_id=exercises[SQUEEZE],
                    key=uuid.uuid4(),
                    amount=1,
                    hold_s=SQUEEZE_S,
                    any_time=True,
                    logged_at=clock + timedelta(hours=2 + 2 * n),
                )
            )
    SetEntry.objects.bulk_create(sets, batch_size=500)
    Feedback.objects.bulk_create(said, batch_size=500)


def _decimal(load):
    return None if load is None else Decimal(str(load))
