"""The feedback row of a card: what it asks, and the answers that one tap takes."""

from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plans import rules

from ..describe import describe_errors, describe_feedback
from ..models import Feedback
from ..pain_zones import ZONES
from .exercise_day import ExerciseDay
from .number_fields import NumberField

TOOK_OVER = {
    "nothing": lambda: _("nothing took over"),
    "thighs": lambda: _("the thighs took over"),
    "hamstrings": lambda: _("the hamstrings took over"),
    "back": lambda: _("the back took over"),
}


class Answers(NamedTuple):
    """What the fields hold: stored values, those of last time, or what was typed."""

    felt_left: int | str | None = None
    felt_right: int | str | None = None
    pain: int | str | None = None
    effort: int | str | None = None
    form: bool | str | None = None
    took_over: str = ""

    def as_sent(self) -> dict:
        """The fields as a form posts them; ``form`` is posted as ``held``."""
        sent = {name: value for name, value in self._asdict().items() if value not in (None, "")}
        if "form" in sent:
            sent["held"] = "yes" if sent.pop("form") else "no"
        return sent


@dataclass(frozen=True)
class FeedbackRow:
    slug: str
    asks: list[str]
    answers: Answers
    undo: str = ""  # the address that brings back what is stored now
    given: str = ""
    skipped: bool = False
    is_due: bool = False
    is_open: bool = False
    errors: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)  # about fields that the row does not show

    @cached_property
    def action(self) -> str:
        return addresses_of(self.slug)[0]

    zones = ZONES
    choices = Feedback.TookOver.choices

    @property
    def is_shown(self) -> bool:
        """Whether the form is on the page; otherwise today.js makes it when it is needed."""
        return self.is_due or self.is_open

    @property
    def felt(self) -> list[NumberField]:
        labels = {"felt_left": _("Felt left"), "felt_right": _("Felt right")}
        return [self._rating(name, label) for name, label in labels.items() if name in self.asks]

    @property
    def effort(self) -> NumberField | None:
        return self._rating("effort", _("Effort")) if "effort" in self.asks else None

    def _rating(self, name, label):
        value, errors = getattr(self.answers, name), tuple(self.errors.get(name, ()))
        return NumberField(f"{name}-{self.slug}", name, label, value, errors=errors)

    @property
    def ticked_pain(self) -> int | None:
        """``None`` where something else was sent than a number from 0 to 10."""
        pain = str(self.answers.pain)
        return int(pain) if pain in map(str, range(11)) else None

    @property
    def held(self) -> str | None:
        form = self.answers.form
        return {True: "yes", False: "no"}.get(form, form)

    @property
    def packed_answers(self) -> str:
        return urlencode(self.answers.as_sent())


def feedback_row_for(card: ExerciseDay, is_open=False) -> FeedbackRow:
    """The row is due after the last set until it is answered or skipped."""
    first = card.entries[0] if card.entries else None
    given = _describe_given(first) if first else ""
    skipped = bool(first and first.feedback_skipped)
    asks = asked_answers(card.step, card.view)
    stored = _stored(first) if first else {}
    form = card.refused if card.refused and "pain" in card.refused.fields else None
    typed = form and {
        name: form[name].value() for name in Answers._fields if form.add_prefix(name) in form.data
    }
    return FeedbackRow(
        slug=card.slug,
        asks=asks,
        answers=Answers(**_last_time(card.sessions) | stored | (typed or {})),
        undo=undo_address(card.slug, first, skipped),
        given=given,
        skipped=skipped and not given,
        is_due=bool(first) and card.is_done and not (given or skipped),
        is_open=is_open or form is not None,
        errors=form.errors if form else {},
        problems=describe_errors(form, {*asks, "took_over"}) if form else [],
    )


def feedback_form_to_copy() -> str:
    """The feedback form with all questions, for today.js to copy into a card.

    Made once a language: it is the same on every page. The script fills in the exercise's slug for
    ``any-exercise``, the date, the answers and the CSRF token.
    """
    return _feedback_form_to_copy(get_language())


@cache
def _feedback_form_to_copy(language):
    row = FeedbackRow("any-exercise", list(Answers._fields), Answers(), is_due=True)
    return render_to_string("logbook/today/feedback_form.html", {"row": row})


def undo_address(slug, feedback, skipped) -> str:
    """Posting to it brings back ``feedback``, an entry or a row; ``None``: nothing was said."""
    answers = Answers(**_stored(feedback)).as_sent() if feedback else {}
    if skipped:
        answers["skip"] = 1
    return f"{addresses_of(slug)[1]}?{urlencode(answers)}"


@lru_cache(maxsize=200)
def addresses_of(slug: str) -> tuple[str, str]:
    """Returns where feedback on an exercise is sent, and where it is brought back."""
    return reverse("feedback", args=[slug]), reverse("undo_feedback", args=[slug])


def asked_answers(step, view) -> list[str]:
    """What the bar reads while it is unmet; pain alone after that; of a lift, effort too."""
    bar = step.bar if step and view.status != "proficient" else None
    names = ["felt_left", "felt_right"] if bar and bar.felt is not None else []
    names.append("pain")
    if (bar and bar.effort is not None) or (step and step.hinge):
        names.append("effort")
    return [*names, "form"] if bar and bar.form else names


def _last_time(sessions) -> dict:
    """What was felt in the last session, and no pain."""
    last = sessions[-1].feedback if sessions else rules.Feedback()
    return {name: getattr(last, name) for name in ("felt_left", "felt_right", "effort", "form")} | {
        "pain": 0
    }


def _stored(feedback) -> dict:
    stored = {name: getattr(feedback, name) for name in Answers._fields}
    return {name: value for name, value in stored.items() if value not in (None, "")}


def _describe_given(entry) -> str:
    words = describe_feedback(entry)
    return ", ".join([*words, TOOK_OVER[entry.took_over]()] if entry.took_over else words)
