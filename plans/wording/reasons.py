"""The reasons of the rules in words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from exercises.day_names import name_of_day
from exercises.models import Equipment, Exercise

from ..rules import Reason
from .doses import describe_band, describe_bar_dose, describe_bar_session, describe_load
from .sentences import (
    AFTER_KEY_RUN,
    CAME_DOWN,
    EASY_WEEK_CUT,
    EASY_WEEK_ENDED,
    EFFORT_ROSE,
    GENTLY,
    GO_GENTLY,
    GO_ON_WITHOUT,
    IN_STEPS,
    LIFT_UNCHANGED,
    LIGHTER,
    LIGHTEST,
    LOAD_AFTER_OR_WITHOUT,
    LOAD_LEFT_OUT,
    LOWERED,
    NEVER_DONE,
    NEVER_OPEN,
    OF_A_LIFT,
    OF_THE_WHOLE,
    ONE_SET,
    PAIN_ALONE,
    RAISE_WAITS,
    RED_TODAY_ITSELF,
    SENTENCES,
    SETS,
    SETS_AT_LOAD,
    SINCE,
    SINCE_UNCHANGED,
    SORE,
    SORE_AFTER_LIFT,
    SORE_ON_MORNING,
    STEPS_AND_LIFTS_SHUT,
    THEN,
    TOGETHER,
    UNCHANGED,
    WITH_ROOM,
)

# What is said of several exercises in one line, and which value of it is the cause.
SAME_OF_SEVERAL = {
    "no-time": "hurt",
    "red-today": "hurt",
    "hurts-below": "hurt",
    "red-below-yesterday": "hurt",
    "comes-after": "other",
}
# What may come from the pain of the morning after, and what names the dose that came down.
OF_A_LIFTS_MORNING = {"again-pain", "down-pain", "lacked-pain"}
ON_MORNING = {"again-pain", "down-pain", "down-amber", "closed-pain", "lacked-pain"}
LOWERED_TO = {"down-pain", "down-hurt", "down-amber", "down-sore", "down-effort"}
FELT_NOT_GIVEN = {"lacked-felt-left-not-given", "lacked-felt-right-not-given"}


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
        if "sore" in reason.values:  # pain comes before what lowered the dose
            return f"{_sore(reason.values)} {self(_without(reason, 'sore'))}"
        if "gently" in reason.values and reason.code != "again-pain":
            rest = _without(reason, "gently")
            return self(rest) if "in_turn" in rest.values else f"{self(rest)} {GO_GENTLY}"
        if "raise_waits" in reason.values:
            return f"{self(_without(reason, 'raise_waits'))} {RAISE_WAITS}"
        if "load_left_out" in reason.values:
            return f"{self(_without(reason, 'load_left_out'))} {LOAD_LEFT_OUT}"
        if "alone" in reason.values:  # what else is said of the dose tells what is asked
            return _pain_alone(reason)
        code, values = reason.code, self._shown(reason.values)
        if code in NEVER_DONE and values["days"] is None:
            return str(NEVER_DONE["turn-first" if values.get("first") else code])
        if code == "back-shut" and values.get("locked"):
            code = "back-shut-locked"
        elif code in OF_A_LIFTS_MORNING and _counts_less(values):
            code = f"{code}-morning"
        elif code in ON_MORNING and "morning" in values:
            code = f"{code}-on-morning"
        elif code == "reopens-after":
            return self._reopens_after(values)
        elif code == "reopens-on" and values.get("never_open"):
            return str(NEVER_OPEN[code] % values)
        elif values.get("then") in THEN:
            return f"{self.sentences[code] % values} {THEN[values['then']]}"
        elif code in TOGETHER and "exercises" in values:
            return str(TOGETHER[code] % values)
        elif code == "red-today" and values["hurt"] == values["name"]:
            return str(RED_TODAY_ITSELF % values)
        if (values.get("in_turn") or values.get("gently")) and code in GENTLY:
            return str(GENTLY[code] % values)
        if instead := self._in_its_place(code, values):
            return instead
        if values.get("ended"):
            return str(EASY_WEEK_ENDED % values)
        if code == "lift-before-run" and "then" not in values:
            return str(AFTER_KEY_RUN % values)
        if code == "entry" and "taken_kg" in values:
            taken = describe_load(values["taken_kg"], self.units)
            return str(IN_STEPS % (values | {"taken": taken}))
        if values.get("lift") and code in OF_A_LIFT:
            said = LIFT_UNCHANGED if values.get("unchanged") else OF_A_LIFT[code]
            return str(said % values)
        if values.get("unchanged") and code in UNCHANGED:
            return str(UNCHANGED[code] % values)
        if code == "offer-easy-week" and "effort" in values:
            rose = {name: number_format(values[name]) for name in ("before", "effort")}
            return str(EFFORT_ROSE % rose)
        if code.removesuffix("-morning").removesuffix("-on") in LOWERED_TO:
            values["dose"] = self._lowered(values)
        elif code == "lacked-load":
            values |= {key: self._load(values["kind"], values[key]) for key in ("value", "wanted")}
        elif code == "lift-due":
            values["number"] = values["lifts"] + 1
        elif code == "next":
            values |= self._at_bar(values, describe_bar_session(values["bar"]))
            code = "next-again" if values.get("again") else code
        elif code == "needs":
            at_bar = self._at_bar(values, describe_bar_dose(values["bar"]))
            if values.get("again"):
                return str(self.sentences["needs-again"] % (values | at_bar))
            values["row"] = self.sentences["next"] % at_bar
        elif code == "lacked-climbing":
            bar, dose = values["bar"], values["dose"]
            hold_s = dose.hold_s if bar.hold_s else 0
            so_far = replace(bar, sets=dose.sets, amount=dose.amount, hold_s=hold_s)
            values |= {"dose": describe_bar_dose(so_far), "bar": describe_bar_dose(bar)}
            if values.get("lowered"):
                return str(LOWERED % values)
        elif code == "lacked-sets" and values.get("keeps_row"):
            return str(ONE_SET % values)
        elif code == "ask-load" and values.get("lighter"):
            return str(LIGHTER % values)
        elif code == "no-equipment":
            return self._without_equipment(values)
        return str(self.sentences[code] % values)

    def _in_its_place(self, code: str, values: Mapping[str, Any]) -> str:
        """Return what is said in the place of a code's own sentence, if anything is."""
        said: Any = ""
        if code == "again-short" and values.get("done"):
            said = self.sentences["again-short-of"]
        elif "since" in values and code in SINCE:
            said = SINCE_UNCHANGED if values.get("unchanged") else SINCE[code]
        elif "whole" in values and code in OF_THE_WHOLE:
            said = OF_THE_WHOLE[code]
        elif "room" in values and code in WITH_ROOM:
            said = WITH_ROOM[code]
        elif code == "easy-week" and "cut" in values:
            said = EASY_WEEK_CUT
        elif code == "ask-load" and "lightest" in values:
            said = LIGHTEST
        elif code == "load-comes-after" and "may_waive" in values:
            said = LOAD_AFTER_OR_WITHOUT
        elif code == "steps-closed" and "lifts_too" in values:
            said = STEPS_AND_LIFTS_SHUT
        elif code == "easy-week-kept" and "lowered" in values:
            said = f"{CAME_DOWN} {self.sentences[code]}"
        return str(said % values) if said else ""

    def lines(self, reasons: Iterable[Reason]) -> list[str]:
        """Say each thing once, and in one line what is the same of several exercises or sides."""
        reasons = list(reasons)
        together: dict[tuple[str, Any], Reason] = {}
        for code, because in SAME_OF_SEVERAL.items():
            for what, same in _grouped(reasons, code, because).items():
                if len(same) > 1:
                    names = [one.values["exercise"] for one in same]
                    values = {key: of for key, of in same[0].values.items() if key != "exercise"}
                    together[code, what] = Reason(code, values | {"exercises": names})
        if {reason.code for reason in reasons} >= FELT_NOT_GIVEN:
            both = Reason("lacked-felt-not-given")
            together |= dict.fromkeys(((code, None) for code in FELT_NOT_GIVEN), both)
        if {reason.code for reason in reasons} >= {"steps-closed", "lifts-shut"}:
            reasons = [_with_lifts_said(one) for one in reasons if one.code != "lifts-shut"]
        said = [
            self(together.get((one.code, one.values.get(SAME_OF_SEVERAL.get(one.code, ""))), one))
            for one in reasons
        ]
        return list(dict.fromkeys(said))

    def _shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Add names, dates and loads as the reader reads them."""
        shown = dict(values)
        if "exercise" in values:
            shown["name"] = shown["names"] = self.name(values["exercise"])
        if "exercises" in values:
            # Not joined by commas, since a name may have one of its own.
            shown["names"] = " · ".join(map(self.name, values["exercises"]))
        for key in ("harder", "easier", "other", "hurt"):
            if values.get(key):
                shown[key] = self.name(values[key])
        if values.get("load_kg") is not None:
            shown["load"] = describe_load(values["load_kg"], self.units)
        elif "band" in values:
            shown["load"] = describe_band(values["band"])
        for key, value in values.items():
            if isinstance(value, date):
                shown[key] = name_of_day(value, "MONTH_DAY_FORMAT")
        return shown

    def _lowered(self, values: Mapping[str, Any]) -> str:
        """Say what came down: the sets, the load, or both."""
        if "sets" not in values:
            return str(values["load"])
        if "amount" in values:
            return self._lowered_dose(values)
        return str((SETS_AT_LOAD if "load" in values else SETS) % values)

    def _lowered_dose(self, values: Mapping[str, Any]) -> str:
        dose = f"{values['sets']} × {values['amount']}"
        if values["hold"]:
            dose = _("%(dose)s, hold %(hold)d s") % {"dose": dose, "hold": values["hold"]}
        if "load" not in values:
            return dose
        return _("%(dose)s at %(load)s") % {"dose": dose, "load": values["load"]}

    def _load(self, kind: str, load: float) -> str:
        return describe_band(int(load)) if kind == "band" else describe_load(load, self.units)

    def _at_bar(self, values: Mapping[str, Any], bar: str) -> dict[str, Any]:
        needed = values["sessions_in_a_row_needed"]
        return {"row": min(values["row"], needed), "needed": needed, "bar": bar}

    def _reopens_after(self, values: Mapping[str, Any]) -> str:
        code = "reopens-after-each" if len(values["exercises"]) > 1 else "reopens-after"
        words = [(NEVER_OPEN if values.get("never_open") else self.sentences)[code] % values]
        if "on" in values:
            words.append(self.sentences["reopens-not-before"] % values)
        return " ".join(map(str, words))

    def _without_equipment(self, values: Mapping[str, Any]) -> str:
        missing: Iterable[str] = values["missing"]
        items = [self.equipment.get(slug, (slug.replace("-", " "), "")) for slug in missing]
        names = " · ".join(name for name, _instead in items)
        sentence = self.sentences["no-equipment"] % {"name": values["name"], "missing": names}
        words = [sentence, *(instead for _name, instead in items if instead)]
        return " ".join([*words, str(GO_ON_WITHOUT)] if values.get("may_waive") else words)


def _with_lifts_said(reason: Reason) -> Reason:
    is_of_steps = reason.code == "steps-closed"
    return Reason(reason.code, reason.values | {"lifts_too": True}) if is_of_steps else reason


def _without(reason: Reason, name: str) -> Reason:
    return Reason(reason.code, {key: one for key, one in reason.values.items() if key != name})


def _pain_alone(reason: Reason) -> str:
    said = PAIN_ALONE.get(reason.code)
    values = reason.values
    return str(said % values) if said else _sore({**values, "sore": values["pain"]})


def _counts_less(values: Mapping[str, Any]) -> bool:
    """Whether the morning was that of a lift, and counts as less for this exercise."""
    counts = values.get("pain", values.get("value"))
    return "morning" in values and bool(values["morning"] != counts)


def _sore(values: Mapping[str, Any]) -> str:
    morning = values.get("morning")
    if morning is None:
        return str(SORE % values)
    return str((SORE_ON_MORNING if morning == values["sore"] else SORE_AFTER_LIFT) % values)


def _grouped(reasons: Iterable[Reason], code: str, because: str) -> dict[str | None, list[Reason]]:
    """Return the reasons that say one thing of several, by the exercise that is the cause."""
    found: dict[str | None, list[Reason]] = {}
    for reason in reasons:
        if reason.code == code:
            found.setdefault(reason.values.get(because), []).append(reason)
    return found
