"""Number inputs with a button for less and one for more (the tag stepper)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class NumberField:
    id: str
    name: str
    label: str
    value: object
    least: int = 0
    most: int = 10
    step: object = 1
    unit: str = ""
    starts_at: int = 5  # where the buttons begin while the field is empty
    errors: tuple = ()
    is_required: bool = False

    @property
    def less(self) -> str:
        return _("%(label)s: less") % {"label": self.label}

    @property
    def more(self) -> str:
        return _("%(label)s: more") % {"label": self.label}
