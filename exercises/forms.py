"""Forms that filter the library and choose two exercises to compare."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .models import Exercise
from .search import Answer, search


class LibraryFilter(forms.Form):
    """Says which exercises of the list to show. Unknown values are ignored."""

    NO_EQUIPMENT = "none"
    PICKS = ("stage", "muscle", "equipment", "sides")

    q = forms.CharField(required=False, max_length=100)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    muscle = forms.ChoiceField(label=_("Muscle"), required=False)
    equipment = forms.ChoiceField(label=_("Equipment"), required=False)
    sides = forms.ChoiceField(label=_("Sides"), required=False)

    def __init__(self, data, library):
        super().__init__(data)
        self.library = library
        self.fields["stage"].choices = [("", _("Any stage")), *Exercise.Stage.choices]
        self.fields["muscle"].choices = [("", _("Any muscle")), *choices(library.muscles)]
        self.fields["equipment"].choices = [
            ("", _("Any equipment")),
            (self.NO_EQUIPMENT, _("No equipment")),
            *choices(library.equipment),
        ]
        self.fields["sides"].choices = [("", _("Any side")), *Exercise.Sides.choices]
        self.is_valid()

    @property
    def picks(self):
        return [self[name] for name in self.PICKS]

    @cached_property
    def asked(self):
        """The known values that were asked for, without fields left open."""
        return {key: value for key, value in self.cleaned_data.items() if value}

    @cached_property
    def answer(self):
        """What the search alone finds; without words it is every exercise."""
        words = self.asked.get("q")
        return search(words, self.library.exercises) if words else Answer(self.library.exercises)

    @property
    def found(self):
        picked = {name: self.asked[name] for name in self.PICKS if name in self.asked}
        if not picked:
            return self.answer.found
        return [exercise for exercise in self.answer.found if self.fits(exercise, picked)]

    def fits(self, exercise, picked):
        has = {
            "stage": {exercise.stage},
            "sides": {exercise.sides},
            "muscle": {role.muscle.slug for role in exercise.roles.all()},
            "equipment": {item.slug for item in exercise.equipment.all()} or {self.NO_EQUIPMENT},
        }
        return all(value in has[name] for name, value in picked.items())


class Comparison(forms.Form):
    """Two exercises to put side by side. ``library`` lists the exercises to choose from."""

    a = forms.ChoiceField(label=_("One"), required=False)
    b = forms.ChoiceField(label=_("The other"), required=False)

    def __init__(self, data, library):
        super().__init__(data)
        for field in self.fields.values():
            field.choices = [("", _("Choose")), *choices(library)]
            field.error_messages["invalid_choice"] = _(
                "There is no exercise “%(value)s”. Choose one of the list."
            )

    @property
    def chosen(self):
        return [slug for slug in (self.cleaned_data["a"], self.cleaned_data["b"]) if slug]

    def clean(self):
        data = super().clean()
        if data.get("a") and data.get("a") == data.get("b"):
            self.add_error("b", _("That is the same one. Choose another."))
        return data


def choices(rows):
    return [(row.slug, str(row)) for row in rows]
