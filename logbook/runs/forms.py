"""The form of a run, done or to come. The plan reads only which days have a key run."""

from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..converters import EARLIEST
from ..dates import DAY
from ..models import MOST_RUN_MIN, Run

DAYS = 14  # so far ahead a run can be entered, and so far back runs are listed


def runs_since(user, day: date, until: date | None = None) -> list[Run]:
    """The runs from a day on, in their order. One query."""
    runs = Run.objects.for_user(user).filter(date__gte=day)
    return list(runs.filter(date__lte=until) if until else runs)


class RunForm(forms.ModelForm):
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_RUN_MIN)

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

    def __init__(self, *args, user=None, today=None, days=(), **kwargs):
        """``days``: the only ones to choose from, today and tomorrow. Without a user it is to be
        shown alone.
        """
        super().__init__(*args, auto_id="run-%s", **kwargs)
        self.user = user
        self.last = (today or user.today()) + DAYS * DAY
        if days:
            choices = list(zip(days, [_("Today"), _("Tomorrow")], strict=True))
            self.fields["date"].widget = forms.RadioSelect(choices=choices)
            self.initial["date"] = days[0]
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
        self.instance.user = self.user
        return super().save()


def blank_form(day: date) -> RunForm:
    """To be shown on a day: for a run on this one or the next."""
    return RunForm(today=day, days=[day, day + DAY])
