"""The filters of the library, and the form that gives a cue a new version."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Cue, Exercise


class LibraryFilter(forms.Form):
    """Which exercises of the library to show. A value that it does not know is ignored."""

    NO_EQUIPMENT = "none"

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
        return [self[name] for name in ("stage", "muscle", "equipment", "sides")]

    @property
    def asked(self):
        """What was asked for and is known, without what was left open."""
        return {key: value for key, value in self.cleaned_data.items() if value}

    @property
    def found(self):
        return [exercise for exercise in self.library if self.fits(exercise)]

    def fits(self, exercise):
        asked = self.asked
        muscles = {muscle.slug for muscle in exercise.muscles.all()}
        tools = {tool.slug for tool in exercise.equipment.all()} or {self.NO_EQUIPMENT}
        words = words_of(exercise)
        return (
            asked.get("stage", exercise.stage) == exercise.stage
            and asked.get("sides", exercise.sides) == exercise.sides
            and ("equipment" not in asked or asked["equipment"] in tools)
            and ("muscle" not in asked or asked["muscle"] in muscles)
            and all(word in words for word in asked.get("q", "").casefold().split())
        )


def named(rows):
    return [(row.slug, str(row)) for row in sorted(rows.values(), key=lambda row: row.order)]


def words_of(exercise):
    """What a search looks through, in the reader's language."""
    parts = [exercise.name, exercise.summary, *exercise.muscles.all(), *exercise.equipment.all()]
    return " ".join(str(part) for part in parts).casefold()


class CueForm(forms.ModelForm):
    class Meta:
        model = Cue
        fields = ["exercise", "order", "text"]

    def save(self, commit=True):
        # Against what is stored: going back to an older wording is a new version too.
        stored = Cue.objects.filter(pk=self.instance.pk).first()
        if stored:
            self.instance.version = stored.version + (stored.text != self.instance.text)
        return super().save(commit)
