"""The form of a run, done or to come, and afterwards of how it was."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.typed_numbers import TypedIntegerField

from .. import actions
from ..converters import EARLIEST
from ..dates import DAY
from ..models import MOST_RUN_MIN, Run
from ..set_forms import rating

HOW_IT_WAS = ("felt_left", "felt_right", "pain")
DAYS = 14  # so far ahead a run can be entered, and so far back runs are listed


def runs_since(user, day: date, until: date | None = None) -> list[Run]:
    """The runs from a day on, in their order. One query."""
    runs = Run.objects.for_user(user).filter(date__gte=day)
    return list(runs.filter(date__lte=until) if until else runs)


class RunForm(forms.ModelForm):
    minutes = TypedIntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_RUN_MIN)
    felt_left = rating(gettext_lazy("Felt left, 0 to 10"))
    felt_right = rating(gettext_lazy("Felt right, 0 to 10"))
    pain = rating(gettext_lazy("Pain, 0 to 10"))

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
        self.last = user.today() + DAYS * DAY
        self.fields["kind"].choices = Run.Kind.choices
        self.fields["date"].widget.attrs |= {"min": EARLIEST, "max": self.last}

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > self.last:
            last = date_format(self.last, "MONTH_DAY_FORMAT")
            text = _("Runs can be told up to %(last)s.") % {"last": last}
            raise forms.ValidationError(text, code="future")
        if day < EARLIEST:
            raise forms.ValidationError(_("That is too long ago."), code="past")
        return day

    def clean(self):
        values = super().clean()
        if values.get("date", EARLIEST) > self.user.latest_day():
            for name in HOW_IT_WAS:
                if values.get(name) is not None:
                    self.add_error(name, _("Say this once you have run."))
        return values

    def save(self):
        """Store what the page sent: one that was open before a field came leaves it as it is."""
        sent = {n: v for n, v in self.cleaned_data.items() if self.add_prefix(n) in self.data}
        if self.instance.pk:
            return actions.change_run(run=self.instance, **sent)
        return actions.log_run(user=self.user, on=sent.pop("date"), **sent)
