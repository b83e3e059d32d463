"""The admin's pages on which a coach tries, publishes and discards the draft of a ladder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from exercises.day_names import name_of_day

from .. import draft, programs
from ..models import Program, Revision
from ..simulation.drawing import picture
from ..simulation.report import facts, percent
from ..simulation.result import compare
from ..simulation.simulate import simulate as simulate_runners
from ..wording import Wording
from .describe import compare_with, current_and_coming_revisions, draft_changes
from .draft_forms import PublishForm, TryForm

NEEDED_RIGHTS = ["plans.change_program", "plans.change_step"]


def coach_only(model):
    """Pass the view the row of ``model``. Other staff get 403, everybody else the login page."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, pk):
            if not request.user.has_perms(NEEDED_RIGHTS):
                raise PermissionDenied
            return view(request, get_object_or_404(model, pk=pk))

        return admin.site.admin_view(wrapped)

    return decorate


@coach_only(Program)
def draft_page(request, program):
    return _render_draft(request, program)


@coach_only(Program)
def publish(request, program):
    if request.method != "POST":
        return redirect("admin:plans_program_draft", program.pk)
    form = PublishForm(request.POST)
    before = programs.latest_revision(program)
    if form.is_valid():
        try:
            values = form.cleaned_data
            programs.publish(program, on=values["on"], by=request.user, seen=values["seen"])
        except programs.DraftChanged:
            form.add_error(
                None, _("The draft has changed since you opened this page. Look at it once more.")
            )
        except ValueError as why:
            form.add_error(None, str(why))
        else:
            _report_published(request, program, before)
            return redirect("admin:plans_program_draft", program.pk)
    return _render_draft(request, program, publishing=form)


def _report_published(request, program, before):
    published = list(program.revisions.filter(number__gt=before.number if before else 0))
    if not published:
        messages.info(request, _("Nothing that plans rest on has changed."))
        return
    for revision in published:
        text = _("Revision %(number)d is published, in force from %(day)s.") % {
            "number": revision.number,
            "day": name_of_day(revision.in_force_from),
        }
        _log(request, program, text)
        messages.success(request, text)
    messages.info(request, _("The days before stay judged as they were."))


@coach_only(Program)
def simulate(request, program):
    if request.method != "POST":
        return redirect("admin:plans_program_draft", program.pk)
    form = TryForm(request.POST)
    if not form.is_valid():
        return _render_draft(request, program, trying=form)
    try:
        spec = programs.draft_rules(program)
    except ValueError:
        return _render_draft(request, program)  # the page says what is wrong
    with only_one_at_a_time() as is_ours:
        if not is_ours:
            form.add_error(None, _("Somebody tries a draft right now. Try yours in half a minute."))
            return _render_draft(request, program, trying=form)
        runs = _runs(program, spec, form)
    return _render_draft(request, program, trying=form, runs=runs)


@coach_only(Program)
def discard(request, program):
    last = programs.latest_revision(program)
    if request.method == "POST" and last:
        _bring_back(request, program, last)
    return redirect("admin:plans_program_draft", program.pk)


@coach_only(Revision)
def bring_back(request, revision):
    program = revision.program
    if request.method == "POST":
        _bring_back(request, program, revision)
        return redirect("admin:plans_program_draft", program.pk)
    context = {
        **admin.site.each_context(request),
        "title": _("Bring revision %(number)d back") % {"number": revision.number},
        "revision": revision,
        "program": program,
        "changes": compare_with(program, programs.draft_rules(program), revision.rules),
        "unpublished": draft_changes(program),
    }
    return TemplateResponse(request, "admin/plans/revision/bring_back.html", context)


def _bring_back(request, program, revision):
    number = {"number": revision.number}
    try:
        draft.bring_back(program, revision.rules)
    except ValueError as missing:
        text = _("The draft stays as it was: %(gone)s is no longer in the library.")
        messages.error(request, text % {"gone": missing})
        return
    _log(request, program, _("The draft was set back to revision %(number)d.") % number)
    messages.success(request, _("The draft is as revision %(number)d was.") % number)
    different = compare_with(program, revision.rules, programs.draft_rules(program))
    if different:
        text = _(
            "What an exercise itself says (counted in, sides, equipment) stays as it is now: "
            "%(names)s. Change it on the exercise's own page."
        )
        names = ", ".join(change.name for change in different)
        messages.warning(request, text % {"names": names})


def _log(request, program, text):
    LogEntry.objects.log_actions(request.user.pk, [program], CHANGE, text, single_object=True)


def _render_draft(request, program, *, publishing=None, trying=None, runs=()):
    last, problem, changes, digest = programs.latest_revision(program), None, None, ""
    try:
        spec = programs.draft_rules(program)
    except ValueError as why:
        problem = why
    else:
        changes = last and compare_with(program, last.rules, spec)
        digest = programs.draft_digest(spec, last)
    context = {
        **admin.site.each_context(request),
        "title": _("The draft of %(program)s") % {"program": program},
        "program": program,
        "last": last,
        "revisions": current_and_coming_revisions(program),
        "problem": problem,
        "changes": changes,
        "digest": digest,
        "publishing": publishing or PublishForm(initial={"on": programs.today() + programs.DAY}),
        "trying": trying or TryForm(),
        "runs": runs,
        "table": _table(runs),
    }
    wrong = any(form and form.errors for form in (publishing, trying))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return TemplateResponse(request, "admin/plans/program/draft.html", context, status=status)


@contextmanager
def only_one_at_a_time() -> Iterator[bool]:
    """Whether nobody else plays runners on this machine: it holds a thread of a web process."""
    with open(settings.DATA_DIR / "simulation.lock", "w") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _runs(program, spec, form):
    """The draft on made-up runners, beside what is published where that differs."""
    last = programs.latest_revision(program)
    next_one = replace(spec, revision=last.number + 1 if last else 1)
    runs = [_run(_("The draft"), next_one, form)]
    if last and last.rules.steps != spec.steps:
        runs.insert(0, _run(_("Revision %(number)d") % {"number": last.number}, last.rules, form))
    return runs


def _run(name, program, form):
    result = simulate_runners(program, **form.cleaned_data)
    names = Wording().names
    return {
        "name": name,
        "result": result,
        "facts": facts(result, names),
        "picture": mark_safe(picture(result, names)),
    }


def _table(runs):
    """Return a row for each step: its name, and each number of every run side by side."""
    if not runs:
        return []
    names = Wording().names
    figures = ("open_share", "open_days", "proficient_share", "proficient_days")
    return [
        (
            names.get(exercise, exercise),
            [_cell(row and getattr(row, name)) for name in figures for row in rows[-len(runs) :]],
        )
        for exercise, *rows in compare(runs[0]["result"], runs[-1]["result"])
    ]


def _cell(value):
    """A share in percent, the day by which half of the runners had got there, or a dash."""
    if value is None:
        return "–"
    return str(value[1]) if isinstance(value, tuple) else percent(value)
