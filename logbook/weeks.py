"""Numbers of days and weeks: a handful of grouped queries, the same after one day and after years.

A left and a right are one set. Any-time squeezes are counted beside the sets, never among them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import prod

from django.db.models import Count, Exists, Max, Min, OuterRef

from plans import programs, rules
from plans.gym import at_gym
from plans.models import Program

from .converters import week_to
from .models import Feedback, SetEntry, Workout

WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """``count`` like sets of one exercise on one day."""

    exercise: str
    side: str
    amount: int
    hold_s: int | None
    load_kg: float | None
    count: int

    def seconds(self, step: rules.Step) -> float:
        """One side alone takes half of what a set of both takes."""
        dose = rules.Dose(1, self.amount, self.hold_s or 0)
        alone = step.each_side and self.side != "both"
        return self.count * step.set_seconds(dose) / (2 if alone else 1)

    @property
    def work(self) -> float:
        """Amount × hold × load."""
        return self.count * prod((self.amount, self.hold_s or 1, self.load_kg or 1))


@dataclass(frozen=True, slots=True)
class Felt:
    """What the feedback of one exercise on one day said; each value may be missing."""

    exercise: str
    left: int | None
    right: int | None
    pain: int | None


@dataclass(frozen=True)
class Day:
    date: date
    program: rules.Program
    done: tuple[Done, ...] = ()
    felt: tuple[Felt, ...] = ()
    asked: int = 0  # sets that the plan asked for, of the exercises that were done
    squeezes: int = 0
    morning_after: int | None = None

    def only(self, exercise: str) -> "Day":
        return Day(
            self.date,
            self.program,
            tuple(done for done in self.done if done.exercise == exercise),
            tuple(felt for felt in self.felt if felt.exercise == exercise),
        )

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(done.exercise for done in self.done))

    @cached_property
    def sets(self) -> int:
        count = Counter()
        for done in self.done:
            count[done.exercise, done.side] += done.count
        return sum(
            count[name, "both"] + max(count[name, "left"], count[name, "right"])
            for name in self.exercises
        )

    @property
    def work(self) -> float:
        """Amount × hold × load of the whole day."""
        return sum(done.work for done in self.done)

    @cached_property
    def seconds(self) -> float:
        steps = self.program.by_exercise
        return sum(d.seconds(steps[d.exercise]) for d in self.done if d.exercise in steps)

    @property
    def minutes(self) -> int:
        return minutes(self.seconds)

    @cached_property
    def is_lift(self) -> bool:
        return not self.program.hinges.isdisjoint(self.exercises)

    @property
    def felt_left(self) -> float | None:
        return mean(felt.left for felt in self.felt)

    @property
    def felt_right(self) -> float | None:
        return mean(felt.right for felt in self.felt)

    @property
    def pain(self) -> int | None:
        """The worst of the day and of the morning after it."""
        return worst((*(felt.pain for felt in self.felt), self.morning_after))


@dataclass(frozen=True)
class Week:
    """Seven days, Monday first."""

    days: tuple[Day, ...]
    today: date

    @property
    def monday(self) -> date:
        return self.days[0].date

    @property
    def sunday(self) -> date:
        return self.days[-1].date

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def address(self) -> str:
        return week_to(self.monday)

    @property
    def is_now(self) -> bool:
        return self.monday <= self.today <= self.sunday

    @property
    def so_far(self) -> int:
        """Days of this week that have begun."""
        return min(7, (self.today - self.monday).days + 1)

    @cached_property
    def sets(self) -> int:
        return sum(day.sets for day in self.days)

    @cached_property
    def asked(self) -> int:
        return sum(day.asked for day in self.days)

    @cached_property
    def trained(self) -> int:
        return sum(day.sets > 0 for day in self.days)

    @cached_property
    def minutes(self) -> int:
        return minutes(sum(day.seconds for day in self.days))

    @cached_property
    def lifts(self) -> int:
        return sum(day.is_lift for day in self.days)

    @cached_property
    def squeezes(self) -> int:
        return sum(day.squeezes for day in self.days)

    @cached_property
    def felt_left(self) -> float | None:
        return mean(felt.left for day in self.days for felt in day.felt)

    @cached_property
    def felt_right(self) -> float | None:
        return mean(felt.right for day in self.days for felt in day.felt)

    @cached_property
    def gap(self) -> float | None:
        """How much more the right was felt, over the sessions that say both sides."""
        return mean(
            felt.right - felt.left
            for day in self.days
            for felt in day.felt
            if felt.left is not None and felt.right is not None
        )

    @cached_property
    def pain(self) -> int | None:
        return worst(day.pain for day in self.days)

    def only(self, exercise: str) -> "Week":
        return Week(tuple(day.only(exercise) for day in self.days), self.today)

    @property
    def best(self) -> Day:
        """The day with the most work; of one exercise, its best session."""
        return max(self.days, key=lambda day: day.work)

    @property
    def exercises(self) -> set[str]:
        return {exercise for day in self.days for exercise in day.exercises}


def mean(values: Iterable[float | None]) -> float | None:
    given = [value for value in values if value is not None]
    return round(sum(given) / len(given), 1) if given else None


def worst(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def minutes(seconds: float) -> int:
    """Whole minutes; a little is one, never none."""
    return max(1, round(seconds / 60)) if seconds else 0


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def timeline_for(user) -> rules.Timeline:
    """The runner's own ladder; before the first plan, the one that everybody starts on."""
    program = Program.objects.filter(enrollments__user=user).first()
    program = program or Program.objects.get(slug=programs.DEFAULT)
    return at_gym(programs.timeline_of(program), user.gym)


