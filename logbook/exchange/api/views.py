"""The endpoints of the API. Each is given the runner whose token was sent."""

from collections import defaultdict
from functools import partial
from http import HTTPStatus

from django.db.models import Q
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ... import actions
from ...converters import EARLIEST
from ...dates import DAY, WEEK, monday_of
from ...describe import describe_full_day
from ...exercise_guides import guides
from ...last_write_wins import edit_now
from ...models import Run, SetEntry
from ...prescription import Prescription
from ...runner_ladder import timeline_for
from ...runs.files.store import log_once
from ...runs.room_on_days import CrowdedDay, describe_crowded
from ...training_state import NotScreened, training_state_on
from ...weeks.day_queries import weeks
from ...weeks.run_queries import runs_between
from ..json_values import JsonEncoder
from .answers import run_as_json, set_as_json, today_as_json, week_as_json
from .guard import endpoint
from .openapi import document
from .problems import Problem, invalid, member_error, parameter_error
from .requests import (
    PageQuery,
    SetsQuery,
    WeeksQuery,
    cursor_after,
    read_query,
    read_run,
    read_set,
)

MOST_WEEKS, USUAL_WEEKS = 53, 12
json_answer = partial(JsonResponse, encoder=JsonEncoder)


@require_safe
@cache_control(public=True, max_age=3600)
def openapi(request):
    return JsonResponse(document(), json_dumps_params={"indent": 2, "ensure_ascii": False})


def read_sets(request, user):
    """Sets by date, then in the order in which they were logged."""
    query = read_query(SetsQuery, request, user.latest_day())
    rows = _sets_of(user).filter(deleted_at=None).order_by("workout__date", "pk")
    if query.first:
        rows = rows.filter(workout__date__gte=query.first)
    if query.last:
        rows = rows.filter(workout__date__lte=query.last)
    if query.exercise:
        rows = rows.filter(exercise__slug=query.exercise)
    if query.cursor:
        day, pk = query.cursor
        rows = rows.filter(Q(workout__date__gt=day) | Q(workout__date=day, pk__gt=pk))
    found = list(rows[: query.limit + 1])
    page, has_more = found[: query.limit], len(found) > query.limit
    shown = [set_as_json(entry) for entry in page]
    next_page = _next_address(request, page[-1].workout.date, page[-1].pk) if has_more else None
    return json_answer({"sets": shown, "next": next_page})


def _next_address(request, day, pk):
    query = request.GET.copy()
    query["cursor"] = cursor_after(day, pk)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def log_set(request, user):
    """A set is stored once, however often it is sent: 201 the first time, later 200."""
    new = read_set(request, guides=guides(), today=user.latest_day())
    edit, exercise_id = edit_now(), guides()[new.exercise].pk
    known = _sets_of(user).filter(key=new.key).first()
    if known is None:
        try:
            _store(user, new, exercise_id, edit)
        except actions.FullDay:
            raise invalid([member_error("date", describe_full_day())]) from None
        known = _sets_of(user).filter(key=new.key).first()
        if known is None:  # it had come with an import, which was taken back meanwhile
            raise Problem(409, "deleted", _("This set was deleted, and stays so."))
    if known.exercise_id != exercise_id:
        raise Problem(409, "key-taken", _("This key is that of a set of another exercise."))
    if known.deleted_at is not None:
        raise Problem(409, "deleted", _("This set was deleted, and stays so."))
    is_new = known.logged_at == edit.at
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return json_answer(set_as_json(known), status=status)


def _store(user, new, exercise_id, edit):
    """Stores the set with what today's plan asks of it, as from the page."""
    on = new.date or user.today()
    is_of_a_session = not (new.any_time or new.primer)
    actions.log_set(
        user=user,
        on=on,
        exercise_id=exercise_id,
        key=new.key,
        side=new.side or SetEntry.Side.BOTH,
        amount=new.amount,
        hold_s=new.hold_s,
        load_kg=new.load_kg,
        band=new.band,
        any_time=bool(new.any_time),
        primer=bool(new.primer),
        asked=_prescription(user, on, new.exercise) if is_of_a_session else None,
        edit=edit,
    )


def _prescription(user, on, slug) -> Prescription | None:
    if on != user.today():
        return None
    try:
        state = training_state_on(user, on)
    except NotScreened:
        return None
    target = next((item.target for item in state.answer.today if item.exercise == slug), None)
    if target is None:
        return None
    asked = target.sets, target.amount, target.hold_s, target.load_kg
    return Prescription(slug, *asked, state.revision, None, None, target.band)


def read_runs(request, user):
    """Runs by date, those to come too."""
    query = read_query(PageQuery, request, user.today())
    rows = Run.objects.for_user(user).order_by("date", "pk")
    if query.first:
        rows = rows.filter(date__gte=query.first)
    if query.last:
        rows = rows.filter(date__lte=query.last)
    if query.cursor:
        day, pk = query.cursor
        rows = rows.filter(Q(date__gt=day) | Q(date=day, pk__gt=pk))
    found = list(rows[: query.limit + 1])
    page, has_more = found[: query.limit], len(found) > query.limit
    next_page = _next_address(request, page[-1].date, page[-1].pk) if has_more else None
    return json_answer({"runs": [run_as_json(run) for run in page], "next": next_page})


def log_run(request, user):
    """A run is stored once, however often and from wherever it is sent."""
    new = read_run(request, today=user.today(), zone=user.zone)
    values = new.model_dump(exclude={"key", "date", "kind", "minutes"}, exclude_none=True)
    on = new.date or (new.started_at.astimezone(user.zone).date() if new.started_at else None)
    try:
        run, is_new = log_once(
            user=user,
            key=new.key,
            on=on or user.today(),
            kind=new.kind,
            minutes=new.minutes,
            **values,
        )
    except CrowdedDay:
        raise invalid([member_error("date", describe_crowded())]) from None
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return json_answer(run_as_json(run), status=status)


def read_today(request, user):
    try:
        state = training_state_on(user, user.today())
    except NotScreened:
        detail = _("Answer the safety questions in Hipdrive first.")
        raise Problem(409, "safety-questions-due", detail) from None
    return json_answer(today_as_json(user, state, guides()))


def read_weeks(request, user):
    """Weeks from the first to the last; without them, the last twelve."""
    today = user.latest_day()
    query = read_query(WeeksQuery, request, today)
    last = query.last or monday_of(today)
    first = query.first or max(EARLIEST, last - (USUAL_WEEKS - 1) * WEEK)
    if last < first:
        raise invalid([parameter_error("to", _("This is before the first week."))])
    if (last - first) // WEEK >= MOST_WEEKS:
        raise invalid([parameter_error("from", _("At most 53 weeks at once."))])
    runs = runs_between(user, first, min(last + WEEK - DAY, today))
    run = weeks(user, timeline_for(user), first, last, today, runs)
    by_week = defaultdict(list)
    for one in runs:
        by_week[monday_of(one.date)].append(one)
    return json_answer({"weeks": [week_as_json(week, by_week[week.monday]) for week in run]})


sets_endpoint = endpoint(GET=read_sets, POST=log_set)
runs_endpoint = endpoint(GET=read_runs, POST=log_run)
today_endpoint = endpoint(GET=read_today)
weeks_endpoint = endpoint(GET=read_weeks)


def _sets_of(user):
    return SetEntry.objects.for_user(user).select_related("workout", "exercise")
