"""The form of a run, done or to come, and afterwards of how it was."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.day_names import name_of_day
from exercises.typed_numbers import TypedIntegerField

from .. import actions
from ..converters import EARLIEST
from ..describe import labelled
from ..models import MOST_RUN_MIN, Place, Run
from ..pain_zones import AMBER
from ..scale import Scale, number_chosen
from ..set_forms import rating
from .after_run import HOW_IT_WAS
from .room_on_days import RoomOnDays, describe_crowded

AHEAD = timedelta(days=366)  # so far ahead a run can be entered: a race is known for long


def runs_since(user, day: date, until: date | None = None) -> list[Run]:
    """The runs from a day on, in their order. One query."""
    runs = Run.objects.for_user(user).filter(date__gte=day)
    return list(runs.filter(date__lte=until) if until else runs)


class RunForm(forms.ModelForm):
    """A run of a page. Its key, which the page made, lets it be stored once."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # What an Undo brings back, and no page asks.
    distance_m = forms.IntegerField(required=False, min_value=1, max_value=10**6)
    started_at = forms.DateTimeField(required=False)
    minutes = TypedIntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_RUN_MIN)
    felt_left = rating(gettext_lazy("Felt left"))
    felt_right = rating(gettext_lazy("Felt right"))
    pain = rating(gettext_lazy("Pain"))
    pain_place = forms.ChoiceField(label=gettext_lazy("Where?"), choices=Place, required=False)

    class Meta:
        model = Run
        fields = ["date", "kind", "minutes", *HOW_IT_WAS]
        labels = {
            "date": gettext_lazy("Date"),
            "kind": gettext_lazy("Kind"),
        }
        widgets = {
            "date": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "kind": forms.RadioSelect,
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, auto_id="run-%s", **kwargs)
        self.user = user
        self.last = user.today() + AHEAD
        self.fields["kind"].choices = Run.Kind.choices
        self.fields["date"].widget.attrs |= {"min": EARLIEST, "max": self.last}

    places = Place.choices

    def scale(self, name) -> Scale:
        """The question of a field from 0 to 10, as the template tag draws it."""
        field = self[name]
        return Scale(
            name,
            str(field.label),
            chosen=number_chosen(field.value()),
            errors=tuple(field.errors),
            error_id=f"run-{name}-error",
        )

    @property
    def errors_of_answers(self) -> list[tuple[str, str]]:
        """(id, words) for each answer that was refused, with what was sent."""
        return [
            (f"run-{name}-error", labelled(f"{self[name].label} {self[name].value()!s:.60}", error))
            for name in HOW_IT_WAS
            for error in self[name].errors
        ]

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.last:
            text = _("Runs can be entered up to %(last)s.") % {"last": name_of_day(self.last)}
            raise forms.ValidationError(text, code="future")
        if day < EARLIEST:
            raise forms.ValidationError(_("That is too long ago."), code="past")
        return day

    def clean(self):
        values = super().clean()
        if (values.get("pain") or 0) < AMBER:
            values["pain_place"] = ""  # which is asked from there on
        day = values.get("date", EARLIEST)
        if "date" in values and day != self.instance.date and not self._has_room(day):
            self.add_error("date", describe_crowded())
        if day > self.user.latest_day():
            for name in HOW_IT_WAS:
                if values.get(name) not in (None, ""):
                    self.add_error(name, _("Say this once you have run."))
        return values

    def _has_room(self, day):
        key = self.cleaned_data.get("key")  # of a run that is stored already: sent again
        return RoomOnDays(self.user, [day]).take(day) or (
            key is not None and Run.objects.for_user(self.user).filter(key=key).exists()
        )

    def answers(self) -> dict:
        """The answers that the page sent; what it did not send stays as it is."""
        return {n: v for n, v in self.sent().items() if n in HOW_IT_WAS}

    def sent(self) -> dict:
        """The values that the page sent; a page of before a field came leaves it as it is."""
        return {n: v for n, v in self.cleaned_data.items() if self.add_prefix(n) in self.data}

    def save(self):
        sent = self.sent()
        if self.instance.pk:
            sent.pop("key", None)
            return actions.change_run(run=self.instance, **sent)
        return actions.log_run(user=self.user, on=sent.pop("date"), **sent)
