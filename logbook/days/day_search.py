"""Finds days by exercise, pain, dates and words in a note, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from exercises.http_cache import per_library_stamp
from exercises.library import library
from exercises.typed_numbers import TypedIntegerField

from ..describe import name_of_run
from ..history import entries_of, sessions_from
from ..models import Feedback, Run, SetEntry, Workout
from .shared_log import SessionSummary, summaries_by_day

DAYS_A_PAGE = 20
AROUND = 60  # characters of a note that are shown before and after the words found


def _exercises():
    return [("", _("Any")), *((one.slug, str(one)) for one in library().exercises)]


class FindForm(forms.Form):
    """Every field may stay empty; what is filled in must all hold."""

    exercise = forms.ChoiceField(label=_("Exercise"), choices=_exercises, required=False)
    pain = TypedIntegerField(label=_("Pain, at least"), min_value=0, max_value=10, required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    note = forms.CharField(label=_("Words in a note"), required=False, max_length=200)

    def __init__(self, data):
        is_sent = any(data.get(name) for name in self.base_fields)
        super().__init__(data if is_sent else None, auto_id="find-%s")

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("That is before it begins."))


@per_library_stamp
def empty_find_form() -> str:
    """Returns the form of a page that finds nothing yet; it is the same for all runners."""
    return render_to_string("logbook/days/find_form.html", {"find_form": FindForm({})})


@dataclass(frozen=True)
class FoundDay:
    date: date
    sessions: tuple[SessionSummary, ...]  # those that match
    morning_pain: int | None  # None where it does not match
    note: str
    runs: tuple[tuple[str, int], ...]  # name and pain of those in which it hurt as much


def find(user, asked: dict, page) -> Page:
    """A page of ``FoundDay``, newest first. ``asked``: the values of the form."""
    runs = [] if asked["pain"] is None or asked["exercise"] else list(_runs_that_hurt(user, asked))
    dates = set(_days(user, asked, runs).values_list("date", flat=True))
    if not asked["note"]:
        dates |= {run.date for run in runs}
    shown = Paginator(sorted(dates, reverse=True), DAYS_A_PAGE).get_page(page)
    workouts = {one.date: one for one in Workout.objects.for_user(user).filter(date__in=shown)}
    sessions = sessions_from(entries_of(user, workouts=[one.pk for one in workouts.values()]))
    by_day = summaries_by_day(user, [one for one in sessions if _matches(one, asked)])
    shown.object_list = [
        _found_day(workouts.get(on, Workout(date=on)), by_day[on], runs, asked)
        for on in shown.object_list
    ]
    return shown


def _within(rows, asked):
    if asked["since"]:
        rows = rows.filter(date__gte=asked["since"])
    if asked["until"]:
        rows = rows.filter(date__lte=asked["until"])
    return rows


def _runs_that_hurt(user, asked):
    return _within(Run.objects.for_user(user), asked).filter(pain__gte=asked["pain"])


def _days(user, asked, runs):
    exercise, pain, note = asked["exercise"], asked["pain"], asked["note"]
    days = _within(Workout.objects.for_user(user), asked)
    done = SetEntry.objects.for_user(user).live().in_sessions()
    on_day, elsewhere = done.filter(workout=OuterRef("pk")), Q(pk=None)
    if exercise:
        on_day = on_day.filter(exercise__slug=exercise)
        days = days.filter(Exists(on_day))
    if pain is not None:
        done = done.filter(workout=OuterRef("workout"), exercise=OuterRef("exercise"))
        hurt = Feedback.objects.for_user(user).filter(
            Exists(done), workout=OuterRef("pk"), pain__gte=pain
        )
        if exercise:
            days = days.filter(Exists(hurt.filter(exercise__slug=exercise)))
        else:
            in_a_run = Q(date__in={run.date for run in runs})
            elsewhere = in_a_run | Q(morning_pain__gte=pain)
            days = days.filter(Exists(hurt) | elsewhere)
    if note:
        days = days.filter(note__icontains=note)
    return days.filter(Exists(on_day) | ~Q(note="") | elsewhere)


def _matches(session, asked):
    exercise, pain = asked["exercise"], asked["pain"]
    if exercise and session.exercise != exercise:
        return False
    given = session.feedback.pain
    return pain is None or (given is not None and given >= pain)


def _found_day(workout, sessions, runs, asked):
    pain, morning = asked["pain"], workout.morning_pain
    hurt = pain is not None and not asked["exercise"] and morning is not None and morning >= pain
    note = _excerpt(workout.note, asked["note"])
    of_day = tuple((name_of_run(run), run.pain) for run in runs if run.date == workout.date)
    return FoundDay(workout.date, tuple(sessions), morning if hurt else None, note, of_day)


def _excerpt(note, words):
    """The part of a long note where the words are."""
    at = max(note.lower().find(words.lower()), 0)
    first, last = max(at - AROUND, 0), at + len(words) + AROUND
    return f"{'…' if first else ''}{note[first:last]}{'…' if last < len(note) else ''}"
