from django import forms
from django.utils.translation import gettext_lazy as _

from exercises.typed_numbers import TypedIntegerField

from .. import programs


class PublishForm(forms.Form):
    on = forms.DateField(
        label=_("In force from"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    seen = forms.CharField(required=False)  # the digest of the draft that the coach was shown

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["min"] = programs.today().isoformat()

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < programs.today():
            raise forms.ValidationError(
                _("This day is over, and past days stay judged as they were: today or later.")
            )
        return on


MOST_WEEKS_PLAYED = 60 * 26  # of all runners together: some ten seconds of a web process's thread


class TryForm(forms.Form):
    runners = TypedIntegerField(label=_("Runners"), min_value=10, max_value=60, initial=60)
    weeks = TypedIntegerField(label=_("Weeks"), min_value=4, max_value=52, initial=26)
    minutes = TypedIntegerField(label=_("Minutes a day"), min_value=10, max_value=20, initial=15)
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=1,
        max_value=10**6,
        initial=1,
        help_text=_("Another number draws other runners."),
    )

    def clean(self):
        values = super().clean()
        runners, weeks = values.get("runners"), values.get("weeks")
        if runners and weeks and runners * weeks > MOST_WEEKS_PLAYED:
            self.add_error(
                "weeks",
                _("At most %(weeks)d with so many runners: the command “simulate” plays more.")
                % {"weeks": MOST_WEEKS_PLAYED // runners},
            )
        return values
