"""The form of a run, done or to come. The plan reads only which days have a key run."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.typed_numbers import TypedIntegerField

from ..converters import EARLIEST
from ..dates import DAY
from ..models import MOST_RUN_MIN, Run

DAYS = 14  # so far ahead a run can be entered, and so far back runs are listed


def runs_since(user, day: date, until: date | None = None) -> list[Run]:
    """The runs from a day on, in their order. One query."""
    runs = Run.objects.for_user(user).filter(date__gte=day)
    return list(runs.filter(date__lte=until) if until else runs)


class RunForm(forms.ModelForm):
    minutes = TypedIntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_RUN_MIN)

    class Meta:
        model = Run
        fields = ["date", "kind", "minutes"]
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

    def save(self):
        """Raises ``Run.NotUpdated`` where the run was deleted meanwhile, so that it stays so."""
        self.instance.user = self.user
        self.instance.save(force_update=self.instance.pk is not None)
        return self.instance
