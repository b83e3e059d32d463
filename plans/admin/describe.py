"""What the pages of the ladder say of the draft."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext

from .. import programs
from ..rules import Dose
from ..wording import describe_dose
from ..wording.changes import describe_step_bar
from ..wording.doses import describe_frequency
from . import draft_views


def notify_saved(request, program):
    last = programs.latest(program)
    if last:
        text = gettext("Saved in the draft; plans follow revision %(number)d as before.")
        said = text % {"number": last.number}
    else:
        said = gettext("Saved in the draft.")
    messages.info(request, format_html("{} {}", said, draft_views.link_to_draft(program)))


def as_rules_step(row):
    """A step as the rules read it, without its links."""
    return programs.rules_step(row, requires=(), harder=None, load_after=None, equipment=())


def start_of(step):
    return describe_dose(step, step.start())


def top_of(step):
    return describe_dose(step, Dose(step.sets.high, step.amount.high, step.hold.high))


def render_ladder(rows):
    """The ladder in words."""
    lines = [
        row
        | {
            "start": start_of(row["rules"]),
            "top": top_of(row["rules"]),
            "often": describe_frequency(row["rules"]),
            "bar": describe_step_bar(row["rules"]),
        }
        for row in rows
    ]
    return render_to_string("admin/plans/ladder.html", {"rows": lines})


def unpublished(program, exercise=None):
    """What the draft changes, of one step or of all, and where to go on."""
    try:
        changes = draft_views.differences(program)
    except ValueError as why:
        return gettext("This draft could not be climbed: %(why)s") % {"why": why}
    if changes is None:
        return format_html("{} {}", gettext("All of it."), draft_views.link_to_draft(program))
    if exercise:
        changes = [change for change in changes if change.exercise == exercise]
    if not changes:
        return gettext("Nothing: the draft is what was published last.")
    context = {"changes": changes, "only": exercise}
    words = render_to_string("admin/plans/changes.html", context)
    return format_html("{}{}", words, draft_views.link_to_draft(program))
