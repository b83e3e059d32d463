"""The buttons of a card: a lamp for each set, one for both sides, and a form for numbers."""

from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from exercises import units
from plans.wording import describe_band, describe_load

from ..describe import (
    describe_errors,
    name_of_extra_set,
    name_of_load,
    name_of_load_unit,
    name_of_pair,
    name_of_set,
    name_of_side,
    name_of_unit,
)
from ..history import Entry
from ..lamp_labels import logged_label, open_label
from .exercise_day import ExerciseDay
from .number_fields import NumberField

FIRST_LOAD = 20  # where the buttons for the first load of a lift begin


@dataclass
class Lamp:
    """The button of one set: logs it as asked or, once it is logged, takes one repetition off."""

    id: str
    name: str
    place: int  # in its row, from 1 on
    amount: int
    is_asked: bool  # not a set more than asked
    key: UUID
    sends: str  # which set it is and how it is asked, packed into the one value of a button
    slug: str
    form: str = ""  # id of the form that it sends, if not of the one around it
    is_next: bool = False
    entry: Entry | None = None  # of a logged one
    short: str = ""  # of a logged one: what it fell short of
    load: object = None  # of a logged one, in the runner's units

    @property
    def label(self) -> str:
        return (logged_label if self.entry else open_label)(self.name, self.amount)


@dataclass(frozen=True)
class SetRow:
    """The lamps of one side."""

    side: str
    name: str
    is_first: bool  # the weaker side
    lamps: list[Lamp]
    amount: int  # as asked
    form: str  # id of the form that the lamps send while a first load is to be typed
    next_set: str  # the name of the set that is next in this row
    extra_set: str  # the same once all that is asked is done


@dataclass(frozen=True)
class PairButton:
    """Logs left and right as asked with one tap."""

    title: str
    is_on: bool  # both sides are at the same set, and it is still to be done
    sends: str


@dataclass(frozen=True)
class NumberPicker:
    """The form for another number than asked: for the next set of a side, or to correct a set."""

    title: str
    action: str  # where a set is corrected; empty: where one is logged
    side: str
    numbers: list[NumberField]
    errors: list[str]  # about fields that the form does not show
    is_open: bool
    number: int | None  # which set of its side is logged
    key: UUID = field(default_factory=uuid4)


def set_rows(card: ExerciseDay) -> list[SetRow]:
    return [_row(card, side) for side in card.sides]


def _row(card, side):
    # The first load of a lift is typed, so the lamps send the picker's numbers.
    sends = urlencode({"side": side} | ({} if card.wants_load else _as_asked(card)))
    form = f"pick-{card.slug}" if card.wants_load else ""
    lamps = [
        _lamp(card, side, place, number, entry, sends=sends, form=form)
        for place, (number, entry) in enumerate(card.numbered[side], 1)
    ]
    is_next = side == card.next_side
    for one in [one for one in lamps if one.is_asked and not one.entry][:is_next]:
        one.is_next = True
    return SetRow(
        side=side,
        name=name_of_side(side),
        is_first=side == card.weaker,
        lamps=lamps,
        amount=card.dose.amount,
        form=form,
        next_set=_next_set(card, side),
        extra_set=name_of_extra_set(side),
    )


def _next_set(card, side):
    number = len(card.done[side]) + 1
    is_extra = number > card.dose.sets
    return name_of_extra_set(side) if is_extra else name_of_set(side, number)


def _as_asked(card):
    fields = {"amount": card.dose.amount, "hold_s": card.dose.hold_s or None}
    fields |= {"load": card.load, "band": card.band}
    return {name: value for name, value in fields.items() if value is not None}


def _lamp(card, side, place, number, entry, *, sends, form):
    key = card.key_of(side, number)
    return Lamp(
        id=f"lamp-{card.slug}-{side}-{place}",
        name=name_of_set(side, place),
        place=place,
        amount=entry.amount if entry else card.dose.amount,
        is_asked=place <= card.dose.sets,
        key=entry.key if entry else key,
        sends=f"{sends}&{urlencode({'key': key, 'number': number})}",
        slug=card.slug,
        form=form,
        entry=entry,
        short=_short(card, entry) if entry and card.item else "",
        load=units.from_kg(entry.load_kg, card.user.units) if entry else None,
    )


def _short(card, entry):
    dose = card.dose
    if entry.amount < dose.amount:
        return _("of %(amount)d") % {"amount": dose.amount}
    if entry.hold_s is not None and entry.hold_s < dose.hold_s:
        return _("%(hold)d s") % {"hold": entry.hold_s}
    load_kg = float(entry.load_kg or 0)
    if dose.load_kg is not None and load_kg < dose.load_kg:
        return describe_load(load_kg, card.user.units)
    if dose.band is not None and (entry.band or 0) < dose.band:
        return describe_band(entry.band) if entry.band else _("no band")
    return ""


def pair_button(card: ExerciseDay) -> PairButton | None:
    if not (card.guide.each_side and card.item) or card.wants_load:
        return None
    left, right = (card.next_number(side) for side in ("left", "right"))
    sends = _as_asked(card)
    sends |= {"key": card.key_of("left", left), "pair": card.key_of("right", right)}
    sends |= {"number": left, "pair_number": right}
    done, other = map(len, card.done.values())
    return PairButton(name_of_pair(done + 1), done == other < card.dose.sets, urlencode(sends))


def number_picker(card: ExerciseDay) -> NumberPicker:
    """With what was typed and what is wrong with it, if the card's form was refused."""
    # A set that was deleted meanwhile has no lamp at which to correct it.
    needed = {"amount"} if card.refused_entry else {"amount", "side"}
    refused = card.refused if card.refused and needed <= {*card.refused.fields} else None
    numbers = _numbers(card, refused)
    side, entry = card.next_side, card.refused_entry if refused else None
    if refused:
        sent = entry.side if entry else refused["side"].value()
        side = sent if sent in card.sides else card.sides[0]
    return NumberPicker(
        title=name_of_set(side, card.place_of(side, entry)) if entry else _next_set(card, side),
        action=reverse("change_set", args=[entry.key]) if entry else "",
        side=side,
        numbers=numbers,
        errors=describe_errors(refused, {one.name for one in numbers}) if refused else [],
        is_open=card.wants_load or bool(refused),
        number=None if entry else card.next_number(side),
    )


def _numbers(card, refused):
    dose, label = card.dose, name_of_unit(card.guide.unit)
    numbers = [("amount", label, label, dose.amount, 1, 999)]
    if dose.hold_s:
        numbers.append(("hold_s", _("Hold"), _("s hold"), dose.hold_s, 0, 600))
    if card.takes_load:
        label = name_of_load(card.load_kind)
        step = card.step and units.from_kg(card.step.load_step, card.user.units)
        unit = name_of_load_unit(card.load_kind, card.user.units)
        numbers.append(("load", label, unit, card.load, 0, 9999, step or 1))
    if card.takes_band:
        most = max(card.user.bands, card.band or 1)
        numbers.append(("band", _("Band, 1 the lightest"), _("band"), card.band, 1, most))
    return [_number(card, refused, *values) for values in numbers]


def _number(card, refused, name, label, unit, value, least, most, step=1):
    typed = refused[name].value() if refused else None
    return NumberField(
        id=f"pick-{card.slug}-{name}",
        name=name,
        label=label,
        value=value if typed is None else typed,
        least=least,
        most=most,
        step=step,
        unit=unit,
        starts_at=FIRST_LOAD if card.wants_load else step,
        errors=tuple(refused.errors.get(name, ())) if refused else (),
        is_required=name == "load" and card.wants_load,
    )
