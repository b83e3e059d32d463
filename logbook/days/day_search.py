"""The days on which something was done, hurt or noted. Constant queries for a page of them."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from exercises.models import Exercise

from ..history import entries_of, sessions_from
from ..models import Feedback, SetEntry, Workout
from .shared_log import Line, lines_of

A_PAGE = 20  # days
AROUND = 60  # characters of a note before and after what was found


class FindForm(forms.Form):
    """Every field may stay empty; what is filled in must all hold."""

    exercise = forms.ModelChoiceField(
        Exercise.objects.all(),
        label=_("Exercise"),
        required=False,
        to_field_name="slug",
        empty_label=_("Any"),
    )
    pain = forms.IntegerField(label=_("Pain, at least"), min_value=0, max_value=10, required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    note = forms.CharField(label=_("Words in a note"), required=False, max_length=200)

    def __init__(self, data):
        asked = any(data.get(name) for name in self.base_fields)
        super().__init__(data if asked else None, auto_id="find-%s")

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("That is before it begins."))


@dataclass(frozen=True)
class Found:
    date: date
    lines: tuple[Line, ...]  # what matched of the day
    morning_pain: int | None  # where that matched
    note: str


def find(user, asked: dict, page) -> Page:
    """``asked``: the values of the form. A page of ``Found``, newest first."""
    shown = Paginator(_days(user, asked), A_PAGE).get_page(page)
    workouts = list(shown.object_list)
    sessions = sessions_from(entries_of(user, workouts=[one.pk for one in workouts]))
    lines = lines_of(user, [one for one in sessions if _matches(one, asked)])
    shown.object_list = [_found(one, lines[one.date], asked) for one in workouts]
    return shown


def _days(user, asked):
    exercise, pain, note = asked["exercise"], asked["pain"], asked["note"]
    days = Workout.objects.for_user(user).order_by("-date")
    if asked["since"]:
        days = days.filter(date__gte=asked["since"])
    if asked["until"]:
        days = days.filter(date__lte=asked["until"])
    done = SetEntry.objects.for_user(user).live().filter(any_time=False)
    on_day = done.filter(workout=OuterRef("pk"))
    if exercise:
        on_day = on_day.filter(exercise=exercise)
        days = days.filter(Exists(on_day))
    if pain is not None:
        done = done.filter(workout=OuterRef("workout"), exercise=OuterRef("exercise"))
        said = Feedback.objects.for_user(user).filter(workout=OuterRef("pk"), pain__gte=pain)
        hurt = said.filter(Exists(done), **({"exercise": exercise} if exercise else {}))
        in_morning = Q() if exercise else Q(Exists(on_day), morning_pain__gte=pain)
        days = days.filter(Exists(hurt) | in_morning if in_morning else Exists(hurt))
    if note:
        days = days.filter(note__icontains=note)
    return days.filter(Exists(on_day) | ~Q(note=""))


def _matches(session, asked):
    exercise, pain = asked["exercise"], asked["pain"]
    if exercise and session.exercise != exercise.slug:
        return False
    given = session.feedback.pain
    return pain is None or (given is not None and given >= pain)


def _found(workout, lines, asked):
    pain, morning = asked["pain"], workout.morning_pain
    hurt = pain is not None and not asked["exercise"] and morning is not None and morning >= pain
    note = _around(workout.note, asked["note"])
    return Found(workout.date, tuple(lines), morning if hurt else None, note)


def _around(note, words):
    """The part of a long note where the words are."""
    at = max(note.lower().find(words.lower()), 0)
    first, last = max(at - AROUND, 0), at + len(words) + AROUND
    return f"{'…' if first else ''}{note[first:last]}{'…' if last < len(note) else ''}"
