"""What programs send, checked as what is typed on a page."""

from datetime import date

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...actions import SQUEEZE
from ...converters import EARLIEST, week_from
from ...dates import WEEK, monday_of
from ...models import MOST_AMOUNT, MOST_HOLD_S, MOST_LOAD_KG, SetEntry
from ...set_forms import OnDay, number
from ...units import EXACT

MOST_WEEKS, USUAL_WEEKS = 53, 12
MOST_ROWS, USUAL_ROWS = 500, 100
CURSOR = "logbook.api.cursor"
ISO = {"input_formats": ["%Y-%m-%d"], "error_messages": {"invalid": _("A date: 2026-03-02.")}}


class SetForm(OnDay):
    """``cleaned_data["exercise"]`` is a ``Guide``."""

    KINDS = {
        "key": "string", "exercise": "string", "date": "string", "side": "string",
        "amount": "integer", "hold_s": "integer", "load_kg": "number", "any_time": "boolean",
    }  # fmt: skip

    key = forms.UUIDField()
    exercise = forms.CharField(max_length=50)
    date = forms.DateField(required=False, **ISO)
    side = forms.ChoiceField(choices=SetEntry.Side, required=False)
    amount = number(_("Amount"), 1, MOST_AMOUNT, _("A whole number from 1 to 999."), required=True)
    hold_s = number(_("Hold"), 0, MOST_HOLD_S, _("Whole seconds, 0 to 600."))
    load_kg = forms.DecimalField(min_value=0, max_value=MOST_LOAD_KG, required=False)
    any_time = forms.BooleanField(required=False)

    def __init__(self, *args, guides, **kwargs):
        super().__init__(*args, **kwargs)
        self.guides = guides

    def clean_exercise(self):
        guide = self.guides.get(self.cleaned_data["exercise"])
        if guide is None:
            raise ValidationError(_("There is no such exercise."))
        return guide

    def clean_side(self):
        side = self.cleaned_data["side"] or SetEntry.Side.BOTH.value
        guide = self.cleaned_data.get("exercise")
        if guide and side != SetEntry.Side.BOTH and not guide.each_side:
            raise ValidationError(_("This one works both sides at once."))
        return side

    def clean_load_kg(self):
        load = self.cleaned_data["load_kg"]
        return None if load is None else load.quantize(EXACT)

    def clean_any_time(self):
        any_time, guide = self.cleaned_data["any_time"], self.cleaned_data.get("exercise")
        if any_time and guide and guide.slug != SQUEEZE:
            raise ValidationError(_("Only %(name)s is for any time.") % {"name": SQUEEZE})
        return any_time


class Query(forms.Form):
    """Fields ``first`` and ``last`` are called ``from`` and ``to`` in the address."""

    NAMES = {"first": "from", "last": "to"}

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def add_prefix(self, field_name):
        return self.NAMES.get(field_name, field_name)


class SetsQuery(Query):
    first = forms.DateField(required=False, **ISO)
    last = forms.DateField(required=False, **ISO)
    exercise = forms.SlugField(max_length=50, required=False)
    limit = forms.IntegerField(min_value=1, max_value=MOST_ROWS, required=False)
    cursor = forms.CharField(max_length=200, required=False)

    def clean_last(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data["last"]
        if first and last and last < first:
            raise ValidationError(_("This is before the first day."))
        return last

    def clean_limit(self):
        return self.cleaned_data["limit"] or USUAL_ROWS

    def clean_cursor(self):
        """(date, pk) after which the page begins, or None."""
        text = self.cleaned_data["cursor"]
        if not text:
            return None
        try:
            day, pk = signing.loads(text, salt=CURSOR)
        except signing.BadSignature:
            raise ValidationError(_("Take it from the page before, as it is.")) from None
        return date.fromisoformat(day), pk

    @staticmethod
    def cursor_after(day, pk) -> str:
        return signing.dumps((day.isoformat(), pk), salt=CURSOR)


class WeeksQuery(Query):
    """Mondays; without any, the last twelve weeks."""

    first = forms.CharField(max_length=8, required=False)
    last = forms.CharField(max_length=8, required=False)

    def clean_first(self):
        return self._monday("first")

    def clean_last(self):
        return self._monday("last") or monday_of(self.today)

    def _monday(self, name):
        text = self.cleaned_data[name]
        if not text:
            return None
        try:
            monday = week_from(text)
        except ValueError:
            raise ValidationError(
                _("A week since %(first)s: 2026-W10."), params={"first": EARLIEST.year}
            ) from None
        if monday > self.today:
            raise ValidationError(_("That week is still to come."))
        return monday

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        said["first"] = said["first"] or max(EARLIEST, said["last"] - (USUAL_WEEKS - 1) * WEEK)
        if said["last"] < said["first"]:
            self.add_error("last", _("This is before the first week."))
        elif (said["last"] - said["first"]) // WEEK >= MOST_WEEKS:
            self.add_error("first", _("At most 53 weeks at once."))
        return said
