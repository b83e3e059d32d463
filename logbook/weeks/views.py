"""The run of weeks in pictures, one week on its own page, and the records."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exercises.http_cache import conditional_page
from exercises.models import Exercise

from ..converters import week_from, week_to
from ..dates import WEEK, monday_of
from . import charts
from .charts.calendar import calendar
from .charts.ladder import ladder
from .day_queries import first_day, timeline_for
from .day_queries import weeks as weeks_of
from .ladder_history import ladder_history_for
from .period_totals import period_totals_for
from .periods import Month, Quarter, Year, months_later
from .records import describe_records, records_of
from .streak import describe_streak, streak

RUN = 12  # weeks on one page
MOST = 24  # quarters in a picture, so that a column is never thinner than a finger finds
SPANS = {"weeks": _("12 weeks"), "year": _("Year"), "all": _("All")}


@login_required
@require_safe
@conditional_page
def weeks(request):
    """Up to twelve weeks, ending with this one or with the one asked for; or a year, or all."""
    user, today = request.user, request.user.today()
    last = _week_asked_for(request.GET.get("to"), today)
    span = request.GET.get("span", "weeks")
    if span not in SPANS:
        raise Http404
    timeline = timeline_for(user)
    begun = first_day(user) or today
    first = monday_of(begun)
    start = max(min(first, last), last - (RUN - 1) * WEEK)
    since, kind = _columns(span, begun, today)
    totals = period_totals_for(user, timeline, today)
    is_past = last < monday_of(today)
    run = weeks_of(user, timeline, start, last, today) if is_past else totals.weeks(start, today)
    drawn = totals.stretches(*kind, since, today) if kind else run
    names = _names()
    steps = {one: names[one] for one in timeline.on(today).by_exercise if one in names}
    done = set().union(*(column.exercises for column in drawn))
    shown = charts.pictures(drawn, {k: v for k, v in names.items() if k in done}, user.units)
    if kind or not is_past:
        shown.insert(0, calendar(totals.training_days, today, today))
    if done:
        shown.append(ladder(drawn, ladder_history_for(user, timeline, today), steps))
    context = {
        "week": run[-1],
        "run": run,
        "span": span,
        "by_year": kind == [Year],
        "spans": SPANS if first <= today - RUN * WEEK else {},
        "pictures": shown,
        "streak": describe_streak(streak(totals.training_days, today)),
        "empty": not any(column.sets or column.squeezes for column in drawn),
        "earlier": week_to(start - WEEK) if start > first else None,
        "later": week_to(min(last + RUN * WEEK, monday_of(today))) if is_past else None,
        "before": last - WEEK if last > first else None,
    }
    return render(request, "logbook/weeks/weeks.html", context)


@login_required
@require_safe
@conditional_page
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
    return render(request, "logbook/weeks/week.html", context)


def _columns(span, begun, today):
    """The first day that the pictures show, and what they show beside weeks."""
    if span == "weeks":
        return begun, []
    if span == "year":
        return months_later(today, -11), [Month]
    quarters = (today.year - begun.year) * 4 + (today.month - 1) // 3 - (begun.month - 1) // 3 + 1
    return begun, [Quarter if quarters <= MOST else Year]


def _names():
    """Of every exercise in ladder order."""
    return {slug: str(name) for slug, name in Exercise.objects.values_list("slug", "name")}


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
def records(request):
    """Apart from the run of weeks: they look at every set there is."""
    found = records_of(request.user)
    exercises = Exercise.objects.filter(slug__in=found)
    units = request.user.units
    lines = [(exercise, describe_records(found[exercise.slug], units)) for exercise in exercises]
    context = {"lines": lines}
    return render(request, "logbook/weeks/records.html", context)
