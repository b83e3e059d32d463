"""What a runner may change of today's plan: the menu of a card, and what was changed."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from plans import rules
from plans.models import Choice
from plans.rules.day_changes import FEWEST_TO_TAKE_FROM
from plans.wording import Wording

Kind = Choice.Kind
OTHERS_MOST = 2  # exercises to swap for, beside the easier form
SAID_OF_CHANGES = {"not-today", "swapped-out", "hurts"}  # codes of notes that the list says


class MenuItem(NamedTuple):
    """One line of the menu: a button that changes the day, or with an address a link."""

    icon: str
    words: str
    meaning: str  # for the plan
    kind: str = ""
    instead: str = ""
    address: str = ""


class MadeChange(NamedTuple):
    """A change of today's plan that can be taken back."""

    words: str
    value: str


def pack(kind: str, exercise: str, instead: str | None) -> str:
    """Returns the one value that a button carries."""
    return " ".join(filter(None, (kind, exercise, instead)))


def address_of_pain(slug: str) -> str:
    """Where whoever says that an exercise hurts is asked at once how it was."""
    return f"{reverse('today')}?feedback={slug}&hurts=1#fb-{slug}"


def menu_of(card) -> list[MenuItem]:
    """Nothing once all is done: what was logged is corrected in the logbook."""
    if not card.item or card.is_done:
        return []
    items = [] if card.entries else [*_easier(card), *_swaps(card)]
    if _is_followed(card):
        meaning = _("After the others of today. Nothing else changes.")
        items.append(MenuItem("clock", _("Later today"), meaning, Kind.LATER))
    return [*items, _not_today(card), _hurts(card)]


def _easier(card) -> list[MenuItem]:
    words = _("Easier today: %(what)s")
    if easier := _easier_form(card):
        meaning = _("Its sets count as its own. %(name)s stays where it is and comes again.")
        return [
            MenuItem(
                "trending-down",
                words % {"what": card.wording.name(easier)},
                meaning % {"name": card.guide.name},
                Kind.SWAP,
                easier,
            )
        ]
    if card.dose.sets >= FEWEST_TO_TAKE_FROM:
        meaning = _("At the same numbers it counts neither for you nor against you.")
        return [MenuItem("trending-down", words % {"what": _("a set fewer")}, meaning, Kind.EASIER)]
    if card.guide.easier:
        words = _("Do it in an easier way")
        return [MenuItem("trending-down", words, card.guide.easier, address=card.guide.address)]
    return []


def _easier_form(card) -> str:
    program = card.state.answer.program
    swaps = card.state.answer.swaps(card.slug)
    return next((one for one in swaps if program.by_exercise[one].harder == card.slug), "")


def _swaps(card) -> list[MenuItem]:
    easier = _easier_form(card)
    meaning = _("It counts as its own. %(name)s comes again in its turn.")
    others = [one for one in card.state.answer.swaps(card.slug) if one != easier]
    return [
        MenuItem(
            "repeat",
            _("Swap for %(name)s") % {"name": card.wording.name(one)},
            meaning % {"name": card.guide.name},
            Kind.SWAP,
            one,
        )
        for one in others[:OTHERS_MOST]
    ]


def _is_followed(card) -> bool:
    block = [one for one in card.state.answer.today if one.block == card.item.block]
    return block[-1].exercise != card.slug


def _not_today(card) -> MenuItem:
    if card.entries:
        meaning = _("What you logged stays and counts as it is: with fewer sets than asked.")
        return MenuItem("calendar-x", _("No more of it today"), meaning, Kind.NOT_TODAY)
    meaning = _("Nothing is lost: its target and its row stay. It comes again in its turn.")
    return MenuItem("calendar-x", _("Not today"), meaning, Kind.NOT_TODAY)


def _hurts(card) -> MenuItem:
    if card.entries:
        meaning = _("Say how much. From 6 on it rests today and tomorrow, and so do the lifts.")
        address = address_of_pain(card.slug)
        return MenuItem("circle-alert", _("It hurts"), meaning, address=address)
    meaning = _(
        "It counts as pain of 6: none of it and no lift, today and tomorrow; what builds on it "
        "rests today."
    )
    if card.step.hinge:
        meaning = _("It counts as pain of 6: no lift today, nor on the next four days.")
    again = _("Where it hurts again and again, have a clinician look at it.")
    return MenuItem("circle-alert", _("It hurts"), f"{meaning} {again}", Kind.HURTS)


def describe_change(change: rules.DayChange, wording: Wording) -> str:
    name = {"name": wording.name(change.exercise)}
    if change.kind == Kind.LATER:
        return _("%(name)s comes later today, as you chose.") % name
    if change.kind == Kind.EASIER:
        return _("%(name)s has a set fewer today, as you chose.") % name
    code = "swapped-out" if change.kind == Kind.SWAP else change.kind
    values = {"exercise": change.exercise, "other": change.instead}
    return wording(rules.Reason(code, values))


def _is_done(card) -> bool:
    return card is not None and card.is_done


def _next_time(hurt, summary) -> str:
    """Return the next dose of what hurts, or why it is closed; that it hurts is said already."""
    if hurt.target:
        return _("Next time: %(dose)s.") % {"dose": hurt.target}
    return hurt.why if summary.after.step(hurt.slug).status == "locked" else ""


def made_changes(page) -> list[MadeChange]:
    """Return the day's changes in words; "It hurts" also says how the next dose changes."""
    of_hurt, shut = {}, ""
    if any(one.kind == Kind.HURTS for one in page.state.changes):
        summary = page.day_summary  # it works out the plan of the next day
        of_hurt = {one.slug: _next_time(one, summary) for one in summary.hurt}
        shut = " ".join(summary.shut) if of_hurt else ""

    def words(change):
        said = [describe_change(change, page.wording)]
        if change.kind == Kind.HURTS:
            said += [of_hurt.get(change.exercise, ""), shut]
        return " ".join(filter(None, said))

    return [
        MadeChange(words(one), pack(one.kind, one.exercise, one.instead))
        for one in page.state.changes
        if not (one.kind == Kind.LATER and _is_done(page.card(one.exercise)))
    ]
