from django import forms
from django.utils.translation import gettext_lazy as _

from .screening import QUESTIONS


class ScreeningForm(forms.Form):
    """Yes or no to each safety question; a second button answers the open ones with no."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        rest_is_no = bool(data) and "rest_is_no" in data
        for key, question in QUESTIONS:
            self.fields[key] = forms.TypedChoiceField(
                label=question,
                choices=[("no", _("No")), ("yes", _("Yes"))],
                coerce=lambda value: value == "yes",
                empty_value=False,
                required=not rest_is_no,
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
