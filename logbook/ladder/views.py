"""The ladder: which steps are proficient, open and locked, and the runner's choices about them."""

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from exercises.http_cache import conditional_page, per_library_stamp
from exercises.library import library
from exercises.models import Exercise
from plans import rules, runner_choices
from plans.models import Choice, Enrollment, Stage
from plans.wording import RULES_SUMMARY, Wording, describe_dose, describe_step

from ..screening_required import screened
from ..training_state import plan_on

SHOWN_ELSEWHERE = {  # reasons that the page shows in another way than as a note
    *("start", "ask-load", "next", "next-opens", "proficient", "needs"),
    *("overridden", "waived", "no-equipment", "no-time"),
}
SOURCES = {"article": gettext_lazy("article"), "ours": gettext_lazy("ours")}


@dataclass(frozen=True)
class BarProgress:
    """How many of the sessions in a row that a bar asks for are done."""

    name: str
    words: str
    row: int
    needed: int
    source: str

    @property
    def segments(self):
        return [n < self.row for n in range(self.needed)]


@dataclass(frozen=True)
class LadderStep:
    exercise: Exercise
    view: rules.StepView
    target: str
    asks: list[tuple[str, str]]  # dose and frequency, each with its source
    bars: tuple[BarProgress, ...]  # of an open step its own, of a locked one what it waits for
    notes: tuple[str, ...]
    missing: str
    closed: bool
    stalled: bool
    may_waive: bool
    message: str = ""

    @property
    def may_override(self):
        return runner_choices.may_override(self.view)


@login_required
@require_safe
@conditional_page
@screened
def plan(request):
    return _page(request)


@login_required
@require_POST
@screened
def override(request, slug):
    today = request.user.today()
    view, exercise, _program = _on_ladder(request.user, slug)
    if runner_choices.is_locked_by_screening(view):
        message = _("Your safety answers keep this locked. Opening it yourself does not lift that.")
        return _page(request, refused={slug: message})
    if runner_choices.may_override(view):
        runner_choices.override(user=request.user, exercise=exercise, on=today)
    return _back_to(slug)


@login_required
@require_POST
@screened
def waive(request, slug):
    view, exercise, program = _on_ladder(request.user, slug)
    if rules.may_waive(view, program):
        runner_choices.waive(user=request.user, exercise=exercise, on=request.user.today())
    elif not view.waived:
        message = _("Nothing to go on without: you have what this needs, or nothing waits for it.")
        return _page(request, refused={slug: message})
    return _back_to(slug)


@login_required
@require_POST
@screened
def take_back(request, slug, kind):
    if kind not in Choice.Kind:
        raise Http404
    _view, exercise, _program = _on_ladder(request.user, slug)
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
        view, exercise, program = _on_ladder(request.user, slug)
        if view.exercise not in program.hinges:
            raise Http404
    runner_choices.pin(user=request.user, exercise=exercise)
    return _back_to("which-lift")


def _on_ladder(user, slug):
    answer = plan_on(user, user.today())
    if slug not in answer.program.by_exercise:
        raise Http404
    return answer.step(slug), Exercise.objects.get(slug=slug), answer.program


def _back_to(slug):
    response = redirect("plan")
    response["Location"] += f"#{slug}"
    return response


def _page(request, refused=None):
    """``refused``: {slug: why the runner's choice was not made}."""
    user = request.user
    answer = plan_on(user, user.today())
    steps = _steps(answer, user.units, refused or {})
    context = {
        "answer": answer,
        "stages": _stages(answer.program, steps),
        "count": Counter(view.status for view in answer.steps),
        "lifts": _lifts(user, answer, steps),
        "rules": [(rule, SOURCES[source]) for rule, source in RULES_SUMMARY],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "logbook/ladder/ladder.html", context, status=status)


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


def _steps(answer, units, refused):
    exercises = library().by_slug
    names = {slug: str(exercise.name) for slug, exercise in exercises.items()}
    equipment = {item.slug: (str(item.name), str(item.instead)) for item in library().equipment}
    wording = Wording(units, names, equipment)
    return {
        view.exercise: _step(answer.program, view, exercises[view.exercise], wording, refused)
        for view in answer.steps
    }


def _step(program, view, exercise, wording, refused):
    step = program.by_exercise[view.exercise]
    is_locked = view.status == "locked"
    codes = {reason.code for reason in view.reasons}
    # The first reason is about the dose, which a locked step does not show.
    reasons = view.reasons[1:] if is_locked else view.reasons
    bars = [reason for reason in view.reasons if reason.code == "next"][:1]
    bars += [reason for reason in view.reasons if reason.code == "needs"]
    return LadderStep(
        exercise=exercise,
        view=view,
        target=describe_dose(step, view.target, wording.units),
        asks=[(words, SOURCES[source]) for words, source in describe_step(step)],
        bars=tuple(_bar_progress(program, reason, wording) for reason in bars),
        notes=tuple(wording(reason) for reason in reasons if reason.code not in SHOWN_ELSEWHERE),
        missing=_missing(view.missing, wording),
        closed="closed" in codes,
        stalled="stalled" in codes,
        may_waive=rules.may_waive(view, program),
        message=refused.get(view.exercise, ""),
    )


def _missing(slugs, wording):
    if not slugs:
        return ""
    names = get_text_list([wording.equipment[slug][0] for slug in slugs], _("and"))
    instead = [wording.equipment[slug][1] for slug in slugs]
    return " ".join([_("Missing: %(names)s.") % {"names": names}, *filter(None, instead)])


def _bar_progress(program, reason, wording):
    exercise, row = reason.values["exercise"], reason.values["row"]
    needed = reason.values["sessions_in_a_row_needed"]
    source = SOURCES[program.by_exercise[exercise].source("bar")]
    name = wording.name(exercise)
    return BarProgress(name, wording(reason), min(row, needed), needed, source)
