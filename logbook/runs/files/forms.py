"""The forms of the import of runs: files to upload, and what of their preview is taken."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.typed_numbers import TypedIntegerField

from ...describe import labelled
from ...models import MOST_RUN_MIN, Run
from ...uploads.errors import FileError
from ...uploads.reading_process import read_apart
from . import in_words
from .found import ReadSettings
from .read_files import read_contents
from .values import METRES_A_MILE

UNITS = [("km", gettext_lazy("kilometres")), ("mi", gettext_lazy("miles"))]
ENDS = ".fit,.tcx,.gpx,.csv,.json,.xml,.ics,.zip,.gz"
# Rows of a preview that can be changed in it; of the others the guess holds. A form has an end.
MOST_COMING, MOST_ASKED, MOST_RUNS = 150, 100, 60


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def clean(self, data, initial=None):
        files = [one for one in (data or []) if one]
        if not files:
            return [super().clean(None, initial)]
        return [super(FilesField, self).clean(one, initial) for one in files]


class RunFilesForm(forms.Form):
    """Once the form is valid, ``found`` is what was read of its files."""

    found = None

    files = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "One or several, also zipped. Nothing is stored before you have seen it."
        ),
        widget=FilesInput({"accept": ENDS}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
    units = forms.ChoiceField(
        label=gettext_lazy("Where the file does not say it, distances are in"),
        choices=UNITS,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args, user, too_big=False, **kwargs):
        units = "mi" if user.units == "lb" else "km"
        super().__init__(*args, initial={"units": units}, **kwargs)
        self.user = user
        self.most_mb = settings.LARGEST_UPLOAD // 1_000_000
        self.too_big = _(
            "That is too big: at most %(n)d MB at once. Of an export of Apple Health bring a zip "
            "of export.xml alone, of one of Strava activities.csv alone. They tell the same."
        ) % {"n": self.most_mb}
        if too_big:
            self.fields["files"].error_messages["required"] = self.too_big

    @property
    def read_settings(self) -> ReadSettings:
        units = self.cleaned_data.get("units") or self.initial["units"]
        unit_m = METRES_A_MILE if units == "mi" else 1000.0
        return ReadSettings(self.user.zone, timezone.now(), unit_m)

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        files = [(one.name, one.read()) for one in values["files"]]
        try:
            self.found = read_apart(read_contents, files, self.read_settings)
        except FileError as error:
            self.add_error("files", str(error))
            return values
        found = self.found
        if not (found.activities or found.coming or found.left_out):
            for name, why in found.faults:
                self.add_error("files", why if len(files) == 1 else labelled(name, why))
        return values


class ConfirmForm(forms.Form):
    """Which rows of a preview are taken, and as what.

    ``runs`` and ``coming`` are lists of (row, its fields by name); what is not in them is taken as
    it was guessed.
    """

    def __init__(self, *args, preview, zone, **kwargs):
        super().__init__(*args, **kwargs)
        self.preview, self.zone = preview, zone
        asked = [n for n, row in enumerate(preview["runs"]) if row["asks"]][:MOST_ASKED]
        others = [n for n, row in enumerate(preview["runs"]) if not row["asks"]][:MOST_RUNS]
        coming = range(len(preview["coming"][:MOST_COMING]))
        self.numbers = {"run": sorted(asked + others), "coming": coming}
        self.asked, self.runs = self._rows("run", asked), self._rows("run", others)
        self.coming = self._rows("coming", coming)

    def _rows(self, of, numbers):
        shown = []
        for number in numbers:
            row = self.preview["runs" if of == "run" else of][number]
            names = {name: f"{of}-{number}-{name}" for name in ("take", "kind")}
            self.fields[names["take"]] = forms.BooleanField(
                label=_("Add"), required=False, initial=row.get("take", True)
            )
            self.fields[names["kind"]] = forms.ChoiceField(
                label=_("Kind"), choices=Run.Kind.choices, initial=row["kind"], required=False
            )
            if of == "coming":
                names["minutes"] = f"{of}-{number}-minutes"
                self.fields[names["minutes"]] = TypedIntegerField(
                    label=_("Minutes"),
                    min_value=1,
                    max_value=MOST_RUN_MIN,
                    initial=max(1, round(row["s"] / 60)),
                )
            fields = {key: self[name] for key, name in names.items()}
            shown.append((in_words.row(row, self.zone), fields))
        return shown

    def clean(self):
        values = super().clean()
        for number in self.numbers["coming"]:  # what is not taken needs no minutes
            name = f"coming-{number}-minutes"
            if name in self.errors and not values.get(f"coming-{number}-take"):
                del self.errors[name]
        return values

    @property
    def taken(self) -> dict[str, list[dict]]:
        """The rows that the runner takes, as ``store.confirm`` wants them."""
        return {"runs": self._taken("run", "runs"), "coming": self._taken("coming", "coming")}

    def _taken(self, of, name):
        taken = []
        for number, row in enumerate(self.preview[name]):
            minutes = max(1, round(row["s"] / 60))
            if number not in self.numbers[of]:
                if row.get("take", True):
                    taken.append(row | {"minutes": minutes})
                continue
            names = ("take", "kind", "minutes")
            values = {key: self.cleaned_data.get(f"{of}-{number}-{key}") for key in names}
            if values["take"]:
                kind = values["kind"] or row["kind"]
                taken.append(row | {"kind": kind, "minutes": values["minutes"] or minutes})
        return taken
