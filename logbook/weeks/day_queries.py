"""Days and weeks of a runner from the database, in a few queries however long the log.

What is the same in a query for all runners is built once: that takes longer than running it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache

from django.db.models import OuterRef, Subquery

from plans import rules

from ..dates import DAY, monday_of
from ..models import Run, SetEntry, Workout
from ..training_work import work
from .day_stats import Day, FeedbackValues, SetGroup
from .periods import Week
from .primer_effect import FeltRun
from .totals import worst

MOST_AHEAD = 2 * DAY  # of one zone's date before another's: they are 26 hours apart at most


def first_and_last_day(user) -> tuple[date, date]:
    """The first date with a set, and the last date that pages show: today, or a later one.

    A runner who has flown west may have logged a date that is still to come. Without a set the
    first date is today. Read by the index of dates, without going through every set.
    """
    today = user.today()
    first, last = _days_with_sets().for_user(user).first() or (today, today)
    return first, max(today, min(last, today + MOST_AHEAD))


@cache
def _days_with_sets():
    latest = Workout.objects.filter(user=OuterRef("user")).order_by("-date").values("date")
    workouts = Workout.objects.filter(sets__isnull=False, sets__deleted_at=None)
    return workouts.order_by("date").values_list("date", Subquery(latest[:1]))


def days(
    user,
    timeline: rules.Timeline,
    first: date,
    last: date,
    runs: Iterable[FeltRun | Run] | None = None,
) -> dict[date, Day]:
    """Every day from first to last, with those on which nothing was done.

    Two queries, and a third where the page has not read the ``runs`` of these days yet.
    """
    groups, asked, targets, squeezes, primers = _sets(user, first, last)
    feedback, mornings = _feedback_and_mornings(user, first, last, asked)
    in_runs = defaultdict(list)
    for run in _pain_of_runs(user, first, last) if runs is None else runs:
        in_runs[run.date].append(run.pain)
    return {
        day: Day(
            day,
            timeline.on(day),
            tuple(
                SetGroup(exercise, side, amount, hold_s, load_kg, count)
                for (exercise, side, amount, hold_s, load_kg), count in groups[day].items()
            ),
            tuple(feedback[day]),
            sum(asked[day].values()),
            squeezes[day],
            primers[day],
            mornings.get(day),
            len(in_runs[day]),
            worst(in_runs[day]),
            tuple(targets[day].items()),
        )
        for day in (first + n * DAY for n in range((last - first).days + 1))
    }


def weeks(
    user,
    timeline: rules.Timeline,
    first: date,
    last: date,
    today: date,
    runs: Iterable[FeltRun] | None = None,
) -> list[Week]:
    """The weeks from that of first to that of last, oldest first; ``runs`` as in ``days``."""
    monday, sunday = monday_of(first), monday_of(last) + 6 * DAY
    all_days = list(days(user, timeline, monday, sunday, runs).values())
    return [Week.from_days(all_days[n : n + 7], today) for n in range(0, len(all_days), 7)]


@cache
def _live_sets():
    sets = SetEntry.objects.live().order_by()
    return sets.values_list(
        "workout__date", "any_time", "primer", "exercise__slug", "side", "amount", "hold_s",
        "load_kg", "target_sets", "target_amount", "target_hold_s", "target_load_kg",
    )  # fmt: skip


def _sets(user, first, last):
    """By day: groups of equal sets; by day and exercise: sets and work asked; by day: squeezes and
    sets before a run."""
    rows = _live_sets().on_days(user, first, last)
    groups: defaultdict[date, Counter[tuple[str, str, int, int | None, float | None]]] = (
        defaultdict(Counter)
    )
    squeezes: Counter[date] = Counter()
    primers: Counter[date] = Counter()
    asked: defaultdict[date, dict[str, int]] = defaultdict(dict)
    targets: defaultdict[date, dict[str, float]] = defaultdict(dict)
    for day, any_time, primer, exercise, side, amount, hold_s, load_kg, sets, *target in rows:
        if any_time:
            squeezes[day] += 1
            continue
        if primer:
            primers[day] += 1
            continue
        load = None if load_kg is None else float(load_kg)
        groups[day][exercise, side, amount, hold_s, load] += 1
        asked[day][exercise] = max(asked[day].get(exercise, 0), sets or 0)
        target_amount, target_hold_s, target_load_kg = target
        # The plan names no first load, so a set with one is not measured by it.
        if sets and target_amount and (load_kg is None or target_load_kg is not None):
            both_sides = sets if side == "both" else 2 * sets
            target_load = float(target_load_kg or 0)
            target_work = work(target_amount, target_hold_s, target_load, both_sides)
            targets[day][exercise] = max(targets[day].get(exercise, 0), target_work)
    return groups, asked, targets, squeezes, primers


@cache
def _feedback():
    return Workout.objects.order_by().values_list(
        "date", "morning_pain", "feedback__exercise__slug", "feedback__felt_left",
        "feedback__felt_right", "feedback__pain", "feedback__effort",
    )  # fmt: skip


def _feedback_and_mornings(user, first, last, done):
    """By day: feedback of the exercises that were done (``done``), and pain on its morning.

    Feedback of an exercise whose sets were all deleted is left out. What a morning says is stored
    with the day before it.
    """
    rows = _feedback().for_user(user).filter(date__range=(first - DAY, last))
    feedback, mornings = defaultdict(list), {}
    for day, morning_pain, exercise, *values in rows:
        mornings[day + DAY] = morning_pain
        if exercise in done[day]:
            feedback[day].append(FeedbackValues(exercise, *values))
    return feedback, mornings


def _pain_of_runs(user, first, last):
    return _runs().for_user(user).done(user.today()).filter(date__range=(first, last))


@cache
def _runs():
    return Run.objects.order_by().values_list("date", "pain", named=True)
