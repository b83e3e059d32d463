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
from plans.wording import SENTENCES

from ..describe import describe_errors, describe_feedback, labelled
from ..models import Feedback
from ..pain_zones import AMBER
from ..scale import Scale, number_chosen
from .exercise_day import ExerciseDay

TOOK_OVER = {
    "nothing": lambda: _("nothing took over"),
    "thighs": lambda: _("the thighs took over"),
    "hamstrings": lambda: _("the hamstrings took over"),
    "back": lambda: _("the back took over"),
}


LABELS = {
    "felt_left": lambda: _("Felt left"),
    "felt_right": lambda: _("Felt right"),
    "pain": lambda: _("Pain"),
    "effort": lambda: _("Effort"),
}
NUMBERS = frozenset(LABELS)
TO_COPY = "any-exercise"  # stands for the slug in the form that today.js copies


class Answers(NamedTuple):
    """What the fields hold: stored values, those of last time, or what was typed."""

    felt_left: int | str | None = None
    felt_right: int | str | None = None
    pain: int | str | None = None
    effort: int | str | None = None
    form: bool | str | None = None
    took_over: str = ""

    def lacks(self, asks) -> bool:
        """Whether any of what is asked is not given."""
        needed = [
            "pain",
            *(name for name in ("felt_left", "felt_right", "effort", "form") if name in asks),
        ]
        return any(getattr(self, name) in (None, "") for name in needed)

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
    last: Answers = field(default_factory=Answers)  # of the last session, what is asked again
    wants: dict = field(default_factory=dict)  # field: what the bar asks of it
    undo: str = ""  # the address that brings back what is stored now
    given: str = ""
    skipped: bool = False
    is_due: bool = False
    is_open: bool = False
    errors: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)  # about the row, or fields it does not show
    hurts: bool = False  # the runner said so: then nothing is offered as last time

    @cached_property
    def action(self) -> str:
        return addresses_of(self.slug)[0]

    choices = Feedback.TookOver.choices

    @property
    def is_shown(self) -> bool:
        """Whether the form is on the page; otherwise today.js makes it when it is needed."""
        return self.is_due or self.is_open

    def scale(self, name) -> Scale:
        return Scale(
            name=name,
            label=LABELS[name](),
            chosen=number_chosen(getattr(self.answers, name)),
            last=getattr(self.last, name),
            wanted=self.wants.get(name),
            pattern=pattern_of(name),
            errors=tuple(self.errors.get(name, ())),
            error_id=f"{name}-error-{self.slug}",
        )

    @property
    def errors_of_numbers(self) -> list[tuple[str, str]]:
        """(id, words) for each number that was refused."""
        return [
            (f"{name}-error-{self.slug}", labelled(getattr(self.answers, name), errors[0]))
            for name, errors in self.errors.items()
            if name in NUMBERS and name in self.asks
        ]

    @property
    def is_to_copy(self) -> bool:
        return self.slug == TO_COPY

    @property
    def offers_last(self) -> bool:
        return self.is_to_copy or bool(self.packed_last and self.answers.lacks(self.asks))

    @property
    def packed_wants(self) -> str:
        """By the names of the fields as a form posts them."""
        return urlencode({"held" if n == "form" else n: w for n, w in self.wants.items()})

    @property
    def packed_last(self) -> str:
        return urlencode(self.last.as_sent())

    @property
    def last_in_words(self) -> str:
        return ", ".join(describe_feedback(self.last))

    @property
    def form_pattern(self) -> str:
        return pattern_of("form")

    @property
    def held(self) -> str | None:
        form = self.answers.form
        return {True: "yes", False: "no"}.get(form, form)

    @property
    def packed_answers(self) -> str:
        return urlencode(self.answers.as_sent())


def feedback_row_for(card: ExerciseDay, is_open=False, hurts=False) -> FeedbackRow:
    """The row is due after the last set until it is answered or skipped.

    ``hurts``: the runner came to it with "It hurts"; whoever said so before the first set is known.
    """
    first = card.entries[0] if card.entries else None
    given = _describe_given(first) if first else ""
    skipped = bool(first and first.feedback_skipped)
    asks = asked_answers(card.step, card.view)
    stored = _stored(first) if first else {}
    form = card.refused if card.refused and "pain" in card.refused.fields else None
    typed = form and {
        name: form[name].value() for name in Answers._fields if form.add_prefix(name) in form.data
    }
    hurts = hurts or card.was_said_to_hurt or (form is not None and "hurts" in form.data)
    return FeedbackRow(
        slug=card.slug,
        asks=asks,
        answers=Answers(**stored | (typed or {})),
        last=Answers() if hurts else _last_time(card.sessions, asks),
        wants=wants_of(card.step, card.view, asks),
        undo=undo_address(card.slug, first, skipped),
        given=given,
        skipped=skipped and not given,
        is_due=bool(first) and card.is_done and not (given or skipped),
        is_open=is_open or form is not None,
        errors=form.errors if form else {},
        problems=_problems(form, asks) if form else [],
        hurts=hurts,
    )


def _problems(form, asks):
    return [*form.non_field_errors(), *describe_errors(form, {*asks, "took_over"})]


def feedback_form_to_copy() -> str:
    """The feedback form with all questions, for today.js to copy into a card.

    Made once a language: it is the same on every page. The script fills in the exercise's slug for
    ``any-exercise``, the date, the answers and the CSRF token.
    """
    return _feedback_form_to_copy(get_language())


@cache
def _feedback_form_to_copy(language):
    row = FeedbackRow(TO_COPY, list(Answers._fields), Answers(), is_due=True)
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


def wants_of(step, view, asks) -> dict:
    """What the bar asks of each answer; empty where it is met, or where there is none."""
    bar = step.bar if step and view.status != "proficient" else None
    if bar is None:
        return {}
    wants = {"felt_left": bar.felt, "felt_right": bar.felt, "pain": AMBER - 1}
    wants |= {"effort": bar.effort, "form": "yes" if bar.form else None}
    return {name: wants[name] for name in asks if wants[name] is not None}


def _last_time(sessions, asks) -> Answers:
    """Returns the answers of the last session to what is asked now."""
    last = sessions[-1].feedback if sessions else rules.Feedback()
    return Answers(**{name: getattr(last, name) for name in asks})


def pattern_of(name) -> str:
    return _pattern_of(name, get_language())


@cache
def _pattern_of(name, _language):
    sentence = str(SENTENCES[f"lacked-{name.replace('_', '-')}"])
    return sentence.replace("%(value)d", "{n}").replace("%(wanted)d", "{m}")


def _stored(feedback) -> dict:
    stored = {name: getattr(feedback, name) for name in Answers._fields}
    return {name: value for name, value in stored.items() if value not in (None, "")}


def _describe_given(entry) -> str:
    words = describe_feedback(entry)
    return ", ".join([*words, TOOK_OVER[entry.took_over]()] if entry.took_over else words)
