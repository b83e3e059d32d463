"""A report for a physio on a range of days: a summary, each exercise, days with pain, notes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.models import Exercise
from plans import rules

from ..dates import DAY, monday_of
from ..days.exercise_history import describe_trend
from ..describe import describe_sets, describe_where
from ..history import MorningEntry, log_of, sessions_from
from ..models import Run, Workout
from ..pain_zones import AMBER
from ..runner_ladder import timeline_for
from ..templatetags.numbers import number
from ..training_work import work
from ..weeks.charts.carry import describe_effect
from ..weeks.charts.felt import LEFT, FeltPoint, felt_lines, small_drawing, small_y
from ..weeks.charts.picture import SAME_FELT
from ..weeks.charts.svg import WIDTH, bar, circle, polyline
from ..weeks.day_queries import days
from ..weeks.day_stats import Day
from ..weeks.primer_effect import FeltRun, primer_effect
from ..weeks.totals import mean, worst

RIGHT = WIDTH - 6  # of the small pictures
SIDES = ("left", "right")


@dataclass(frozen=True)
class ExerciseSessions:
    """The sessions of one exercise in a range or in a week, oldest first; there is at least one."""

    exercise: Exercise
    sessions: tuple[rules.Session, ...]
    units: str

    @property
    def first_and_last(self) -> list[tuple[date, str]]:
        """The dates of the first and of the last session, each with its sets in words."""
        return [(one.date, self._describe(one)) for one in (self.sessions[0], self.sessions[-1])]

    @property
    def most_done(self) -> str:
        """The sets of the session with the most work (amount × hold × load), in words."""
        return self._describe(max(self.sessions, key=_work))

    def _describe(self, session):
        each_side = self.exercise.sides == Exercise.Sides.EACH
        return describe_sets(session.sets, each_side, self.units)

    @property
    def felt_left(self) -> float | None:
        return mean(session.feedback.felt_left for session in self.sessions)

    @property
    def felt_right(self) -> float | None:
        return mean(session.feedback.felt_right for session in self.sessions)

    @property
    def effort(self) -> float | None:
        return mean(session.feedback.effort for session in self.sessions)

    @property
    def pain(self) -> int | None:
        return worst(session.feedback.pain for session in self.sessions)

    @property
    def form_lost(self) -> int:
        """The number of sessions in which the form did not hold."""
        return sum(session.feedback.form is False for session in self.sessions)

    @cached_property
    def weeks(self) -> list[tuple[date, "ExerciseSessions"]]:
        """The Monday and the sessions of each week that has some."""
        by_week = groupby(self.sessions, key=lambda session: monday_of(session.date))
        return [
            (monday, ExerciseSessions(self.exercise, tuple(some), self.units))
            for monday, some in by_week
        ]

    @property
    def felt_sentence(self) -> str:
        """How felt changed from the first week to the last; empty where nothing was rated."""
        return describe_trend([(week.felt_left, week.felt_right) for _monday, week in self.weeks])

    @property
    def effort_sentence(self) -> str:
        given = [week.effort for _monday, week in self.weeks if week.effort is not None]
        if not given:
            return ""
        ends = {"first": number(given[0]), "last": number(given[-1])}
        if abs(given[-1] - given[0]) >= SAME_FELT:
            return _("Went from %(first)s to %(last)s.") % ends
        return _("Stayed at %(last)s.") % ends if len(given) > 1 else f"{ends['last']}."

    @property
    def felt_picture(self) -> SafeString:
        points = [FeltPoint(x, week.felt_left, week.felt_right) for x, week in self._points()]
        label = _("Felt week by week, 0 to 10: left solid, right dotted.")
        return small_drawing(label, RIGHT, felt_lines(points, small_y, 3))

    @property
    def effort_picture(self) -> SafeString:
        points = list(self._points())
        efforts = [(x, small_y(week.effort)) for x, week in points if week.effort is not None]
        shapes = [
            bar("c-mid", x - 3, small_y(week.pain), 6, small_y(0) - small_y(week.pain))
            for x, week in points
            if week.pain is not None
        ]
        shapes.append(polyline("c-inkline", efforts))
        shapes += [circle("c-ink", *point, 3) for point in efforts]
        label = _("Week by week, 0 to 10: effort as a line, worst pain as bars.")
        return small_drawing(label, RIGHT, shapes)

    def _points(self):
        """(x, week) of each week; the points are as far apart as the weeks."""
        first, last = self.weeks[0][0], self.weeks[-1][0]
        step = (RIGHT - LEFT - 16) / max(7, (last - first).days)
        return ((LEFT + 8 + (monday - first).days * step, week) for monday, week in self.weeks)


@dataclass(frozen=True)
class Report:
    first: date
    last: date
    days: list[Day]  # every day of the range
    exercises: list[ExerciseSessions]  # in ladder order
    notes: list[tuple[date, str]]
    mornings: dict[date, MorningEntry]  # by the day before
    runs: list[Run]

    @property
    def days_trained(self) -> int:
        return sum(day.sets > 0 for day in self.days)

    @property
    def pain(self) -> int | None:
        return worst((*(day.pain for day in self.days), *(run.pain for run in self.runs)))

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
                painful[run.date].append(_("a run %(pain)d") % {"pain": run.pain})
        for day, morning in self.mornings.items():
            if morning.pain is not None and (day in painful or morning.pain >= AMBER):
                words = _("the morning after %(pain)s") % {"pain": morning.pain}
                where = describe_where(morning.place, morning.from_training)
                painful[day].append(f"{words} ({', '.join(where)})" if where else words)
        return sorted(painful.items())

    @property
    def sentences(self) -> list[str]:
        """The summary of the range."""
        if not (self.days_trained or self.runs):
            return [_("Nothing was logged in this range.")]
        runs = [self._describe_runs()] if self.runs else []
        training = [self._describe_training(), self._describe_lifts()]
        return [*training, *runs, self._describe_pain()]

    def _describe_training(self):
        sets = sum(day.sets for day in self.days)
        time = sum(day.minutes for day in self.days)
        return _("Trained on %(days)s of %(all)s days: %(sets)s, about %(minutes)s.") % {
            "days": number(self.days_trained),
            "all": number(len(self.days)),
            "sets": ngettext("%(n)s set", "%(n)s sets", sets) % {"n": number(sets)},
            "minutes": ngettext("%(n)s minute", "%(n)s minutes", time) % {"n": number(time)},
        }

    def _describe_lifts(self):
        lifts = sum(day.is_lift for day in self.days)
        if not lifts:
            return _("No lifts.")
        days = ngettext("%(n)s day", "%(n)s days", lifts) % {"n": number(lifts)}
        return _("Lifted on %(days)s.") % {"days": days}

    def _describe_runs(self):
        """How often the runner ran, and how much of it was felt."""
        n, time = len(self.runs), sum(run.minutes for run in self.runs)
        words = ngettext("Ran once, %(time)s.", "Ran %(n)s times, %(time)s.", n) % {
            "n": number(n),
            "time": ngettext("%(n)s minute", "%(n)s minutes", time) % {"n": number(time)},
        }
        left, right = (mean(getattr(run, f"felt_{side}") for run in self.runs) for side in SIDES)
        if left is None or right is None:
            return words
        felt = _("In the run felt %(left)s left, %(right)s right, in the mean.")
        felt %= {"left": number(left), "right": number(right)}
        return " ".join([words, felt, describe_effect(primer_effect(self._felt_runs()))])

    def _felt_runs(self):
        primed = {day.date for day in self.days if day.primers}
        return [
            FeltRun(run.date, run.minutes, run.felt_left, run.felt_right, run.date in primed)
            for run in self.runs
        ]

    def _describe_pain(self):
        if self.pain is None:
            return _("Nothing was said about pain.")
        if self.pain < AMBER:
            return _("Pain was never above %(pain)d of 10.") % {"pain": self.pain}
        return ngettext(
            "Pain of 3 or more on %(n)d day, %(worst)d of 10 at worst.",
            "Pain of 3 or more on %(n)d days, %(worst)d of 10 at worst.",
            len(self.pain_days),
        ) % {"n": len(self.pain_days), "worst": self.pain}


def report_on(user, first: date, last: date) -> Report:
    """The report takes eight queries, whatever the range.

    Any-time squeezes and primers are no session.
    """
    sessions = defaultdict(list)
    log = log_of(user, since=first, before=last + DAY)
    for session in sessions_from(log.entries):
        sessions[session.exercise].append(session)
    exercises = Exercise.objects.filter(slug__in=sessions)
    notes = Workout.objects.for_user(user).filter(date__range=(first, last)).exclude(note="")
    return Report(
        first,
        last,
        list(days(user, timeline_for(user), first, last).values()),
        [ExerciseSessions(one, tuple(sessions[one.slug]), user.units) for one in exercises],
        list(notes.order_by("date").values_list("date", "note")),
        {morning.after: morning for morning in log.mornings},
        list(Run.objects.for_user(user).filter(date__range=(first, last))),
    )


def _work(session):
    return sum(work(one.amount, one.hold_s, one.load_kg) for one in session.sets)
