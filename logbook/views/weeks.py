"""The run of weeks in pictures, and one week on its own page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exercises.models import Exercise

from .. import charts
from ..converters import week_from, week_to
from ..weeks import WEEK, first_day, monday_of, timeline_for
from ..weeks import weeks as weeks_of

RUN = 12  # weeks on one page


@login_required
@require_safe
def weeks(request):
    """Up to twelve weeks, ending with this one or with the one asked for."""
    today = request.user.today()
    last = _week_asked_for(request.GET.get("to"), today)
    first = monday_of(first_day(request.user) or today)
    start = max(min(first, last), last - (RUN - 1) * WEEK)
    run = weeks_of(request.user, timeline_for(request.user), start, last, today)
    context = {
        "week": run[-1],
        "run": run,
        "pictures": charts.pictures(run, _names(run), request.user.units),
        "empty": not any(week.sets or week.squeezes for week in run),
        "earlier": week_to(start - WEEK) if start > first else None,
        "later": week_to(min(last + RUN * WEEK, monday_of(today))) if not run[-1].is_now else None,
        "before": last - WEEK if last > first else None,
    }
    return render(request, "logbook/weeks.html", context)


@login_required
@require_safe
def week(request, monday):
    today = request.user.today()
    if monday > today:
        raise Http404
    timeline = timeline_for(request.user)
    [week] = weeks_of(request.user, timeline, monday, monday, today)
    first = monday_of(first_day(request.user) or today)
    exercises = Exercise.objects.filter(slug__in=week.exercises)
    context = {
        "week": week,
        "lines": [(exercise, week.only(exercise.slug)) for exercise in exercises],
        "before": monday - WEEK if monday > first else None,
        "after": None if week.is_now else monday + WEEK,
    }
    return render(request, "logbook/week.html", context)


def _names(run):
    """Of every exercise that was done in these weeks, in ladder order."""
    done = set().union(*(week.exercises for week in run))
    exercises = Exercise.objects.filter(slug__in=done)
    return {slug: str(name) for slug, name in exercises.values_list("slug", "name")}


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
