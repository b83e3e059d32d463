"""The endpoints of the API. Each is given the runner whose token was sent."""

from http import HTTPStatus

from django.db.models import Q
from django.http import FileResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ... import actions
from ...exercise_guides import guides
from ...last_write_wins import edit_now
from ...models import SetEntry
from ...today.prescription import Asked
from ...training_state import NotScreened, training_state_on
from ...weeks.day_queries import timeline_for
from ...weeks.day_queries import weeks as weeks_of
from . import OPENAPI
from .forms import SetForm, SetsQuery, WeeksQuery
from .guard import endpoint, missing
from .problems import Problem, errors_of, member, parameter
from .reading import members_of
from .shapes import set_as_json, today_as_json, week_as_json

__all__ = ["missing", "openapi", "sets", "today", "weeks"]


@require_safe
@cache_control(public=True, max_age=3600)
def openapi(request):
    return FileResponse(OPENAPI.open("rb"), content_type="application/json")


def _sets(request, user):
    """In the order of dates, then as they were logged."""
    asked = _asked(SetsQuery, request, user)
    rows = _rows(user).filter(deleted_at=None).order_by("workout__date", "pk")
    if asked["first"]:
        rows = rows.filter(workout__date__gte=asked["first"])
    if asked["last"]:
        rows = rows.filter(workout__date__lte=asked["last"])
    if asked["exercise"]:
        rows = rows.filter(exercise__slug=asked["exercise"])
    if asked["cursor"]:
        day, pk = asked["cursor"]
        rows = rows.filter(Q(workout__date__gt=day) | Q(workout__date=day, pk__gt=pk))
    page = list(rows[: asked["limit"] + 1])
    more, page = len(page) > asked["limit"], page[: asked["limit"]]
    shown = [set_as_json(entry) for entry in page]
    return JsonResponse({"sets": shown, "next": _next(request, page[-1]) if more else None})


def _log(request, user):
    """Stored once, however often it is sent: 201 the first time, 200 again and again."""
    said = members_of(request, SetForm.KINDS)
    form = SetForm(said, user=user, guides=guides())
    if not form.is_valid():
        raise Problem(422, "invalid", _("Some of this does not fit."), errors_of(form, member))
    values, edit = form.cleaned_data, edit_now()
    guide, key = values["exercise"], values["key"]
    known = _rows(user).filter(key=key).first()
    if known is None:
        _store(user, values, edit)
        known = _rows(user).get(key=key)
    if known.exercise_id != guide.pk:
        raise Problem(409, "key-taken", _("This key is that of a set of another exercise."))
    if known.deleted_at is not None:
        raise Problem(409, "deleted", _("This set was deleted, and stays so."))
    is_new = known.logged_at == edit.at
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return JsonResponse(set_as_json(known), status=status)


def _today(request, user):
    try:
        state = training_state_on(user, user.today())
    except NotScreened:
        detail = _("Answer the safety questions in Hipdrive first.")
        raise Problem(409, "safety-questions-due", detail) from None
    return JsonResponse(today_as_json(user, state, guides()))


def _weeks(request, user):
    asked = _asked(WeeksQuery, request, user)
    run = weeks_of(user, timeline_for(user), asked["first"], asked["last"], user.today())
    return JsonResponse({"weeks": [week_as_json(week) for week in run]})


sets = endpoint(GET=_sets, POST=_log)
today = endpoint(GET=_today)
weeks = endpoint(GET=_weeks)


def _rows(user):
    return SetEntry.objects.for_user(user).select_related("workout", "exercise")


def _asked(form_class, request, user):
    form = form_class(request.GET, today=user.today())
    if not form.is_valid():

        def place(name):
            return parameter(form.add_prefix(name))

        raise Problem(422, "invalid", _("Some of this does not fit."), errors_of(form, place))
    return form.cleaned_data


def _next(request, last):
    query = request.GET.copy()
    query["cursor"] = SetsQuery.cursor_after(last.workout.date, last.pk)
    return request.build_absolute_uri(f"{reverse('api_sets')}?{query.urlencode()}")


def _store(user, values, edit):
    """With what today's plan asks of it, as from the page."""
    values = dict(values)
    guide, on = values.pop("exercise"), values.pop("date", user.today())
    asked = None if values.get("any_time") else _plan_asks(user, on, guide.slug)
    actions.log_set(user=user, on=on, exercise_id=guide.pk, edit=edit, asked=asked, **values)


def _plan_asks(user, on, slug) -> Asked | None:
    if on != user.today():
        return None
    try:
        state = training_state_on(user, on)
    except NotScreened:
        return None
    target = next((item.target for item in state.answer.today if item.exercise == slug), None)
    if target is None:
        return None
    dose = (target.sets, target.amount, target.hold_s, target.load_kg)
    return Asked(slug, *dose, state.revision, None, None)
