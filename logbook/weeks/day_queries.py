"""Numbers of days and weeks: a handful of grouped queries, however long the log."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef

from plans import programs, rules
from plans.load_steps import with_gym_load_steps
from plans.models import Program

from ..dates import DAY, WEEK, monday_of
from ..models import Feedback, SetEntry, Workout
from .day_stats import Day, Done, Felt, minutes
from .periods import Week
from .totals import mean, worst

__all__ = ["DAY", "WEEK", "Day", "Done", "Felt", "Week", "mean", "minutes", "monday_of", "worst"]


def timeline_for(user) -> rules.Timeline:
    """The runner's own ladder; before the first plan, the one that everybody starts on."""
    program = Program.objects.filter(enrollments__user=user).first()
    program = program or Program.objects.get(slug=programs.DEFAULT)
    return with_gym_load_steps(programs.timeline_of(program), user.gym)


def first_day(user) -> date | None:
    """The first date on which anything was done, by the index of dates: not by every set."""
    sets = SetEntry.objects.live().filter(workout=OuterRef("pk"))
    workouts = Workout.objects.for_user(user).filter(Exists(sets)).order_by("date")
    return workouts.values_list("date", flat=True).first()


def days(user, timeline: rules.Timeline, first: date, last: date) -> dict[date, Day]:
    """Every day from first to last, the empty ones too. Three queries."""
    done, asked, targets, squeezes = _sets(user, first, last)
    felt, mornings = _feedback(user, first, last), _mornings(user, first, last)
    return {
        day: Day(
            day,
            timeline.on(day),
            tuple(done[day]),
            tuple(felt[day]),
            sum(asked[day].values()),
            squeezes[day],
            mornings.get(day),
            tuple(targets[day].items()),
        )
        for day in (first + n * DAY for n in range((last - first).days + 1))
    }


def weeks(user, timeline: rules.Timeline, first: date, last: date, today: date) -> list[Week]:
    """The weeks from that of first to that of last, oldest first."""
    monday, sunday = monday_of(first), monday_of(last) + 6 * DAY
    all_days = list(days(user, timeline, monday, sunday).values())
    return [Week.of(all_days[n : n + 7], today) for n in range(0, len(all_days), 7)]


def _sets(user, first, last):
    rows = (
        SetEntry.objects.on_days(user, first, last)
        .live()
        .order_by("workout__date", "exercise__order")
        .values_list(
            "workout__date", "exercise__slug", "any_time", "side", "amount", "hold_s", "load_kg"
        )
        .annotate(
            count=Count("pk"),
            asked=Max("target_sets"),
            of=Max("target_amount"),
            hold=Max("target_hold_s"),
            load=Max("target_load_kg"),
        )
    )
    done, squeezes = defaultdict(list), defaultdict(int)
    asked, targets = defaultdict(lambda: defaultdict(int)), defaultdict(dict)
    for day, exercise, any_time, side, amount, hold_s, load_kg, count, target, *dose in rows:
        if any_time:
            squeezes[day] += count
            continue
        load_kg = None if load_kg is None else float(load_kg)
        done[day].append(Done(exercise, side, amount, hold_s, load_kg, count))
        asked[day][exercise] = max(asked[day][exercise], target or 0)
        of, hold, load = dose
        if target and of:
            work = target * of * (hold or 1) * float(load or 1) * (1 if side == "both" else 2)
            targets[day][exercise] = max(targets[day].get(exercise, 0), work)
    return done, asked, targets, squeezes


def _feedback(user, first, last):
    """Of sessions only: feedback whose sets were all deleted says nothing."""
    sets = SetEntry.objects.live().filter(
        workout=OuterRef("workout"), exercise=OuterRef("exercise"), any_time=False
    )
    rows = (
        Feedback.objects.on_days(user, first, last)
        .filter(Exists(sets))
        .values_list("workout__date", "exercise__slug", "felt_left", "felt_right", "pain", "effort")
    )
    felt = defaultdict(list)
    for day, *values in rows:
        felt[day].append(Felt(*values))
    return felt


def _mornings(user, first, last):
    return dict(
        Workout.objects.for_user(user)
        .filter(date__range=(first, last), morning_pain__isnull=False)
        .values_list("date", "morning_pain")
    )
