"""A made-up runner who has trained for some weeks as people do.

The runner does most of what the rules plan, feels a little more each week (the left side later),
and now and then something hurts. All chance comes from a seed, so the same seed makes the same
history. Three runs a week and a race tell what is felt in the run, with a primer before half of
them.
"""

import random
import uuid
from dataclasses import asdict, replace
from datetime import UTC, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from exercises.models import Equipment, Exercise
from plans import rules, screening
from plans.programs import enroll, revision_on
from plans.simulation.people import Person
from plans.simulation.training import START, simulate_days

from .actions import SQUEEZE, SQUEEZE_S
from .dates import DAY
from .models import Feedback, Run, SetEntry, Workout
from .prescription import Prescription

PERSON = Person(
    adherence=0.88, felt=7, learns=0.2, most=9.5, weaker="left", behind=1, catches_up=5,
    wobble=0.9, misses=0.06, sloppy=0.05, sore=0.01, first_load=16,
)  # fmt: skip
RUNS = ((1, Run.Kind.EASY), (3, Run.Kind.KEY), (6, Run.Kind.LONG))  # (weekday, kind), every week
MINUTES = {Run.Kind.EASY: 40, Run.Kind.KEY: 50, Run.Kind.LONG: 75, Run.Kind.RACE: 54}
RACES = (-25, 13)  # days from today
METRES_A_MINUTE = 180
PRIMERS_FROM = 28  # days from the start
PRIMER = (
    ("prone-squeeze", "both", 10, 5), ("standing-squeeze", "both", 10, 5),
    ("wall-march-hold", "left", 6, 1), ("wall-march-hold", "right", 6, 1),
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
        revision.rules, _person(start, today), days=weeks * 7, chance=chance, runner=rules.Runner()
    )
    _store(user, revision, start, [day for day in days if day.sessions], chance)
    if weeks:
        _store_runs(user, start, today, random.Random(f"{seed}:{number}:runs"))  # noqa: S311
    return user


def _person(start, today):
    """The runner with these runs, on the days of the simulation's own calendar."""
    shift = START.weekday() - start.weekday()
    runs = tuple((weekday + shift) % 7 for weekday, _kind in RUNS)
    races = tuple((today - start).days + ahead + 1 for ahead in RACES)
    kinds = [str(kind) for _weekday, kind in RUNS]
    return replace(PERSON, runs=tuple(zip(runs, kinds, strict=True)), races=races)


def _store_runs(user, start, today, chance):
    """The runs until now with what was felt in them, and those of the next two weeks."""
    kinds = dict(RUNS)
    races = {today + ahead * DAY for ahead in RACES}
    runs, primed = [], []
    for number in range((today - start).days + 15):
        on = start + number * DAY
        kind = Run.Kind.RACE if on in races else kinds.get(on.weekday())
        kind = Run.Kind.EASY if on == today and kind is None else kind
        if kind is None:
            continue
        has_primer = on < today and number >= PRIMERS_FROM and chance.random() < 0.55
        if has_primer:
            primed.append(on)
        runs.append(_run(user, on, kind, number, has_primer, chance, is_past=on < today))
    Run.objects.bulk_create(runs)
    exercises = dict(Exercise.objects.values_list("slug", "pk"))
    sets = [
        (slug, side, amount, hold_s) for slug, side, amount, hold_s in PRIMER if slug in exercises
    ]
    Workout.objects.bulk_create(
        [Workout(user=user, date=on) for on in primed], ignore_conflicts=True
    )
    workouts = Workout.objects.for_user(user).filter(date__in=primed)
    SetEntry.objects.bulk_create(
        SetEntry(
            user=user,
            workout=workout,
            exercise_id=exercises[slug],
            key=uuid.uuid4(),
            side=side,
            amount=amount,
            hold_s=hold_s,
            primer=True,
            logged_at=datetime.combine(workout.date, time(17), UTC),
        )
        for workout in workouts
        for slug, side, amount, hold_s in sets
    )


def _run(user, on, kind, number, has_primer, chance, *, is_past):
    """A run. What is felt in it grows more slowly than in the exercises, on the left more so."""
    minutes = MINUTES[kind] + chance.randint(-4, 4) + (number // 14 if kind == Run.Kind.LONG else 0)
    run = Run(user=user, date=on, kind=kind, minutes=minutes)
    if not is_past:
        return run
    run.distance_m = METRES_A_MINUTE * minutes
    if chance.random() < 0.9:  # else nothing was said
        felt = 3.6 + number * 0.012 + (0.9 if has_primer else 0)
        run.felt_left = _rating(felt + chance.gauss(0, 0.8))
        run.felt_right = _rating(felt + 1 - min(0.6, number * 0.004) + chance.gauss(0, 0.8))
        run.pain = chance.choice((0, 0, 0, 1, 1, 2, 3))
        run.pain_place = "knee" if run.pain >= 3 else ""
    return run


def _rating(value):
    return max(0, min(10, round(value)))


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
