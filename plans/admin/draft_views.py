"""What a coach does with the draft of a ladder, in the admin: try it, publish it, drop it."""

from dataclasses import replace
from functools import wraps
from http import HTTPStatus

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import draft, programs, simulation
from ..models import Program, Revision
from ..simulation.report import percent
from ..wording import Wording
from ..wording.changes import Changes

MAY = ["plans.change_program", "plans.change_step"]


class PublishForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.CharField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["min"] = programs.today().isoformat()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < programs.today():
            raise forms.ValidationError(
                _("This day is over, and past days stay judged as they were: today or later.")
            )
        return on


class TryForm(forms.Form):
    runners = forms.IntegerField(label=gettext_lazy("Runners"), min_value=10, max_value=60)
    weeks = forms.IntegerField(label=gettext_lazy("Weeks"), min_value=4, max_value=52)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes a day"), min_value=10, max_value=20)
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=1,
        max_value=10**6,
        help_text=gettext_lazy("Another number draws other runners."),
    )


TRIED_WITH = {"runners": 60, "weeks": 26, "minutes": 15, "seed": 1}


def coach_only(model):
    """The row of ``model`` for a coach; 403 for any other staff, the login for all others."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, pk):
            if not request.user.has_perms(MAY):
                raise PermissionDenied
            return view(request, get_object_or_404(model, pk=pk))

        return admin.site.admin_view(wrapped)

    return decorate


@coach_only(Program)
def page(request, program):
    return _page(request, program)


@coach_only(Program)
def publish(request, program):
    if request.method != "POST":
        return redirect("admin:plans_program_draft", program.pk)
    form = PublishForm(request.POST)
    before = programs.latest(program)
    if form.is_valid():
        try:
            values = form.cleaned_data
            last = programs.publish(program, on=values["on"], by=request.user, seen=values["seen"])
        except programs.DraftChanged:
            form.add_error(
                None, _("The draft has changed since you opened this page. Look at it once more.")
            )
        except ValueError as why:
            form.add_error(None, str(why))
        else:
            _tell_published(request, program, before, last)
            return redirect("admin:plans_program_draft", program.pk)
    return _page(request, program, publishing=form)


@coach_only(Program)
def simulate(request, program):
    if request.method != "POST":
        return redirect("admin:plans_program_draft", program.pk)
    form = TryForm(request.POST)
    if not form.is_valid():
        return _page(request, program, trying=form)
    try:
        spec = programs.draft_rules(program)
    except ValueError:
        return _page(request, program)  # it says what is wrong
    last = programs.latest(program)
    next_one = replace(spec, revision=last.number + 1 if last else 1)
    runs = [_run(_("The draft"), next_one, form)]
    if last and last.rules.steps != spec.steps:
        runs.insert(0, _run(_("Revision %(number)d") % {"number": last.number}, last.rules, form))
    return _page(request, program, trying=form, runs=runs)


@coach_only(Program)
def discard(request, program):
    last = programs.latest(program)
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
        "changes": _changes(program)(programs.draft_rules(program), revision.rules),
        "unpublished": differences(program),
    }
    return TemplateResponse(request, "admin/plans/revision/bring_back.html", context)


def differences(program):
    """What the draft changes against what was published last; None before the first time.

    Raises ``ValueError`` where the draft cannot be climbed.
    """
    last = programs.latest(program)
    return last and _changes(program)(last.rules, programs.draft_rules(program))


def describe_days(since, last=None):
    """The days of a revision, as a coach reads them."""
    if last is not None and last < since:
        return _("none: another took its place")
    if last == since:
        return _("on %(day)s") % {"day": date_format(since)}
    if since == programs.BEFORE_ANYONE:
        start = _("from the beginning")
    else:
        day = {"day": date_format(since)}
        start = (_("from %(day)s") if since > programs.today() else _("since %(day)s")) % day
    if last is None:
        return start
    return _("%(start)s until %(day)s") % {"start": start, "day": date_format(last)}


def current_and_coming_revisions(program):
    """(revision, its days in words) of what runners train by now and of what is to come."""
    spans = [
        span
        for span in programs.revision_spans(program)
        if not span.is_empty and (span.last is None or span.last >= programs.today())
    ]
    return [
        (span.revision, describe_days(span.revision.in_force_from, span.last))
        for span in sorted(spans, key=lambda span: span.revision.in_force_from)
    ]


def publisher(revision):
    if revision.shipped:
        return _("an update of Hipdrive")
    return revision.published_by or _("somebody whose account is gone")


def _changes(program):
    return Changes(dict(program.stages.values_list("key", "name")))


def _page(request, program, *, publishing=None, trying=None, runs=()):
    last, problem, changes, seal = programs.latest(program), None, None, ""
    try:
        spec = programs.draft_rules(program)
    except ValueError as why:
        problem = why
    else:
        changes = last and _changes(program)(last.rules, spec)
        seal = programs.seal(spec, last)
    tomorrow = programs.today() + programs.DAY
    context = {
        **admin.site.each_context(request),
        "title": _("The draft of %(program)s") % {"program": program},
        "program": program,
        "last": last,
        "spans": current_and_coming_revisions(program),
        "problem": problem,
        "changes": changes,
        "seal": seal,
        "publishing": publishing or PublishForm(initial={"on": tomorrow}),
        "trying": trying or TryForm(initial=TRIED_WITH),
        "runs": runs,
        "pairs": _pairs(runs),
    }
    wrong = any(form and form.errors for form in (publishing, trying))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return TemplateResponse(request, "admin/plans/program/draft.html", context, status=status)


def _run(name, program, form):
    result = simulation.simulate(program, **form.cleaned_data)
    names = Wording().names
    return {
        "name": name,
        "result": result,
        "facts": simulation.facts(result, names),
        "picture": mark_safe(simulation.picture(result, names)),
    }


def _pairs(runs):
    """(step, cells) for the table: of each number the one of every run, side by side."""
    if not runs:
        return []
    names = Wording().names
    results = [run["result"] for run in runs]
    pairs = simulation.compare(results[0], results[-1])
    return [
        (names.get(pair.exercise, pair.exercise), _cells((pair.a, pair.b)[-len(runs) :]))
        for pair in pairs
    ]


def _cells(rows):
    shares = ("open_share", "open_days", "proficient_share", "proficient_days")
    return [_cell(row and getattr(row, what)) for what in shares for row in rows]


def _cell(value):
    """A share in percent, the day by which half were there, or a dash."""
    if value is None:
        return "–"
    return str(value[1]) if isinstance(value, tuple) else percent(value)


def _bring_back(request, program, revision):
    number = {"number": revision.number}
    try:
        draft.bring_back(program, revision.rules)
    except ValueError as gone:
        said = _("The draft stays as it was: %(gone)s is no longer in the library.")
        messages.error(request, said % {"gone": gone})
        return
    _log(request, program, _("The draft was set back to revision %(number)d.") % number)
    messages.success(request, _("The draft is as revision %(number)d was.") % number)
    left = _changes(program)(revision.rules, programs.draft_rules(program))
    if left:
        said = _(
            "What an exercise itself says (counted in, sides, equipment) stays as it is now: "
            "%(names)s. Change it on the exercise's own page."
        )
        messages.warning(request, said % {"names": ", ".join(change.name for change in left)})


def _tell_published(request, program, before, last):
    made = list(program.revisions.filter(number__gt=before.number if before else 0))
    if not made:
        messages.info(request, _("Nothing that plans rest on has changed."))
        return
    for revision in made:
        said = _("Revision %(number)d is published, in force from %(day)s.") % {
            "number": revision.number,
            "day": date_format(revision.in_force_from),
        }
        _log(request, program, said)
        messages.success(request, said)
    messages.info(request, _("The days before stay judged as they were."))


def _log(request, program, said):
    LogEntry.objects.log_actions(request.user.pk, [program], CHANGE, said, single_object=True)


def link_to_draft(program):
    url = reverse("admin:plans_program_draft", args=[program.pk])
    return format_html('<a href="{}">{}</a>', url, _("See what differs, try it and publish it"))