def first_day(user) -> date | None:
    """The first date on which anything was done."""
    return SetEntry.objects.for_user(user).live().aggregate(first=Min("workout__date"))["first"]


def days(user, timeline: rules.Timeline, first: date, last: date) -> dict[date, Day]:
    """Every day from first to last, the empty ones too. Three queries."""
    done, asked, squeezes = _sets(user, first, last)
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
        )
        for day in (first + n * DAY for n in range((last - first).days + 1))
    }


def weeks(user, timeline: rules.Timeline, first: date, last: date, today: date) -> list[Week]:
    """The weeks from that of first to that of last, oldest first."""
    monday, sunday = monday_of(first), monday_of(last) + 6 * DAY
    all_days = list(days(user, timeline, monday, sunday).values())
    return [Week(tuple(all_days[n : n + 7]), today) for n in range(0, len(all_days), 7)]


def _sets(user, first, last):
    rows = (
        SetEntry.objects.for_user(user)
        .live()
        .filter(workout__user=user, workout__date__range=(first, last))
        .order_by("workout__date", "exercise__order")
        .values_list(
            "workout__date", "exercise__slug", "any_time", "side", "amount", "hold_s", "load_kg"
        )
        .annotate(count=Count("pk"), asked=Max("target_sets"))
    )
    done, squeezes = defaultdict(list), defaultdict(int)
    asked = defaultdict(lambda: defaultdict(int))
    for day, exercise, any_time, side, amount, hold_s, load_kg, count, target in rows:
        if any_time:
            squeezes[day] += count
            continue
        load_kg = None if load_kg is None else float(load_kg)
        done[day].append(Done(exercise, side, amount, hold_s, load_kg, count))
        asked[day][exercise] = max(asked[day][exercise], target or 0)
    return done, asked, squeezes


def _feedback(user, first, last):
    """Of sessions only: feedback whose sets were all deleted says nothing."""
    sets = SetEntry.objects.live().filter(
        workout=OuterRef("workout"), exercise=OuterRef("exercise"), any_time=False
    )
    rows = (
        Feedback.objects.for_user(user)
        .filter(Exists(sets), workout__user=user, workout__date__range=(first, last))
        .values_list("workout__date", "exercise__slug", "felt_left", "felt_right", "pain")
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
