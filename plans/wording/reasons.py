"""The reasons of the rules in words: one method a code."""

from functools import cached_property

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.models import Equipment, Exercise

from .doses import describe_bar_dose, describe_bar_session, describe_load


def _day(day):
    return date_format(day, "MONTH_DAY_FORMAT")


class Wording:
    """Says reasons. Names are looked up once, when the first reason wants one, or given.

    ``names``: exercise slug → name; ``equipment``: slug → (name, what to do without it).
    There is one method a code; its parameters are the values of the code.
    """

    def __init__(self, units="kg", names=None, equipment=None):
        self.units = units
        if names is not None:
            self.names = names
        if equipment is not None:
            self.equipment = equipment

    def __call__(self, reason):
        return getattr(self, reason.code.replace("-", "_"))(**reason.values)

    @cached_property
    def names(self):
        return {slug: str(name) for slug, name in Exercise.objects.values_list("slug", "name")}

    @cached_property
    def equipment(self):
        rows = Equipment.objects.values_list("slug", "name", "instead")
        return {slug: (str(name), str(instead)) for slug, name, instead in rows}

    def name(self, slug):
        return self.names.get(slug) or slug.replace("-", " ").capitalize()

    def _names(self, slugs):
        return " · ".join(map(self.name, slugs))  # a name may have a comma of its own

    def _load(self, load_kg):
        return describe_load(load_kg, self.units)

    # Why this dose

    def start(self):
        return _("Everyone starts at this dose.")

    def raise_amount(self, by, to):
        return ngettext(
            "All done last time, so one more: %(to)d.",
            "All done last time, so %(by)d more: %(to)d.",
            by,
        ) % {"by": by, "to": to}

    def raise_hold(self, to):
        return _("All done last time, so hold one second longer: %(to)d s.") % {"to": to}

    def raise_sets(self, to):
        return _("All done at the top of the range, so one set more: %(to)d.") % {"to": to}

    def fourth_set(self):
        return _("You did four sets, so four it is.")

    def raise_load(self, load_kg, amount):
        return _("All done at the top twice: up to %(load)s, back down to %(amount)d.") % {
            "load": self._load(load_kg),
            "amount": amount,
        }

    def fitted(self):
        return _("The ranges or steps changed: this is what fits them now.")

    def entry(self, load_kg):
        return _("%(load)s: the load you chose.") % {"load": self._load(load_kg)}

    def ask_load(self, sets):
        return ngettext(
            "Choose a first load: one you could move ten times with ease.",
            "Choose a first load, for all %(sets)d sets: one you could move ten times with ease.",
            sets,
        ) % {"sets": sets}

    def at_top(self):
        return _("Everything is at its top: the same again.")

    def hit_once_at_top(self):
        return _("All done at the top. Once more like this and the load goes up.")

    def pain_not_given(self):
        return _("The load waits: it goes up once you say how the pain was.")

    def again_miss(self):
        return _("A set fell short last time: the same again.")

    def again_short(self):
        return _("Fewer sets than asked, all of them good: the same again.")

    def again_effort(self, effort):
        return _("Effort was %(effort)d: the same again until it is 8 or less.") % {
            "effort": effort
        }

    def again_form(self):
        return _("Form did not hold last time: the same again.")

    def again_pain(self, pain):
        return _("Pain was %(pain)d: the same again, no more.") % {"pain": pain}

    def down_load(self, load_kg):
        return _("Short of the range twice: one step lighter, %(load)s.") % {
            "load": self._load(load_kg)
        }

    def down_sets(self, sets):
        return ngettext(
            "Short of the range twice: %(sets)d set for now.",
            "Short of the range twice: %(sets)d sets for now.",
            sets,
        ) % {"sets": sets}

    def down_pain(self, pain, sets, load_kg=None):
        dose = ngettext("%(sets)d set", "%(sets)d sets", sets) % {"sets": sets}
        if load_kg is not None:
            dose = _("%(sets)s at %(load)s") % {"sets": dose, "load": self._load(load_kg)}
        return _("Pain was %(pain)d: easier now, %(dose)s.") % {"pain": pain, "dose": dose}

    def closed_pain(self, pain):
        return _(
            "Pain was %(pain)d, too much twice running: back to the bottom. "
            "Have a clinician look at it."
        ) % {"pain": pain}

    def away_fewer(self, days):
        return ngettext(
            "%(days)d day away: one set fewer this time.",
            "%(days)d days away: one set fewer this time.",
            days,
        ) % {"days": days}

    def away_bottom(self, days):
        return ngettext(
            "%(days)d day away: easier again, from the bottom of the range.",
            "%(days)d days away: easier again, from the bottom of the range.",
            days,
        ) % {"days": days}

    def away_restart(self, days):
        return ngettext(
            "%(days)d day away: you start again at the bottom.",
            "%(days)d days away: you start again at the bottom.",
            days,
        ) % {"days": days}

    def stalled(self, sessions, easier=None):
        stalled = ngettext(
            "%(sessions)d session without a step up.",
            "%(sessions)d sessions without a step up.",
            sessions,
        ) % {"sessions": sessions}
        if easier is None:
            return stalled
        hint = _("An easier form helps for a while: %(name)s.") % {"name": self.name(easier)}
        return f"{stalled} {hint}"

    # Why today

    def activation(self):
        return _("Squeezes first: they wake the muscle.")

    def activation_turn(self):
        return _("You have both squeezes now: one set of one of them, in turn.")

    def turn(self, days=None):
        if days is None:
            return _("Not done yet, so it goes first.")
        return ngettext(
            "Its turn: last done yesterday.", "Its turn: last done %(days)d days ago.", days
        ) % {"days": days}

    def lift_due(self, lifts, days=None):
        if days is None:
            return _("Your first lift is due.")
        return ngettext(
            "%(days)d day since your last lift; this is number %(number)d of at most 3 in a week.",
            "%(days)d days since your last lift; this is number %(number)d of at most 3 in a week.",
            days,
        ) % {"days": days, "number": lifts + 1}

    def pinned(self):
        return _("You chose to do this lift alone.")

    def trimmed(self, sets, minutes):
        return ngettext(
            "Cut from %(sets)d set to fit your %(minutes)d minutes.",
            "Cut from %(sets)d sets to fit your %(minutes)d minutes.",
            sets,
        ) % {"sets": sets, "minutes": minutes}

    # The bar and locks

    def next(self, row, sessions_in_a_row_needed, bar, exercise=None):
        return self._row_of(row, sessions_in_a_row_needed, describe_bar_session(bar))

    def next_opens(self, exercises):
        return _("Helps to open: %(names)s.") % {"names": self._names(exercises)}

    def proficient(self):
        return _("Proficient: you have shown that you can.")

    def needs(self, exercise, row, sessions_in_a_row_needed, bar):
        return _("Waits for %(name)s: %(row)s") % {
            "name": self.name(exercise),
            "row": self._row_of(row, sessions_in_a_row_needed, describe_bar_dose(bar)),
        }

    def _row_of(self, row, needed, asked):
        return ngettext(
            "%(row)d of %(needed)d session at %(bar)s.",
            "%(row)d of %(needed)d sessions at %(bar)s.",
            needed,
        ) % {
            "row": min(row, needed),
            "needed": needed,
            "bar": asked,
        }

    def closed(self, on, exercise):
        return _(
            "Closed on %(on)s: pain of 6 or more, twice running, in %(name)s. "
            "Have a clinician look at it."
        ) % {"on": _day(on), "name": self.name(exercise)}

    def reopens_on(self, on):
        return _("It opens again on %(on)s at the earliest.") % {"on": _day(on)}

    def reopens_after(self, exercises, days):
        return ngettext(
            "It opens again after %(days)d more day with pain 2 or less in: %(names)s.",
            "It opens again after %(days)d more days with pain 2 or less in: %(names)s.",
            days,
        ) % {"days": days, "names": self._names(exercises)}

    def screen_ask(self):
        return _("Locked until you say that you have asked a clinician.")

    def screen_stop(self):
        return _("Locked: your safety answers say to get medical help first.")

    def overridden(self, on):
        return _("Opened by you on %(on)s, before the log did.") % {"on": _day(on)}

    def waived(self, on):
        return _("Waived by you on %(on)s; it counts as met.") % {"on": _day(on)}

    def away_closed(self, days):
        return ngettext(
            "Closed after %(days)d day away: what it builds on comes first again.",
            "Closed after %(days)d days away: what it builds on comes first again.",
            days,
        ) % {"days": days}

    # The day, and what is left out of it

    def no_equipment(self, exercise, missing):
        items = [self.equipment.get(slug, (slug.replace("-", " "), "")) for slug in missing]
        without = _("%(name)s is left out: it needs %(missing)s.") % {
            "name": self.name(exercise),
            "missing": get_text_list([name for name, instead in items], _("and")),
        }
        return " ".join([without, *(instead for name, instead in items if instead)])

    def red_yesterday(self, exercise, until):
        return _("%(name)s rests through %(until)s: its pain was 6 or more.") % {
            "name": self.name(exercise),
            "until": _day(until),
        }

    def lift_rests(self, next=None):
        if next is None:
            return _("No lift today.")
        return _("No lift today. The next one can be on %(next)s.") % {"next": _day(next)}

    def lift_before_run(self, next):
        return _("Tomorrow is a key run: the lift moves to %(next)s.") % {"next": _day(next)}

    def weekly_most(self, exercise, days):
        return ngettext(
            "%(name)s rests: %(days)d day of seven is the most.",
            "%(name)s rests: %(days)d days of seven are the most.",
            days,
        ) % {"name": self.name(exercise), "days": days}

    def steps_back(self, exercise, harder):
        return _("%(name)s steps back: %(harder)s has taken over.") % {
            "name": self.name(exercise),
            "harder": self.name(harder),
        }

    def no_time(self, exercise):
        return _("No room for %(name)s today: it comes in turn.") % {"name": self.name(exercise)}

    def stop(self):
        return _("No plan today. Your safety answers can mean an emergency: get medical help now.")

    def no_hinge_yet(self):
        return _("The lifts are still locked: the daily exercises come first.")
