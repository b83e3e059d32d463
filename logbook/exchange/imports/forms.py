"""The forms of the import: a file to upload, and what of it is taken."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from exercises.library import library
from exercises.models import Exercise

from ...uploads.reading_process import read_apart
from .file_errors import MARKS, FileError
from .other_apps import ReadSettings
from .previews import remembered_columns
from .read_file import read_upload
from .unknown_columns import PARTS

LINES_NAMED = 4
UNITS_LABEL = _("Where the file does not say it, loads are in")
UNITS = [("kg", _("kilograms")), ("lb", _("pounds"))]


class UploadForm(forms.Form):
    """Once the form is valid, ``result`` is what was read of the file."""

    result = None
    digest = ""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, JSON or FIT, also zipped. You look at everything before it is stored."),
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.json,.txt,.fit,.zip,.gz"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty."),
        },
    )
    units = forms.ChoiceField(label=UNITS_LABEL, choices=UNITS, widget=forms.RadioSelect)
    field_order = ("file", "units")

    def __init__(self, *args, user, too_big=False, **kwargs):
        super().__init__(*args, initial={"units": user.units}, **kwargs)
        self.user = user
        self.most_mb = settings.LARGEST_UPLOAD // 1_000_000
        self.too_big = _("This file is too big: at most %(n)d MB.") % {"n": self.most_mb}
        if too_big:
            self.fields["file"].error_messages["required"] = self.too_big

    def clean(self):
        values = super().clean()
        if not self.errors:
            how = ReadSettings(
                self.user.zone,
                self.user.latest_day(),
                values["units"],
                remembered_columns(self.user),
            )
            most = settings.LARGEST_UPLOAD
            data = values["file"].read(most + 1)
            try:
                self.digest, self.result = read_apart(read_upload, data, how, most)
            except FileError as error:
                self.add_error("file", str(error))
        return values


class ColumnsForm(forms.Form):
    """What each column of a CSV file is: ``cleaned_data["parts"]`` has a key of ``PARTS`` each."""

    def __init__(self, *args, ask, **kwargs):
        super().__init__(*args, **kwargs)
        for number, (name, shown, part) in enumerate(
            zip(ask["names"], ask["samples"], ask["parts"], strict=True)
        ):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=name or _("Column %(n)d") % {"n": number + 1},
                choices=list(PARTS.items()),
                initial=part,
                required=False,
                help_text=" · ".join(shown) or _("empty in the first rows"),
            )
        self.columns = [self[name] for name in self.fields]
        self.fields["units"] = forms.ChoiceField(
            label=UNITS_LABEL, choices=UNITS, initial=ask["units"], widget=forms.RadioSelect
        )

    def clean(self):
        values = super().clean()
        parts = [values.get(field.name, "") for field in self.columns]
        for field, part in zip(self.columns, parts, strict=True):
            if part and parts.count(part) > 1:
                self.add_error(field.name, _("Two columns cannot be the same."))
        if "when" not in parts:
            self.add_error(None, _("Say which column is the date."))
        if "name" not in parts:
            self.add_error(None, _("Say which column is the exercise."))
        if not {"reps", "seconds"} & {*parts}:
            self.add_error(None, _("Say which column is the repetitions, or the seconds."))
        return values | {"parts": parts}


def name_shown(name: str) -> str:
    """A name of the file; where that is one of our slugs, as in our own files, the exercise's."""
    exercise = library().by_slug.get(name)
    return str(exercise.name) if exercise else name


class ConfirmForm(forms.Form):
    """A choice for each name in the file: ``cleaned_data["names"]`` is {name: slug}.

    ``rows`` has (name as in the preview, its field, our exercise with a similar name) of each.
    """

    take = forms.MultipleChoiceField(
        label=_("Odd, and left out unless you tick it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    settings = forms.BooleanField(
        label=_("Take over the settings too"),
        help_text=_(
            "Minutes, lifts a week, equipment, bands, units, steps of load, heaviest loads, the "
            "pinned lift and the reminders of the file."
        ),
        required=False,
    )

    def __init__(self, *args, preview, **kwargs):
        super().__init__(*args, **kwargs)
        slugs = [("", _("Leave out")), *((e.slug, str(e)) for e in Exercise.objects.all())]
        names = dict(slugs)
        self.rows = []
        for number, one in enumerate(preview["names"]):
            field = forms.ChoiceField(
                label=name_shown(one["name"]), choices=slugs, initial=one["slug"], required=False
            )
            self.fields[f"name-{number}"] = field
            dates = [date.fromisoformat(one[end]) for end in ("first", "last")]
            near = names[one["near"]] if one["near"] else ""
            shown = {"dates": dates, "shown": name_shown(one["name"])}
            self.rows.append((one | shown, self[f"name-{number}"], near))
        marks = preview["marks"]
        self.fields["take"].choices = [
            (mark, _describe_mark(words, **marks[mark]))
            for mark, words in MARKS.items()
            if mark in marks
        ]
        if not marks:
            del self.fields["take"]
        if not preview["settings"]:
            del self.fields["settings"]

    @property
    def known(self):
        return [row for row in self.rows if row[0]["slug"]]

    @property
    def near(self):
        return [row for row in self.rows if row[0]["near"]]

    @property
    def others(self):
        return [row for row in self.rows if not row[0]["slug"] and not row[0]["near"]]

    def clean(self):
        values = super().clean()
        values["names"] = {
            one["name"]: values.get(field.name, "") for one, field, _near in self.rows
        }
        return values


def _describe_mark(words, count, lines):
    shown = [*map(str, lines[:LINES_NAMED]), *(["…"] if count > LINES_NAMED else [])]
    return _("%(words)s: %(count)d (line %(lines)s)") % {
        "words": words,
        "count": count,
        "lines": ", ".join(shown),
    }
