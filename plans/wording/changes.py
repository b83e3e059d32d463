"""What one revision of a program does differently from another, step by step."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.models import Exercise, Source

from ..rules import Program, Step
from .doses import describe_bar, describe_dose, describe_frequency, describe_load
from .reasons import Wording

RANGES = {
    ("sets", "low"): gettext_lazy("Sets, least"),
    ("sets", "high"): gettext_lazy("Sets, most"),
    ("sets", "start"): gettext_lazy("Sets, at the start"),
    ("amount", "low"): gettext_lazy("Amount, least"),
    ("amount", "high"): gettext_lazy("Amount, most"),
    ("amount", "start"): gettext_lazy("Amount, at the start"),
    ("hold", "low"): gettext_lazy("Hold in seconds, least"),
    ("hold", "high"): gettext_lazy("Hold in seconds, most"),
    ("hold", "start"): gettext_lazy("Hold in seconds, at the start"),
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
        return _("Comes after %(name)s now.") % {"name": self.wording.name(after)}

    def _lines(self, old: Step, new: Step) -> list[str]:
        lines = [
            _("Waits for %(name)s too.") % {"name": self.wording.name(slug)}
            for slug in new.requires
            if slug not in old.requires
        ]
        lines += [
            _("No longer waits for %(name)s.") % {"name": self.wording.name(slug)}
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
        yield _("Harder form"), self._name_or_none(step.harder)
        yield _("Activation"), _yes(step.activation)
        for (what, end), label in RANGES.items():
            yield str(label), str(getattr(getattr(step, what), end))
        load = describe_load(step.load_step) if step.load_step else _("takes no load")
        yield _("Smallest step of load"), load
        yield _("Body weight until"), self._name_or_none(step.load_after)
        yield _("Frequency"), describe_frequency(step)
        for what, label in SECONDS.items():
            yield str(label), number_format(f"{getattr(step, what):g}")
        if bar_as_one:
            yield _("Proficient after"), describe_step_bar(step)
        else:
            for what, label in BAR.items():
                yield str(label), _asked(getattr(step.bar, what))
        names, sources = dict(Source.choices), dict(step.sources)
        for what, label in SOURCES.items():
            yield str(label), str(names.get(sources.get(what, ""), _("nobody named")))
        yield _("Counted in"), str(dict(Exercise.Unit.choices).get(step.unit, step.unit))
        yield _("Counted for each side"), _yes(step.each_side)
        yield _("Equipment"), self._equipment(step)

    def _name_or_none(self, slug: str | None) -> str:
        return self.wording.name(slug) if slug else _("none")

    def _equipment(self, step: Step) -> str:
        """``trap bar or barbell and rack``; or that nothing is needed."""
        names = self.wording.equipment
        ways = [
            get_text_list([names[slug][0] if slug in names else slug for slug in way], _("and"))
            for way in step.equipment
        ]
        return get_text_list(ways, _("or")) or _("nothing")


def describe_step_bar(step: Step) -> str:
    return describe_bar(step.bar, step) if step.bar else _("the last step, no bar")


def _added(step: Step) -> str:
    return _("New on the ladder: starts at %(dose)s, proficient after %(bar)s.") % {
        "dose": describe_dose(step, step.start()),
        "bar": describe_step_bar(step),
    }


def _asked(value: int | bool | None) -> str:
    if value is None or value is False:
        return _("not asked")
    return _("asked") if value is True else str(value)


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


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
