"""The feedback row of a card: what it asks, and the values that one tap takes."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from plans import rules

from ..describe import describe_errors, describe_feedback
from ..models import Feedback

TOOK_OVER = {
    "nothing": lambda: _("nothing took over"),
    "thighs": lambda: _("the thighs took over"),
    "hamstrings": lambda: _("the hamstrings took over"),
    "back": lambda: _("the back took over"),
}


class Said(NamedTuple):
    felt_left: int | str | None
    felt_right: int | str | None
    pain: int | str | None
    effort: int | str | None
    form: bool | str | None
    took_over: str


class Shown(NamedTuple):
    """What the fields of a row show: the same for many cards, while nothing was refused."""

    asks: tuple[str, ...]
    values: Said
    pain: int | None  # the number that is ticked; none of them where something else was sent
    form: str | None
    errors: dict | tuple

    zones = (("ok", range(3)), ("care", range(3, 6)), ("stop", range(6, 11)))
    choices = Feedback.TookOver.choices


@dataclass(frozen=True)
class Told:
    asks: list[str]
    values: dict
    undo: str = ""  # the address that brings back what stands
    given: str = ""
    skipped: bool = False
    is_due: bool = False
    errors: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)  # with what the row does not show
    is_open: bool = False

    @property
    def shown(self) -> Shown:
        pain, form = str(self.values["pain"]), self.values["form"]
        return Shown(
            tuple(self.asks),
            Said(**self.values),
            int(pain) if pain in map(str, range(11)) else None,
            {True: "yes", False: "no"}.get(form, form),
            self.errors or (),
        )


def told(card) -> Told:
    """Due after the last set until it is answered or skipped."""
    first = card.entries[0] if card.entries else None
    given = _given(first) if first else []
    skipped = bool(first and first.feedback_skipped)
    row = Told(
        asks=asks(card.step, card.view),
        values=_preset(card.sessions) | (_values(first) if first else {}),
        undo=undo_address(card.slug, first, skipped),
        given=", ".join(given),
        skipped=skipped and not given,
        is_due=first is not None and card.is_done and not (given or skipped),
    )
    form = card.refused
    if form is None or "pain" not in form.fields:
        return row
    typed = {
        name: form[name].value() for name in Said._fields if form.add_prefix(name) in form.data
    }
    return replace(
        row,
        values=row.values | typed,
        errors=form.errors,
        problems=describe_errors(form, {*row.asks, "took_over"}),
        is_open=True,
    )


def undo_address(slug, said, skipped) -> str:
    """To post to: it brings back what ``said`` holds (nothing, where it is ``None``)."""
    values = _values(said) if said else {}
    if values.get("form") is not None:
        values["held"] = "yes" if values.pop("form") else "no"
    if skipped:
        values["skip"] = 1
    return f"{reverse('put_feedback_back', args=[slug])}?{urlencode(values)}"


def asks(step, view) -> list[str]:
    """What the bar reads while it is unmet; pain alone after that; of a lift, effort too."""
    bar = step.bar if step and view.status != "proficient" else None
    names = ["felt_left", "felt_right"] if bar and bar.felt is not None else []
    names.append("pain")
    if (bar and bar.effort is not None) or (step and step.hinge):
        names.append("effort")
    return [*names, "form"] if bar and bar.form else names


def _preset(sessions) -> dict:
    """As last time, and no pain."""
    last = sessions[-1].feedback if sessions else rules.Feedback()
    return {
        "felt_left": last.felt_left,
        "felt_right": last.felt_right,
        "pain": 0,
        "effort": last.effort,
        "form": last.form,
        "took_over": "",
    }


def _values(entry) -> dict:
    said = {name: getattr(entry, name) for name in Said._fields}
    return {name: value for name, value in said.items() if value not in (None, "")}


def _given(entry) -> list[str]:
    words = describe_feedback(entry)
    return [*words, TOOK_OVER[entry.took_over]()] if entry.took_over else words
