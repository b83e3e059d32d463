"""Words of the admin for the draft of a ladder and for its revisions."""

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from exercises.day_names import name_of_day

from .. import programs
from ..rules import Dose
from ..wording import describe_dose
from ..wording.changes import Changes, describe_step_bar
from ..wording.doses import describe_frequency


def notify_saved(request, program):
    last = programs.latest_revision(program)
    if last:
        text = _("Saved in the draft; plans follow revision %(number)d as before.")
        text %= {"number": last.number}
    else:
        text = _("Saved in the draft.")
    messages.info(request, format_html("{} {}", text, link_to_draft(program)))


def link_to_draft(program):
    url = reverse("admin:plans_program_draft", args=[program.pk])
    return format_html('<a href="{}">{}</a>', url, _("See what differs, try it and publish it"))


def as_rules_step(row):
    """Return a step as the rules read it, without its links."""
    return programs.rules_step(row, requires=(), harder=None, load_after=None, equipment=())


def first_dose(step):
    return describe_dose(step, step.start())


def last_dose(step):
    return describe_dose(step, Dose(step.sets.high, step.amount.high, step.hold.high))


def render_ladder(rows):
    """Render rows with ``rules`` (the step), ``name``, ``requires`` and maybe ``url``."""
    lines = [
        row
        | {
            "start": first_dose(row["rules"]),
            "top": last_dose(row["rules"]),
            "often": describe_frequency(row["rules"]),
            "bar": describe_step_bar(row["rules"]),
        }
        for row in rows
    ]
    return render_to_string("admin/plans/ladder.html", {"rows": lines})


def compare_with(program, old, new):
    return Changes(dict(program.stages.values_list("key", "name")))(old, new)


def draft_changes(program):
    """Return what the draft changes in the last revision; ``None`` where there is none yet.

    Raises ``ValueError`` where the draft is not a possible ladder.
    """
    last = programs.latest_revision(program)
    return last and compare_with(program, last.rules, programs.draft_rules(program))


def describe_draft(program, exercise=None):
    """Describe what the draft changes, in all steps or in one, with a link to the draft's page."""
    try:
        changes = draft_changes(program)
    except ValueError as why:
        return _("This draft could not be climbed: %(why)s") % {"why": why}
    if changes is None:
        return format_html("{} {}", _("All of it."), link_to_draft(program))
    if exercise:
        changes = [change for change in changes if change.exercise == exercise]
    if not changes:
        return _("Nothing: the draft is what was published last.")
    context = {"changes": changes, "only": exercise}
    words = render_to_string("admin/plans/changes.html", context)
    return format_html("{}{}", words, link_to_draft(program))


def describe_days(since, last=None):
    """Describe the days on which a revision is in force."""
    if last is not None and last < since:
        return _("none: another took its place")
    if last == since:
        return _("on %(day)s") % {"day": name_of_day(since)}
    if since == programs.BEFORE_ANYONE:
        endless, ended = _("from the beginning"), _("from the beginning until %(last)s")
    elif since > programs.today():
        endless, ended = _("from %(first)s"), _("from %(first)s until %(last)s")
    else:
        endless, ended = _("since %(first)s"), _("since %(first)s until %(last)s")
    first = name_of_day(since)
    if last is None:
        return endless % {"first": first}
    return ended % {"first": first, "last": name_of_day(last)}


def current_and_coming_revisions(program):
    """Return the revision in force and those to come as (revision, its days in words)."""
    return [
        (span.revision, describe_days(span.revision.in_force_from, span.last))
        for span in programs.revision_spans(program)
        if not span.is_empty and (span.last is None or span.last >= programs.today())
    ]


def publisher(revision):
    if revision.shipped:
        return _("an update of Hipdrive")
    return revision.published_by or _("somebody whose account is gone")
