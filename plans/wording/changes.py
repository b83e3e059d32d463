"""What one revision of a program does differently from another: step by step, number by number."""

from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.models import Equipment, Exercise, Source

from .doses import describe_bar, describe_dose, describe_load

RANGES = {
    "sets": (
        gettext_lazy("Sets, least"),
        gettext_lazy("Sets, most"),
        gettext_lazy("Sets, at the start"),
    ),
    "amount": (
        gettext_lazy("Amount, least"),
        gettext_lazy("Amount, most"),
        gettext_lazy("Amount, at the start"),
    ),
    "hold": (
        gettext_lazy("Hold in seconds, least"),
        gettext_lazy("Hold in seconds, most"),
        gettext_lazy("Hold in seconds, at the start"),
    ),
}
SECONDS = {
    "up_s": gettext_lazy("Seconds up"),
    "down_s": gettext_lazy("Seconds down"),
    "rest_s": gettext_lazy("Rest after a set in seconds"),
}
BAR = {
    "row": gettext_lazy("Bar, sessions in a row"),
    "sets": gettext_lazy("Bar, sets"),
    "amount": gettext_lazy("Bar, amount"),
    "hold_s": gettext_lazy("Bar, hold in seconds"),
    "felt": gettext_lazy("Bar, felt at least"),
    "effort": gettext_lazy("Bar, effort at most"),
    "form": gettext_lazy("Bar, form"),
    "at_load": gettext_lazy("Bar, at the target load or more"),
}
SOURCES = {
    "dose": gettext_lazy("Dose from"),
    "hold": gettext_lazy("Hold from"),
    "start": gettext_lazy("Start from"),
    "frequency": gettext_lazy("Frequency from"),
    "bar": gettext_lazy("Bar from"),
}


class Change(NamedTuple):
    """What is different about one step."""

    exercise: str
    name: str
    lines: list[str]


class Changes:
    """Says what is different. Names are looked up once, when the first is wanted.

    ``stages``: key → name.
    """

    def __init__(self, stages=None):
        self.stages = stages or {}

    def __call__(self, old, new) -> list[Change]:
        """From one ``rules.Program`` to another, in the order of the new one."""
        moved = dict(_moved(old, new))
        changes = []
        for step in new.steps:
            before = old.by_exercise.get(step.exercise)
            lines = [*self._of_step(before, step)] if before else [self._added(step)]
            if step.exercise in moved:
                lines.insert(0, self._place(moved[step.exercise]))
            changes.append(self._change(step, lines))
        gone = [step for step in old.steps if step.exercise not in new.by_exercise]
        changes += [self._change(step, [_("Taken off the ladder.")]) for step in gone]
        return [change for change in changes if change.lines]

    @cached_property
    def names(self):
        return {slug: str(name) for slug, name in Exercise.objects.values_list("slug", "name")}

    @cached_property
    def equipment(self):
        return {slug: str(name) for slug, name in Equipment.objects.values_list("slug", "name")}

    def name(self, slug):
        return self.names.get(slug, slug)

    def stage(self, key):
        return str(self.stages.get(key, key))

    def frequency(self, step):
        if step.hinge:
            return _("2–3 days a week, shared by the lifts")
        if step.days_of_7:
            return _("at most %(days)d of 7 days") % {"days": step.days_of_7}
        return _("daily")

    def needs(self, step):
        """``trap bar or barbell and rack``; or that nothing is needed."""
        ways = [
            get_text_list([self.equipment.get(slug, slug) for slug in way], _("and"))
            for way in step.equipment
        ]
        return get_text_list(ways, _("or")) or _("nothing")

    def _change(self, step, lines):
        return Change(step.exercise, self.name(step.exercise), lines)

    def _added(self, step):
        return _("New on the ladder: starts at %(dose)s, proficient after %(bar)s.") % {
            "dose": describe_dose(step, step.start()),
            "bar": describe_step_bar(step),
        }

    def _place(self, after):
        if after is None:
            return _("Comes first now.")
        return _("Comes after %(name)s now.") % {"name": self.name(after)}

    def _of_step(self, old, new):
        yield from _different(_("Stage"), self.stage(old.stage), self.stage(new.stage))
        yield from self._links(old, new)
        for what, labels in RANGES.items():
            before, after = getattr(old, what), getattr(new, what)
            for label, end in zip(labels, ("low", "high", "start"), strict=True):
                yield from _different(label, getattr(before, end), getattr(after, end))
        yield from _different(_("Smallest step of load"), _load(old), _load(new))
        yield from self._named(_("Body weight until"), old.load_after, new.load_after)
        yield from _different(_("Frequency"), self.frequency(old), self.frequency(new))
        for what, label in SECONDS.items():
            yield from _different(label, _number(getattr(old, what)), _number(getattr(new, what)))
        yield from _of_bar(old, new)
        for what, label in SOURCES.items():
            yield from _different(label, _source(old, what), _source(new, what))
        yield from self._of_exercise(old, new)

    def _links(self, old, new):
        for slug in new.requires:
            if slug not in old.requires:
                yield _("Waits for %(name)s too.") % {"name": self.name(slug)}
        for slug in old.requires:
            if slug not in new.requires:
                yield _("No longer waits for %(name)s.") % {"name": self.name(slug)}
        yield from self._named(_("Harder form"), old.harder, new.harder)
        yield from _different(_("Activation"), _yes(old.activation), _yes(new.activation))

    def _named(self, label, old, new):
        names = [self.name(slug) if slug else _("none") for slug in (old, new)]
        yield from _different(label, *names)

    def _of_exercise(self, old, new):
        units = dict(Exercise.Unit.choices)
        yield from _different(
            _("Counted in"), units.get(old.unit, old.unit), units.get(new.unit, new.unit)
        )
        yield from _different(_("Counted for each side"), _yes(old.each_side), _yes(new.each_side))
        yield from _different(_("Equipment"), self.needs(old), self.needs(new))


def describe_step_bar(step):
    return describe_bar(step.bar, step) if step.bar else _("the last step, no bar")


def _different(label, old, new):
    if old != new:
        yield _("%(what)s: %(new)s (was %(old)s)") % {"what": label, "new": new, "old": old}


def _of_bar(old, new):
    if not (old.bar and new.bar):
        yield from _different(_("Proficient after"), describe_step_bar(old), describe_step_bar(new))
        return
    for what, label in BAR.items():
        yield from _different(label, _asked(getattr(old.bar, what)), _asked(getattr(new.bar, what)))


def _asked(value):
    if value is None or value is False:
        return _("not asked")
    return _("asked") if value is True else value


def _yes(value):
    return _("yes") if value else _("no")


def _load(step):
    return describe_load(step.load_step) if step.load_step else _("takes no load")


def _number(value):
    return number_format(f"{value:g}")


def _source(step, what):
    return dict(Source.choices).get(dict(step.sources).get(what), _("nobody named"))


def _moved(old, new):
    """Steps of both that changed places, and what each comes after now."""
    order = [step.exercise for step in new.steps]
    after = [name for name in order if name in old.by_exercise]
    before = [step.exercise for step in old.steps if step.exercise in new.by_exercise]
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, _a, _b, start, end in matcher.get_opcodes():
        if tag in ("insert", "replace"):
            for name in after[start:end]:
                place = order.index(name)
                yield name, order[place - 1] if place else None
