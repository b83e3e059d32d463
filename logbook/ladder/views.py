"""The ladder: which steps are proficient, open and locked, and the runner's choices about them."""

from collections import Counter
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from exercises.http_cache import conditional_page, per_library_stamp
from exercises.models import Exercise
from plans import rules, runner_choices
from plans.models import Choice, Enrollment, Stage
from plans.wording import RULES_SUMMARY, Wording

from ..models import Run
from ..runs.run_weeks import RunLine, next_that_move_lifts
from ..screening_required import screened
from ..training_state import plan_on, training_state_on
from .forecasts import forecasts_for, is_too_early
from .ladder_steps import COMES_AFTER, SOURCES, ladder_steps


@login_required
@require_safe
@conditional_page
@screened
def plan(request):
    return _page(request)


@login_required
@require_safe
@conditional_page
@screened
def forecast(request):
    """When the locked steps may open. It takes its time, so the ladder does not wait for it."""
    if not request.htmx:
        return _page(request, with_forecast=True)
    context = _forecast(request.user, request.user.today())
    return render(request, "logbook/ladder/ladder.html#forecast", context)


def _forecast(user, on):
    found = forecasts_for(user, on)
    if found or is_too_early(user, on):
        return {"forecasts": found, "is_too_early": not found}
    return {"may_go_on": any(map(_is_not_felt, plan_on(user, on).steps))}


def _is_not_felt(view):
    """Whether the feeling keeps an open step from its bar; going on without it may be offered."""
    lacked = view.last.lacked if view.status == "open" and view.last else ()
    return bool({"felt-left", "felt-right"} & {*lacked})


@login_required
@require_POST
@screened
def override(request, slug):
    today = request.user.today()
    view, exercise, answer = _on_ladder(request.user, slug)
    if answer.screen == "stop" or runner_choices.is_locked_by_screening(view):
        message = _("Your safety answers keep this locked. Opening it yourself does not lift that.")
        return _page(request, refused={slug: message})
    if runner_choices.may_override(view):
        runner_choices.override(user=request.user, exercise=exercise, on=today)
    return _back_to(slug)


@login_required
@require_POST
@screened
def waive(request, slug):
    view, exercise, answer = _on_ladder(request.user, slug)
    if rules.may_waive(view, answer.program):
        runner_choices.waive(user=request.user, exercise=exercise, on=request.user.today())
    elif not view.waived:
        message = _("Nothing to go on without: you have what this needs, or nothing waits for it.")
        return _page(request, refused={slug: message})
    return _back_to(slug)


@login_required
@require_POST
@screened
def go_on(request, slug):
    """Counts a step as met that the runner does as asked and does not feel."""
    view, exercise, _answer = _on_ladder(request.user, slug)
    if any(reason.code == "offer-going-on" for reason in view.reasons):
        runner_choices.go_on(user=request.user, exercise=exercise, on=request.user.today())
    elif not any(reason.code == "going-on" for reason in view.reasons):
        message = _("Going on is offered after ten sessions in which only the feeling was lacking.")
        return _page(request, refused={slug: message})
    return _back_to(slug)


@login_required
@require_POST
@screened
def easy_week(request):
    """Takes an easy week from today on, where one is offered, puts it off, or ends it."""
    user, today = request.user, request.user.today()
    codes = {note.code for note in plan_on(user, today).notes}
    if "end" in request.POST:
        runner_choices.end_easy_week(user=user, on=today)
    elif "not-now" in request.POST:
        if "offer-easy-week" in codes:
            runner_choices.put_off_easy_week(user=user, on=today)
    elif codes & {"offer-easy-week", "easy-week-put-off"}:
        runner_choices.take_easy_week(user=user, on=today)
    # Each button of today's page says so.
    return redirect("today") if "today" in request.POST.values() else _back_to("easy-week")


@login_required
@require_POST
@screened
def take_back(request, slug, kind):
    if kind not in Choice.Kind:
        raise Http404
    _view, exercise, _answer = _on_ladder(request.user, slug)
    runner_choices.take_back(user=request.user, exercise=exercise, kind=kind)
    return _back_to(slug)


@login_required
@require_POST
@screened
def pin(request):
    """Chooses one lift alone; with an empty ``exercise`` both take turns."""
    slug = request.POST.get("exercise", "")
    exercise = None
    if slug:
        view, exercise, answer = _on_ladder(request.user, slug)
        if view.exercise not in answer.program.hinges:
            raise Http404
    runner_choices.pin(user=request.user, exercise=exercise)
    return _back_to("which-lift")


