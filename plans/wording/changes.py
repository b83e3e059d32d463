"""What one revision of a program does differently from another, step by step."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db.models import Field
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.models import Exercise

from ..models import Step as StepRow
from ..programs import step_columns
from ..rules import Program, Step
from .doses import describe_bar, describe_dose, describe_frequency, describe_load
from .reasons import Wording

# These columns of a step are no facts of their own: ``frequency`` says how many days of seven.
LEFT_OUT = {"id", "stage", "order", "exercise", "any_time", "days_of_7"}

# What an empty column of a load says.
NO_LOAD = {
    "load_kind": gettext_lazy("takes no load"),
    "load_step": gettext_lazy("none"),
    "load_most": gettext_lazy("no more than the runner has"),
}


class Change(NamedTuple):
    """What is different about one step, a line for each difference."""

    exercise: str
    name: str
    lines: list[str]


class Changes:
    """Compares programs; ``stages`` gives each stage's name by its key."""

    def __init__(self, stages: Mapping[str, str] | None = None) -> None:
        self.stages = stages or {}
        self.wording = Wording()

    def __call__(self, old: Program, new: Program) -> list[Change]:
        """Return the steps that differ, in the order of ``new``, and then those it dropped."""
        moved = _moved(old, new)
        changes = []
        for step in new.steps:
            before = old.by_exercise.get(step.exercise)
            lines = self._lines(before, step) if before else [_added(step)]
            if step.exercise in moved:
                lines.insert(0, self._place(moved[step.exercise]))
            changes.append(self._change(step, lines))
        dropped = [step for step in old.steps if step.exercise not in new.by_exercise]
        changes += [self._change(step, [_("Taken off the ladder.")]) for step in dropped]
        return [change for change in changes if change.lines]

    def _change(self, step: Step, lines: list[str]) -> Change:
        return Change(step.exercise, self.wording.name(step.exercise), lines)

    def _place(self, after: str | None) -> str:
        if after is None:
            return _("Comes first now.")
        return _("Moved. Comes after: %(name)s.") % {"name": self.wording.name(after)}

    def _lines(self, old: Step, new: Step) -> list[str]:
        lines = [
            _("Waits for one more: %(name)s.") % {"name": self.wording.name(slug)}
            for slug in new.requires
            if slug not in old.requires
        ]
        lines += [
            _("No longer waits for: %(name)s.") % {"name": self.wording.name(slug)}
            for slug in old.requires
            if slug not in new.requires
        ]
        one_has_no_bar = not (old.bar and new.bar)
        both = zip(self._facts(old, one_has_no_bar), self._facts(new, one_has_no_bar), strict=True)
        for (label, before), (_label, after) in both:
            if before != after:
                changed = {"what": label, "new": after, "old": before}
                lines.append(_("%(what)s: %(new)s (was %(old)s)") % changed)
        return lines

    def _facts(self, step: Step, bar_as_one: bool) -> Iterator[tuple[str, str]]:
        """Yield all that a step says, as (label, words)."""
        yield _("Stage"), str(self.stages.get(step.stage, step.stage))
        columns = step_columns(step)
        for field in StepRow._meta.concrete_fields:
            is_bar = field.name.startswith("bar_") and field.name != "bar_source"
            if field.name not in LEFT_OUT and not (is_bar and bar_as_one):
                label = capfirst(field.verbose_name).replace(": ", ", ")
                yield label, self._words(field, columns.get(field.name), step)
        if bar_as_one:
            yield _("Proficient after"), describe_step_bar(step)
        yield _("Counted in"), str(dict(Exercise.Unit.choices).get(step.unit, step.unit))
        yield _("Counted for each side"), _("yes") if step.each_side else _("no")
        yield _("Equipment"), self._equipment(step)

    def _words(self, field: "Field[Any, Any]", value: Any, step: Step) -> str:
        if field.name == "frequency":
            return describe_frequency(step)
        if field.is_relation:
            return self.wording.name(value) if value else _("none")
        if field.name in NO_LOAD and not value:
            return str(NO_LOAD[field.name])
        if field.choices:
            return str(dict(field.flatchoices).get(value, _("nobody named")))
        if field.name in ("load_step", "load_most"):
            return describe_load(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return _("not asked") if value is None else number_format(f"{value:g}")

    def _equipment(self, step: Step) -> str:
        """``Trap bar / Barbell + Rack``; or that nothing is needed."""
        names = self.wording.equipment
        ways = [
            " + ".join(names[slug][0] if slug in names else slug for slug in way)
            for way in step.equipment
        ]
        return " / ".join(ways) or _("nothing")


def describe_step_bar(step: Step) -> str:
    return describe_bar(step.bar, step) if step.bar else _("the last step, no bar")


def _added(step: Step) -> str:
    return _("New on the ladder: starts at %(dose)s, proficient after %(bar)s.") % {
        "dose": describe_dose(step, step.start()),
        "bar": describe_step_bar(step),
    }


def _moved(old: Program, new: Program) -> dict[str, str | None]:
    """Return the steps of both that changed places, with the one that each comes after now."""
    order = [step.exercise for step in new.steps]
    before = [step.exercise for step in old.steps if step.exercise in new.by_exercise]
    after = [name for name in order if name in old.by_exercise]
    moved: dict[str, str | None] = {}
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, _a, _b, start, end in matcher.get_opcodes():
        if tag in ("insert", "replace"):
            for name in after[start:end]:
                place = order.index(name)
                moved[name] = order[place - 1] if place else None
    return moved
