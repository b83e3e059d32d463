"""The reasons of the rules in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from exercises.models import Equipment, Exercise

from ..rules import Reason
from .doses import describe_bar_dose, describe_bar_session, describe_load

# The sentence of each code. Its placeholders are the values of the reason and what ``_shown`` adds.
SENTENCES = {
    # Why this dose
    "start": _("Everyone starts at this dose."),
    "raise-amount": ngettext_lazy(
        "All done last time, so one more: %(to)d.",
        "All done last time, so %(by)d more: %(to)d.",
        "by",
    ),
    "raise-hold": _("All done last time, so hold one second longer: %(to)d s."),
    "raise-sets": _("All done at the top of the range, so one set more: %(to)d."),
    "fourth-set": _("You did four sets, so four it is."),
    "raise-load": _("All done at the top twice: up to %(load)s, back down to %(amount)d."),
    "entry": _("%(load)s: the load you chose."),
    "ask-load": ngettext_lazy(
        "Choose a first load: one you could move ten times with ease.",
        "Choose a first load, for all %(sets)d sets: one you could move ten times with ease.",
        "sets",
    ),
    "at-top": _("Everything is at its top: the same again."),
    "hit-once-at-top": _("All done at the top. Once more like this and the load goes up."),
    "pain-not-given": _("The load waits: it goes up once you say how the pain was."),
    "again-miss": _("A set fell short last time: the same again."),
    "again-short": _("Fewer sets than asked, all of them good: the same again."),
    "again-effort": _("Effort was %(effort)d: the same again until it is 8 or less."),
    "again-form": _("Form did not hold last time: the same again."),
    "again-pain": _("Pain was %(pain)d: the same again, no more."),
    "down-load": _("Short of the range twice: one step lighter, %(load)s."),
    "down-sets": ngettext_lazy(
        "Short of the range twice: %(sets)d set for now.",
        "Short of the range twice: %(sets)d sets for now.",
        "sets",
    ),
    "down-pain": _("Pain was %(pain)d: easier now, %(dose)s."),
    "closed-pain": _(
        "Pain was %(pain)d, too much twice running: back to the bottom. "
        "Have a clinician look at it."
    ),
    "away-fewer": ngettext_lazy(
        "%(days)d day away: one set fewer this time.",
        "%(days)d days away: one set fewer this time.",
        "days",
    ),
    "away-bottom": ngettext_lazy(
        "%(days)d day away: easier again, from the bottom of the range.",
        "%(days)d days away: easier again, from the bottom of the range.",
        "days",
    ),
    "away-restart": ngettext_lazy(
        "%(days)d day away: you start again at the bottom.",
        "%(days)d days away: you start again at the bottom.",
        "days",
    ),
    "fitted": _("The ranges or steps changed: this is what fits them now."),
    "stalled": ngettext_lazy(
        "%(sessions)d session without a step up.",
        "%(sessions)d sessions without a step up.",
        "sessions",
    ),
    # Why today
    "activation": _("Squeezes first: they wake the muscle."),
    "activation-turn": _("You have both squeezes now: one set of one of them, in turn."),
    "turn": ngettext_lazy(
        "Its turn: last done yesterday.", "Its turn: last done %(days)d days ago.", "days"
    ),
    "lift-due": ngettext_lazy(
        "%(days)d day since your last lift; this is number %(number)d of at most 3 in a week.",
        "%(days)d days since your last lift; this is number %(number)d of at most 3 in a week.",
        "days",
    ),
    "pinned": _("You chose to do this lift alone."),
    "trimmed": ngettext_lazy(
        "Cut from %(sets)d set to fit your %(minutes)d minutes.",
        "Cut from %(sets)d sets to fit your %(minutes)d minutes.",
        "sets",
    ),
    # The bar and locks
    "next": ngettext_lazy(
        "%(row)d of %(needed)d session at %(bar)s.",
        "%(row)d of %(needed)d sessions at %(bar)s.",
        "needed",
    ),
    "next-opens": _("Helps to open: %(names)s."),
    "proficient": _("Proficient: you have shown that you can."),
    "needs": _("Waits for %(name)s: %(row)s"),
    "closed": _(
        "Closed on %(on)s: pain of 6 or more, twice running, in %(name)s. "
        "Have a clinician look at it."
    ),
    "reopens-on": _("It opens again on %(on)s at the earliest."),
    "reopens-after": ngettext_lazy(
        "It opens again after %(days)d more day with pain 2 or less in: %(names)s.",
        "It opens again after %(days)d more days with pain 2 or less in: %(names)s.",
        "days",
    ),
    "screen-ask": _("Locked until you say that you have asked a clinician."),
    "screen-stop": _("Locked: your safety answers say to get medical help first."),
    "overridden": _("Opened by you on %(on)s, before the log did."),
    "waived": _("Waived by you on %(on)s; it counts as met."),
    # The day, and what is left out of it
    "no-equipment": _("%(name)s is left out: it needs %(missing)s."),
    "red-yesterday": _("%(name)s rests through %(until)s: its pain was 6 or more."),
    "lift-rests": _("No lift today. The next one can be on %(next)s."),
    "lift-before-run": _("Tomorrow is a key run: the lift moves to %(next)s."),
    "weekly-most": ngettext_lazy(
        "%(name)s rests: %(days)d day of seven is the most.",
        "%(name)s rests: %(days)d days of seven are the most.",
        "days",
    ),
    "steps-back": _("%(name)s steps back: %(harder)s has taken over."),
    "no-time": _("No room for %(name)s today: it comes in turn."),
    "stop": _("No plan today. Your safety answers can mean an emergency: get medical help now."),
    "no-hinge-yet": _("The lifts are still locked: the daily exercises come first."),
}
NEVER_DONE = {
    "turn": _("Not done yet, so it goes first."),
    "lift-due": _("Your first lift is due."),
}
SETS = ngettext_lazy("%(sets)d set", "%(sets)d sets", "sets")


class Wording:
    """Words reasons, with loads in ``units`` (``"kg"`` or ``"lb"``).

    ``names`` (exercise slug → name) and ``equipment`` (slug → (name, what to do without it)) are
    looked up once, when the first reason wants them, unless they are given.
    """

    sentences = SENTENCES

    def __init__(
        self,
        units: str = "kg",
        names: Mapping[str, str] | None = None,
        equipment: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.units = units
        if names is not None:
            self.names = names
        if equipment is not None:
            self.equipment = equipment

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {slug: str(name) for slug, name in Exercise.objects.values_list("slug", "name")}

    @cached_property
    def equipment(self) -> Mapping[str, tuple[str, str]]:
        rows = Equipment.objects.values_list("slug", "name", "instead")
        return {slug: (str(name), str(instead)) for slug, name, instead in rows}

    def name(self, slug: str) -> str:
        return self.names.get(slug) or slug.replace("-", " ").capitalize()

    def __call__(self, reason: Reason) -> str:
        code, values = reason.code, self._shown(reason.values)
        if code in NEVER_DONE and values["days"] is None:
            return str(NEVER_DONE[code])
        if code == "down-pain":
            values["dose"] = SETS % values
            if "load" in values:
                loaded = _("%(sets)s at %(load)s")
                values["dose"] = loaded % {"sets": values["dose"], "load": values["load"]}
        elif code == "lift-due":
            values["number"] = values["lifts"] + 1
        elif code == "next":
            values |= self._at_bar(values, describe_bar_session(values["bar"]))
        elif code == "needs":
            at_bar = self._at_bar(values, describe_bar_dose(values["bar"]))
            values["row"] = self.sentences["next"] % at_bar
        elif code == "no-equipment":
            return self._without_equipment(values)
        sentence = str(self.sentences[code] % values)
        if code == "stalled" and values["easier"]:
            easier = _("An easier form helps for a while: %(name)s.")
            return f"{sentence} {easier % {'name': self.name(values['easier'])}}"
        return sentence

    def _shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Add names, dates and loads as the reader reads them."""
        shown = dict(values)
        if "exercise" in values:
            shown["name"] = self.name(values["exercise"])
        if "exercises" in values:
            # Not joined by commas, since a name may have one of its own.
            shown["names"] = " · ".join(map(self.name, values["exercises"]))
        if "harder" in values:
            shown["harder"] = self.name(values["harder"])
        if values.get("load_kg") is not None:
            shown["load"] = describe_load(values["load_kg"], self.units)
        for key, value in values.items():
            if isinstance(value, date):
                shown[key] = date_format(value, "MONTH_DAY_FORMAT")
        return shown

    def _at_bar(self, values: Mapping[str, Any], bar: str) -> dict[str, Any]:
        needed = values["sessions_in_a_row_needed"]
        return {"row": min(values["row"], needed), "needed": needed, "bar": bar}

    def _without_equipment(self, values: Mapping[str, Any]) -> str:
        missing: Iterable[str] = values["missing"]
        items = [self.equipment.get(slug, (slug.replace("-", " "), "")) for slug in missing]
        names = get_text_list([name for name, _instead in items], str(_("and")))
        sentence = self.sentences["no-equipment"] % {"name": values["name"], "missing": names}
        return " ".join([sentence, *(instead for _name, instead in items if instead)])
