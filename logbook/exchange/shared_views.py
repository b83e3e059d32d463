"""What others may see of a runner, at an address that the runner gave them."""

from datetime import timedelta
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import conditional_page, require_safe

from exercises.models import Exercise

from ..dates import DAY, WEEK, monday_of
from ..days.shared_log import by_week, shared_log_of
from ..fair_share import share_of
from ..models import ShareLink
from ..runner_ladder import timeline_for
from ..weeks import charts
from ..weeks.day_queries import first_and_last_day, weeks
from ..weeks.periods import from_first_day
from ..weeks.run_queries import runs_between
from .access_keys import link_at
from .done_calendar import done_calendar


def view_by_key(kind):
    """The view gets the link of this kind with the key. The answer keeps the address secret."""

    def decorate(view):
        @wraps(view)
        @require_safe
        @cache_control(private=True, no_cache=True)
        def show(request, key):
            link = link_at(key, kind)
            if link is None:
                raise Http404
            with share_of(link.user_id, by_link=True):
                response = view(request, link)
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = "no-referrer"
            return response

        return show

    return decorate


@view_by_key(ShareLink.Kind.PAGE)
@never_cache
def shared(request, link):
    """The weeks in pictures and the days beneath, the newest first."""
    user = link.user
    begun, today = first_and_last_day(user)
    start = monday_of(today) - (link.weeks - 1) * WEEK
    start = max(start, monday_of(begun))
    runs = runs_between(user, start, monday_of(today) + WEEK - DAY)
    run = from_first_day(weeks(user, timeline_for(user), start, today, today, runs), begun)
    done = set().union(*(week.exercises for week in run))
    exercises = Exercise.objects.filter(slug__in=done)
    names = {slug: str(name) for slug, name in exercises.values_list("slug", "name")}
    context = {
        "link": link,
        "runner": user,
        "week": run[-1],
        "run": run,
        "pictures": charts.in_rows(charts.pictures(run, names, user.units, runs)),
        "shared_log": by_week(shared_log_of(user, start, today, link.with_notes)),
    }
    return render(request, "logbook/exchange/shared.html", context)


@view_by_key(ShareLink.Kind.CALENDAR)
@conditional_page
def done_feed(request, link):
    today = link.user.latest_day()
    with link.user.in_own_language():
        text = done_calendar(link.user, today - timedelta(weeks=link.weeks), today)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
