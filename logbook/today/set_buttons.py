"""The rows of a card: a lamp a set, and the form for another number than asked."""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.wording import describe_load

from .. import units
from ..describe import (
    describe_errors,
    describe_logged,
    name_of_extra_set,
    name_of_pair,
    name_of_set,
    name_of_side,
    name_of_unit,
)
from ..history import Entry


@dataclass(frozen=True)
class Number:
    """A number field with its stepper."""

    name: str
    id: str
    label: str
    unit: str
    value: object
    least: int
    most: int
    step: object = 1
    errors: list = field(default_factory=list)


@dataclass(frozen=True)
class Pick:
    """Another number than asked: for the next set of a row, or to correct one."""

    id: str
    title: str
    action: str
    numbers: list[Number]
    more: str  # its title once all that is asked is done
    errors: list[str] = field(default_factory=list)  # of what the form does not show
    is_open: bool = False
    corrects: bool = False  # a set that is logged


@dataclass(frozen=True)
class Lamp:
    """One set, one lamp."""

    id: str
    label: str
    amount: int
    entry: Entry | None = None
    short: str = ""  # where it fell short, of what
    key: UUID | None = None  # of an unlit one
    lit: str = ""  # its label once it is lit as asked
    is_next: bool = False
    is_more: bool = False  # beyond what is asked, offered
    load: object = None  # of a lit one, as the runner reads it

    @property
    def less(self):
        return self.amount - 1


@dataclass(frozen=True)
class Row:
    side: str
    name: str
    is_first: bool  # the weaker side
    lamps: list[Lamp]
    pick: Pick
    key: UUID = field(default_factory=uuid4)  # of the pick


@dataclass(frozen=True)
class Pair:
    """One tap for left and right, as asked."""

    number: int  # of the set
    is_on: bool  # both sides are at the same set, and it is still to be done
    key: UUID = field(default_factory=uuid4)  # of the left one
    other: UUID = field(default_factory=uuid4)

    @property
    def title(self):
        return name_of_pair(self.number)


def rows_of(card) -> list[Row]:
    return [_row(card, side) for side in card.sides]


def pair_of(card) -> Pair | None:
    if not (card.guide.each_side and card.item) or card.wants_load:
        return None
    left, right = (len(card.done(side)) for side in card.sides)
    return Pair(left + 1, left == right < card.dose.sets)


def _row(card, side):
    done = card.done(side)
    lamps = [_lit(card, side, number, entry) for number, entry in enumerate(done, 1)]
    for number in range(len(done) + 1, card.dose.sets + 1):
        lamps.append(_unlit(card, side, number, number == len(done) + 1))
    if card.offers_fourth and len(done) == card.dose.sets:
        lamps.append(replace(_unlit(card, side, len(done) + 1, False), is_more=True))
    pick = _pick(card, side, len(done) + 1)
    return Row(side, name_of_side(side), side == card.weaker, lamps, pick)


def _lit(card, side, number, entry):
    label = _lit_label(side, number, entry.amount)
    short = _short(card, entry) if card.item else ""
    load = units.from_kg(entry.load_kg, card.user.units)
    lamp_id = f"lamp-{card.slug}-{side}-{number}"
    return Lamp(lamp_id, label, entry.amount, entry, short, load=load)


def _lit_label(side, number, amount):
    logged = describe_logged(name_of_set(side, number), amount)
    return _("%(logged)s. Press to take one off.") % {"logged": logged}


def _short(card, entry):
    dose = card.dose
    if entry.amount < dose.amount:
        return _("of %(amount)d") % {"amount": dose.amount}
    if entry.hold_s is not None and entry.hold_s < dose.hold_s:
        return _("%(hold)d s") % {"hold": entry.hold_s}
    load_kg = float(entry.load_kg or 0)
    if dose.load_kg is not None and load_kg < dose.load_kg:
        return describe_load(load_kg, card.user.units)
    return ""


def _unlit(card, side, number, is_row_next):
    label = _("%(set)s: log %(amount)d") % {
        "set": name_of_set(side, number),
        "amount": card.dose.amount,
    }
    return Lamp(
        f"lamp-{card.slug}-{side}-{number}",
        label,
        card.dose.amount,
        key=uuid4(),
        lit=_lit_label(side, number, card.dose.amount),
        is_next=is_row_next and side == card.next_side,
    )


def _pick(card, side, number):
    pick_id = f"pick-{card.slug}-{side}"
    is_more = number > card.dose.sets
    pick = Pick(
        id=pick_id,
        title=name_of_extra_set(side) if is_more else name_of_set(side, number),
        action=reverse("log_set"),
        numbers=_numbers(card, pick_id),
        more=name_of_extra_set(side),
        is_open=card.wants_load and side == card.next_side,
    )
    # A set that was deleted meanwhile has no lamp at which to correct it.
    names = {"side", "amount"} if card.refused_entry is None else {"amount"}
    is_refused = card.refused is not None and names <= {*card.refused.fields}
    return _refused(card, pick, side) if is_refused else pick


def _refused(card, pick, side):
    """With what was typed and what is wrong with it; of a correction, on its own set."""
    entry = card.refused_entry
    typed_side = entry.side if entry else card.refused["side"].value()
    if side != (typed_side if typed_side in card.sides else card.sides[0]):
        return pick
    if entry:
        number = card.done(side).index(entry) + 1
        pick = replace(
            pick,
            title=name_of_set(side, number),
            action=reverse("change_set", args=[entry.key]),
            corrects=True,
        )
    shown = {number.name for number in pick.numbers}
    return replace(
        pick,
        numbers=[_typed(card, number) for number in pick.numbers],
        errors=describe_errors(card.refused, shown),
        is_open=True,
    )


def _typed(card, number):
    value = card.refused[number.name].value()
    return replace(
        number,
        value=number.value if value is None else value,
        errors=card.refused.errors.get(number.name, []),
    )


def _numbers(card, pick_id):
    dose, words = card.dose, name_of_unit(card.guide.unit)
    numbers = [Number("amount", f"{pick_id}-amount", words, words, dose.amount, 1, 999)]
    if dose.hold_s:
        hold = Number("hold_s", f"{pick_id}-hold", _("Hold"), _("s hold"), dose.hold_s, 0, 600)
        numbers.append(hold)
    return [*numbers, _load_number(card, pick_id)] if card.has_load else numbers


def _load_number(card, pick_id):
    load_step = card.step and units.from_kg(card.step.load_step, card.user.units)
    return Number(
        name="load",
        id=f"{pick_id}-load",
        label=_("Load in each hand") if card.guide.each_side else _("Load on the bar"),
        unit=card.user.units,
        value=card.load,
        least=0,
        most=9999,
        step=load_step or 1,
    )
