"""The filters of the library, and two exercises to compare."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .models import Exercise
from .search import Answer, search


class LibraryFilter(forms.Form):
    """Which exercises of the library to show. A value that it does not know is ignored."""

    NO_EQUIPMENT = "none"
    PICKS = ("stage", "muscle", "equipment", "sides")

    q = forms.CharField(required=False, max_length=100)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    muscle = forms.ChoiceField(label=_("Muscle"), required=False)
    equipment = forms.ChoiceField(label=_("Equipment"), required=False)
    sides = forms.ChoiceField(label=_("Sides"), required=False)

    def __init__(self, data, library):
        super().__init__(data)
        self.library = list(library)
        muscles = {m.slug: m for e in self.library for m in e.muscles.all()}
        tools = {t.slug: t for e in self.library for t in e.equipment.all()}
        self.fields["stage"].choices = [("", _("Any stage")), *Exercise.Stage.choices]
        self.fields["muscle"].choices = [("", _("Any muscle")), *named(muscles)]
        self.fields["equipment"].choices = [
            ("", _("Any equipment")),
            (self.NO_EQUIPMENT, _("No equipment")),
            *named(tools),
        ]
        self.fields["sides"].choices = [("", _("Any side")), *Exercise.Sides.choices]
        self.is_valid()

    @property
    def picks(self):
        return [self[name] for name in self.PICKS]

    @property
    def is_filtered(self):
        return any(name in self.asked for name in self.PICKS)

    @property
    def asked(self):
        """What was asked for and is known, without what was left open."""
        return {key: value for key, value in self.cleaned_data.items() if value}

    @cached_property
    def answer(self):
        """What the search alone finds; without words, everything."""
        asked = self.asked.get("q")
        return search(asked, self.library) if asked else Answer(self.library)

    @property
    def found(self):
        return [exercise for exercise in self.answer.found if self.fits(exercise)]

    def fits(self, exercise):
        asked = self.asked
        muscles = {muscle.slug for muscle in exercise.muscles.all()}
        tools = {tool.slug for tool in exercise.equipment.all()} or {self.NO_EQUIPMENT}
        return (
            asked.get("stage", exercise.stage) == exercise.stage
            and asked.get("sides", exercise.sides) == exercise.sides
            and ("equipment" not in asked or asked["equipment"] in tools)
            and ("muscle" not in asked or asked["muscle"] in muscles)
        )


class Comparison(forms.Form):
    """Which two exercises to put side by side; ``library`` is what there is to choose from."""

    a = forms.ChoiceField(label=_("One"), required=False)
    b = forms.ChoiceField(label=_("The other"), required=False)

    def __init__(self, data, library):
        super().__init__(data)
        choices = [("", _("Choose")), *((row.slug, str(row)) for row in library)]
        for field in self.fields.values():
            field.choices = choices
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


def named(rows):
    return [(row.slug, str(row)) for row in sorted(rows.values(), key=lambda row: row.order)]
