from django import forms
from django.utils.translation import gettext_lazy as _

from .screening import QUESTIONS


class ScreeningForm(forms.Form):
    """Yes or no to each safety question. None is answered for the runner, or with others."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        for key, question in QUESTIONS:
            self.fields[key] = forms.TypedChoiceField(
                label=question,
                choices=[("no", _("No")), ("yes", _("Yes"))],
                coerce=lambda value: value == "yes",
                widget=forms.RadioSelect,
                error_messages={"required": _("Yes or no?"), "invalid_choice": _("Yes or no?")},
            )

    @property
    def questions(self):
        """The fields of each of the seven numbered questions; the third has two."""
        numbers = {}
        for key, _question in QUESTIONS:
            numbers.setdefault("back" if key == "saddle" else key, []).append(self[key])
        return numbers.values()