def _on_ladder(user, slug):
    answer = plan_on(user, user.today())
    if slug not in answer.program.by_exercise:
        raise Http404
    return answer.step(slug), Exercise.objects.get(slug=slug), answer


def _back_to(slug):
    """Leads to a place on the page; a step is unfolded there."""
    return redirect(f"{reverse('plan')}?step={slug}#{slug}")


def _page(request, refused=None, *, with_forecast=False):
    """``refused``: {slug: why the runner's choice was not made}."""
    user = request.user
    state = training_state_on(user, user.today())
    answer = state.answer
    unfolded = request.GET.get("step", "")
    views, open_tomorrow = _views_with_today(state), _open_tomorrow(state)
    steps = ladder_steps(answer, views, user.units, unfolded, refused, open_tomorrow)
    waits = _waits(answer, views, open_tomorrow)
    wording = Wording(user.units)
    notes = {note.code: wording(note) for note in answer.notes}
    context = {
        "answer": answer,
        "stages": _stages(answer.program, steps),
        "count": Counter(view.status for view in views),
        "closed": sum(step.closed for step in steps.values()),
        "clinician": notes.get("clinician"),
        "easy_week": {
            "offer": notes.get("offer-easy-week"),
            "put_off": notes.get("easy-week-put-off"),
            "going": notes.get("in-easy-week"),
            "is_first_day": runner_choices.is_first_easy_day(answer),
        },
        "unfolded": unfolded,
        "asks_forecast": not with_forecast and waits,
        **(_forecast(user, answer.on) if with_forecast and waits else {}),
        "lifts": _lifts(user, answer, steps),
        "runs": [RunLine(run, answer.on, False) for run in _runs_that_move_lifts(state)],
        "lift_moves": [
            notes[code] for code in ("lift-before-run", "lift-before-race") if code in notes
        ],
        "rules": [(rule, SOURCES[source]) for rule, source in RULES_SUMMARY],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "logbook/ladder/ladder.html", context, status=status)


def _waits(answer, views, open_tomorrow):
    """Whether there is a step of which nobody knows yet when it opens."""
    locked = {view.exercise for view in views if view.status == "locked"}
    return answer.screen != "stop" and bool(locked - {*open_tomorrow})


def _runs_that_move_lifts(state):
    today = state.answer.on
    races = [run for run in state.runs if run.date == today and run.kind == Run.Kind.RACE]
    return [*races, *next_that_move_lifts(state.runs, today)]


def _views_with_today(state) -> list[rules.StepView]:
    """Return the steps as today began; one that was trained today as it stands now.

    So /plan/ says of it what the day summary says. What a step waits for counts today in as well,
    and one that the pain of today has shut stands as it is now.
    """
    answer = state.answer
    done = {session.exercise for session in state.sessions if session.date == answer.on}

    def with_today(view):
        after = state.after.step(view.exercise)
        return after if view.exercise in done or after.status == "locked" else view

    return [with_today(view) for view in answer.steps]


def _open_tomorrow(state) -> dict[str, rules.Reason | None]:
    """The exercises whose steps today's sets have opened, each with what it still comes after."""
    locked = [view.exercise for view in state.answer.steps if view.status == "locked"]
    after = [state.after.step(exercise) for exercise in locked]
    return {
        view.exercise: next((one for one in view.reasons if one.code in COMES_AFTER), None)
        for view in after
        if view.status != "locked"
    }


def _stages(program, steps):
    """(name, steps) of each stage, in ladder order."""
    names = _stage_names(program.slug)
    stages = {step.stage: [] for step in program.steps}
    for step in program.steps:
        stages[step.stage].append(steps[step.exercise])
    return [(names.get(key, key), some) for key, some in stages.items()]


@per_library_stamp
def _stage_names(program):
    """{key: name} of the stages of a program, given by its slug."""
    return dict(Stage.objects.filter(program__slug=program).values_list("key", "name"))


def _lifts(user, answer, steps):
    """``[(slug, name, is pinned), …]`` to choose from, once one of several is open."""
    lifts = [view for view in answer.steps if view.exercise in answer.program.hinges]
    if len(lifts) < 2 or all(view.status == "locked" for view in lifts):
        return []
    pinned = Enrollment.objects.for_user(user).values_list("pinned__slug", flat=True).first()
    named = [(view.exercise, str(steps[view.exercise].exercise)) for view in lifts]
    return [("", _("Both in turn"), not pinned), *((*one, one[0] == pinned) for one in named)]
