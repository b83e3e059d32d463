"""A report for a physio on a range of days: asked and done, pain, felt, the ladder, runs, notes.

It begins with the first day of training in the range, since the days before it say nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.library import library
from exercises.models import Exercise
from plans import rules
from plans.wording import describe_dose

from ..dates import DAY, monday_of
from ..days.exercise_history import describe_trend
from ..describe import describe_run, describe_sets, describe_where
from ..history import MorningEntry, log_of, sessions_from
from ..models import Place, Run, SetEntry, Workout
from ..pain_zones import AMBER
from ..runner_ladder import timeline_for
from ..templatetags.numbers import number
from ..weeks.charts.carry import describe_effect
from ..weeks.charts.felt import MARKED, FeltPoint, felt_lines
from ..weeks.charts.ladder import name_of_status
from ..weeks.charts.picture import grid
from ..weeks.charts.svg import drawing, line, text
from ..weeks.day_queries import days
from ..weeks.day_stats import Day
from ..weeks.ladder_history import LOCKED, LadderHistory, ladder_history_for
from ..weeks.primer_effect import FeltRun, primer_effect
from ..weeks.totals import add_totals, mean, worst

LATELY = timedelta(weeks=4)  # over which the sides are compared
WIDE, LEFT, TOP, TALL = 132, 18, 8, 52  # units of a small picture
DOTTED = 16  # weeks; the dots of more would touch


class FeltWeek(NamedTuple):
    """The means of what was felt in a week, as far as it was said."""

    monday: date
    left: float | None
    right: float | None


def felt_weeks(said: Iterable[tuple[date, int | None, int | None]]) -> list[FeltWeek]:
    """The weeks with something felt, from (day, left, right), oldest first."""
    by_week = defaultdict(list)
    for day, left, right in said:
        if left is not None or right is not None:
            by_week[monday_of(day)].append((left, right))
    return [
        FeltWeek(monday, mean(left for left, _ in some), mean(right for _, right in some))
        for monday, some in sorted(by_week.items())
    ]


def felt_picture(name: str, weeks: list[FeltWeek]) -> SafeString:
    """Left and right week by week; at least two."""
    step = (WIDE - LEFT - 14) / (weeks[-1].monday - weeks[0].monday).days
    points = [
        FeltPoint(LEFT + 7 + (one.monday - weeks[0].monday).days * step, one.left, one.right)
        for one in weeks
    ]
    first, last = (str(one.monday.isocalendar().week) for one in (weeks[0], weeks[-1]))
    shapes = [
        *grid((0, 10), _height, LEFT, WIDE),
        line("c-mark", LEFT, _height(MARKED), WIDE),
        text(0, _height(MARKED) + 4, number(MARKED)),
        *felt_lines(points, _height, 2.5 if len(weeks) <= DOTTED else 1),
        text(points[0].x - 3, TOP + TALL + 14, _("week %(week)s") % {"week": first}),
        text(points[-1].x + 4, TOP + TALL + 14, last, anchor="end"),
    ]
    label = _("%(name)s, felt by week: %(trend)s") % {
        "name": name,
        "trend": describe_trend([(one.left, one.right) for one in weeks]),
    }
    return drawing(label, TOP + TALL + 18, shapes, WIDE)


def _height(value):
    return TOP + TALL * (1 - value / 10)


def describe_course(values: Iterable[float | None]) -> str:
    """``6 → 7.8``, from the first to the last, or ``6`` where nothing moved."""
    given = [number(value) for value in values if value is not None]
    if not given:
        return "–"
    return given[0] if given[0] == given[-1] else f"{given[0]} → {given[-1]}"


def with_place(words: str, place: str, from_training: bool = True) -> str:
    """``a run 4 (knee)``"""
    where = describe_where(place, from_training)
    return f"{words} ({', '.join(where)})" if where else words


@dataclass(frozen=True)
class ExerciseSessions:
    """The sessions of one exercise in the range, oldest first; there is at least one."""

    exercise: Exercise
    step: rules.Step | None  # None: no step of the runner's ladder any more
    sessions: tuple[rules.Session, ...]
    asked: dict[date, rules.Dose]  # by day, as far as it is known
    mornings: dict[date, MorningEntry]  # by the day before
    units: str

    @property
    def first(self) -> str:
        return self._describe(self.sessions[0])

    @property
    def last(self) -> str:
        return self._describe(self.sessions[-1])

    def _describe(self, session):
        each_side = self.exercise.sides == Exercise.Sides.EACH
        return describe_sets(session.sets, each_side, self.units)

    @property
    def asked_last(self) -> str:
        """What the plan asked for on the last of the days."""
        if not self.asked or self.step is None:
            return "–"
        return describe_dose(self.step, self.asked[max(self.asked)], self.units)

    @property
    def sets_asked(self) -> int:
        """On the days on which the exercise was done."""
        return sum(dose.sets for dose in self.asked.values())

    @property
    def sets_done(self) -> int:
        """On the days of which is known what was asked; a left and a right are one set."""
        return sum(_count(one) for one in self.sessions if not self.asked or one.date in self.asked)

    @cached_property
    def felt(self) -> list[FeltWeek]:
        said = ((one.date, one.feedback) for one in self.sessions)
        return felt_weeks((day, one.felt_left, one.felt_right) for day, one in said)

    @property
    def felt_left(self) -> str:
        return describe_course(week.left for week in self.felt)

    @property
    def felt_right(self) -> str:
        return describe_course(week.right for week in self.felt)

    @property
    def effort(self) -> str:
        return describe_course(session.feedback.effort for session in self.sessions)

    @property
    def pain(self) -> int | None:
        """The worst while it was done."""
        return worst(session.feedback.pain for session in self.sessions)

    @property
    def pain_after(self) -> int | None:
        """The worst on a morning after it was done, but for pain that came from something else."""
        after = (self.mornings.get(session.date) for session in self.sessions)
        return worst(one.pain for one in after if one and one.from_training)

    @property
    def form_lost(self) -> int:
        """The number of sessions in which the form did not hold."""
        return sum(session.feedback.form is False for session in self.sessions)


class PlaceOfPain(NamedTuple):
    """Mornings with pain of 3 or more in one place, or of which no place was said."""

    name: str
    mornings: int
    from_training: int  # of them
    worst: int
    last: date  # of the mornings


@dataclass(frozen=True)
class Report:
    name: str
    first: date
    last: date
    days: list[Day]  # every day of the range
    exercises: list[ExerciseSessions]  # in the order of the library
    ladder: list[tuple[str, str, date | None]]  # (step, status, since when), in ladder order
    notes: list[tuple[date, str]]
    mornings: dict[date, MorningEntry]  # by the day before
    runs: list[Run]

    @property
    def is_empty(self) -> bool:
        return not (self.days_trained or self.runs)

    @property
    def days_trained(self) -> int:
        return sum(day.sets > 0 for day in self.days)

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.days)

    @property
    def lift_days(self) -> int:
        return sum(day.is_lift for day in self.days)

    @property
    def sets_done(self) -> int:
        return sum(one.sets_done for one in self.exercises)

    @property
    def sets_asked(self) -> int:
        return sum(one.sets_asked for one in self.exercises)

    @property
    def pain(self) -> int | None:
        return worst(day.pain for day in self.days)

    @property
    def sides(self) -> str:
        """``left 0.9 less`` of the last four weeks; empty where both were never said."""
        lately = (day.totals for day in self.days if day.date > self.last - LATELY)
        gap = add_totals(lately).felt_gap
        if not gap:
            return "" if gap is None else _("even")
        words = _("left %(n)s less") if gap > 0 else _("right %(n)s less")
        return words % {"n": number(abs(gap))}

    @cached_property
    def pain_days(self) -> list[tuple[date, list[str]]]:
        """The days with pain of 3 or more, and what hurt: sessions, runs, the morning after."""
        painful = defaultdict(list)
        for one in self.exercises:
            for session in one.sessions:
                if (session.feedback.pain or 0) >= AMBER:
                    painful[session.date].append(f"{one.exercise} {session.feedback.pain}")
        for run in self.runs:
            if (run.pain or 0) >= AMBER:
                words = _("a run %(pain)d") % {"pain": run.pain}
                painful[run.date].append(with_place(words, run.pain_place))
        for day, morning in self.mornings.items():
            if morning.pain is not None and (day in painful or morning.pain >= AMBER):
                words = _("the morning after %(pain)s") % {"pain": morning.pain}
                painful[day].append(with_place(words, morning.place, morning.from_training))
        return sorted(painful.items())

    @cached_property
    def places(self) -> list[PlaceOfPain]:
        """Where it hurt on mornings, the most frequent place first."""
        by_place = defaultdict(list)
        for morning in self.mornings.values():
            if (morning.pain or 0) >= AMBER:
                by_place[morning.place].append(morning)
        found = [
            PlaceOfPain(
                str(Place(place).label) if place else _("place not said"),
                len(some),
                sum(one.from_training for one in some),
                max(one.pain for one in some),
                max(one.after for one in some) + DAY,
            )
            for place, some in by_place.items()
        ]
        return sorted(found, key=lambda one: (-one.mornings, one.name))

    @property
    def mornings_said(self) -> int:
        return sum(one.pain is not None for one in self.mornings.values())

    @property
    def runs_in_words(self) -> str:
        """``Ran 2 times, 70 minutes; felt 5 → 7 left, 6 right.``"""
        n, time = len(self.runs), sum(run.minutes for run in self.runs)
        values = {
            "n": number(n),
            "time": ngettext("%(n)s minute", "%(n)s minutes", time) % {"n": number(time)},
        }
        if not self.felt_in_runs:
            return ngettext("Ran once, %(time)s.", "Ran %(n)s times, %(time)s.", n) % values
        pattern = ngettext(
            "Ran once, %(time)s; felt %(left)s left, %(right)s right.",
            "Ran %(n)s times, %(time)s; felt %(left)s left, %(right)s right.",
            n,
        )
        felt = pattern % {
            **values,
            "left": describe_course(week.left for week in self.felt_in_runs),
            "right": describe_course(week.right for week in self.felt_in_runs),
        }
        return " ".join(filter(None, [felt, self._describe_primers()]))

    def _describe_primers(self):
        """What runs after a primer say beside those without; empty where none was done."""
        primed = {day.date for day in self.days if day.primers}
        runs = [
            FeltRun(run.date, run.minutes, run.felt_left, run.felt_right, run.date in primed)
            for run in self.runs
        ]
        effect = primer_effect(runs)
        return describe_effect(effect) if effect.after else ""

    @property
    def run_lines(self) -> list[tuple[date, str]]:
        return [(run.date, describe_run(run)) for run in self.runs]

    @cached_property
    def felt_in_runs(self) -> list[FeltWeek]:
        return felt_weeks((run.date, run.felt_left, run.felt_right) for run in self.runs)

    @property
    def pictures(self) -> list[tuple[str, SafeString]]:
        """(name, picture) of what was felt in two weeks at least."""
        series = [(str(one.exercise), one.felt) for one in self.exercises]
        series.append((_("In the run"), self.felt_in_runs))
        return [(name, felt_picture(name, felt)) for name, felt in series if len(felt) > 1]


def report_on(user, first: date, last: date, name: str = "") -> Report:
    """The report takes the same number of queries, whatever the range.

    Any-time squeezes and primers are no session.
    """
    log = log_of(user, since=first, before=last + DAY)
    done = Run.objects.for_user(user).done(user.today())
    runs = list(done.filter(date__range=(first, last)))
    first = min([one.date for one in (*log.entries, *runs)], default=first)
    timeline = timeline_for(user)
    mornings = {one.after: one for one in log.mornings if one.after >= first}
    notes = Workout.objects.for_user(user).filter(date__range=(first, last)).exclude(note="")
    return Report(
        name,
        first,
        last,
        list(days(user, timeline, first, last, runs).values()),
        _exercises(user, log, timeline.on(last), mornings, (first, last)),
        _ladder(ladder_history_for(user, timeline, user.today()), timeline.on(last), last),
        list(notes.order_by("date").values_list("date", "note")),
        mornings,
        runs,
    )


def _exercises(user, log, program, mornings, bounds):
    sessions = defaultdict(list)
    for session in sessions_from(log.entries):
        sessions[session.exercise].append(session)
    asked = _asked(user, *bounds)
    return [
        ExerciseSessions(
            one,
            program.by_exercise.get(one.slug),
            tuple(sessions[one.slug]),
            asked[one.slug],
            mornings,
            user.units,
        )
        for one in library().exercises
        if one.slug in sessions
    ]


def _asked(user, first, last):
    """{exercise: {day: dose}}, as it was stored beside the sets."""
    rows = SetEntry.objects.live().in_sessions().on_days(user, first, last).order_by("pk")
    found: defaultdict[str, dict[date, rules.Dose]] = defaultdict(dict)
    for exercise, day, sets, amount, hold_s, load_kg, band in rows.exclude(
        target_sets=None
    ).values_list(
        "exercise__slug", "workout__date", "target_sets", "target_amount", "target_hold_s",
        "target_load_kg", "target_band",
    ):  # fmt: skip
        load = None if load_kg is None else float(load_kg)
        found[exercise][day] = rules.Dose(sets, amount, hold_s or 0, load, band)
    return found


def _ladder(history: LadderHistory, program, on):
    names = library().by_slug
    found = []
    for slug in program.by_exercise:
        status, since = LOCKED, None
        for day, changed in history.of(slug):
            if day <= on:
                status, since = changed, None if day == date.min else day
        if slug in names:
            found.append((str(names[slug]), name_of_status(status), since))
    return found


def _count(session):
    """The sets of a session, a left and a right being one."""
    count = {"both": 0, "left": 0, "right": 0}
    for one in session.sets:
        count[one.side] += 1
    return count["both"] + max(count["left"], count["right"])
