"""The last weeks in pictures, one week on its own page, and the records."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from exercises.http_cache import conditional_page
from exercises.library import library

from ..converters import week_from, week_to
from ..dates import WEEK, monday_of
from ..runner_ladder import timeline_for
from . import charts
from .charts.calendar import calendar
from .charts.ladder import ladder
from .day_queries import first_and_last_day
from .day_queries import weeks as weeks_of
from .key_figures import key_figures_of
from .ladder_history import ladder_history_for
from .period_totals import period_totals_for
from .periods import Month, Quarter, Week, Year, from_first_day, months_later
from .records import describe_records, records_of
from .run_queries import runs_between
from .streak import describe_streak, streak

WEEKS_SHOWN = 12
MOST_QUARTERS = 24  # in a picture, so that a finger still finds each column
SPANS = {"weeks": _("12 weeks"), "year": _("Year"), "all": pgettext_lazy("span of time", "All")}


@login_required
@require_safe
@conditional_page
def weeks(request):
    """Up to twelve weeks, ending with this one or with the one asked for; or a year, or all."""
    user = request.user
    begun, today = first_and_last_day(user)
    last = _week_asked_for(request.GET.get("to"), today)
    span = request.GET.get("span", "weeks")
    if span not in SPANS:
        raise Http404
    timeline = timeline_for(user)
    first = monday_of(begun)
    start = max(min(first, last), last - (WEEKS_SHOWN - 1) * WEEK)
    since, kinds = _periods_shown(span, begun, today)
    totals = period_totals_for(user, timeline, today, Week, *kinds)
    is_past = last < monday_of(today)
    run = weeks_of(user, timeline, start, last, today) if is_past else totals.weeks(start, today)
    run = from_first_day(run, begun)
    periods = from_first_day(totals.periods(*kinds, since, today), begun) if kinds else run
    names = {one.slug: str(one.name) for one in library().exercises}
    done = set().union(*(period.exercises for period in periods))
    runs = runs_between(user, periods[0].first, periods[-1].last)
    done_names = {slug: name for slug, name in names.items() if slug in done}
    shown = charts.pictures(periods, done_names, user.units, runs)
    if kinds or (begun < start and not is_past):  # else the first picture shows these days
        shown.insert(0, calendar(totals.training_days, today, begun))
    figures = None
    if done:
        steps = {one: names[one] for one in timeline.on(today).by_exercise if one in names}
        history = ladder_history_for(user, timeline, today)
        shown.append(ladder(periods, history, steps))
        figures = key_figures_of(run, history, steps)
    context = {
        "week": run[-1],
        "run": run,
        "figures": figures,
        "span": span,
        "by_year": kinds == [Year],
        "spans": SPANS if first <= today - WEEKS_SHOWN * WEEK else {},
        "pictures": charts.in_rows(shown),
        "streak": describe_streak(streak(totals.training_days, today)),
        "empty": not any(period.sets or period.squeezes for period in periods),
        "earlier": week_to(start - WEEK) if start > first else None,
        "later": week_to(min(last + WEEKS_SHOWN * WEEK, monday_of(today))) if is_past else None,
        "before": last - WEEK if last > first else None,
    }
    return render(request, "logbook/weeks/weeks.html", context)


def _periods_shown(span, begun, today):
    """The first day of the pictures, and the kind of period beside weeks, in a list or none."""
    if span == "weeks":
        return begun, []
    if span == "year":
        return months_later(today, -11), [Month]
    quarters = (today.year - begun.year) * 4 + (today.month - 1) // 3 - (begun.month - 1) // 3 + 1
    return begun, [Quarter if quarters <= MOST_QUARTERS else Year]


def _week_asked_for(text, today):
    if text is None:
        return monday_of(today)
    try:
        monday = week_from(text)
    except ValueError:
        raise Http404 from None
    if monday > today:
        raise Http404
    return monday


@login_required
@require_safe
@conditional_page
def week(request, monday):
    begun, today = first_and_last_day(request.user)
    if monday > today:
        raise Http404
    [week] = weeks_of(request.user, timeline_for(request.user), monday, monday, today)
    first = monday_of(begun)
    done = [one for one in library().exercises if one.slug in week.exercises]
    context = {
        "week": week,
        "exercises": [(exercise, week.only(exercise.slug)) for exercise in done],
        "lifts_chosen": request.user.lifts,
        "before": monday - WEEK if monday > first else None,
        "after": None if week.is_now else monday + WEEK,
    }
    return render(request, "logbook/weeks/week.html", context)


@login_required
@require_safe
@conditional_page
def records(request):
    """A page of its own, since records look at every set there is."""
    found = records_of(request.user)
    units = request.user.units
    listed = [
        (exercise, describe_records(found[exercise.slug], units))
        for exercise in library().exercises
        if exercise.slug in found
    ]
    return render(request, "logbook/weeks/records.html", {"exercises": listed})
