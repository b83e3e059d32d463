"""The settings of a runner that are in our JSON, as far as the plan depends on them.

The safety questions are not among them: they are answered anew, wherever the runner comes from.
"""

import re
from datetime import date
from decimal import Decimal

from exercises.models import Equipment, Exercise
from plans.models import Enrollment
from plans.programs import enroll

LOAD = re.compile(r"(\d{1,2}(?:\.\d{1,2})?) (?:kg|lb)", re.ASCII)
NUMBER = re.compile(r"\d{1,5}", re.ASCII)
OF_USER = ("minutes", "equipment", "units", "gym")


def read(settings, program) -> dict:
    """What is well-formed; the rest is passed over. Numbers come as text."""
    if not isinstance(settings, dict):
        return {}
    found = {"gym": _gym(settings.get("load_steps"))}
    if settings.get("minutes") in [str(n) for n in range(10, 21)]:
        found["minutes"] = int(settings["minutes"])
    if isinstance(settings.get("equipment"), list):
        known = Equipment.objects.values_list("slug", flat=True)
        found["equipment"] = [slug for slug in known if slug in settings["equipment"]]
    if settings.get("units") in ("kg", "lb"):
        found["units"] = settings["units"]
    if isinstance(program, dict) and isinstance(program.get("pinned"), str):
        found["pinned"] = program["pinned"]
    return found


def revisions_of(program) -> list[tuple[str, int, str]]:
    """(program, number, date from which it was in force) of each that is well-formed."""
    if not isinstance(program, dict) or not isinstance(program.get("slug"), str):
        return []
    found, rows = [], program.get("revisions")
    for one in rows if isinstance(rows, list) else ():
        if isinstance(one, dict) and NUMBER.fullmatch(str(one.get("number"))):
            since = _iso(one.get("since"))
            found += [(program["slug"], int(one["number"]), since)] if since else []
    return found


def _gym(steps):
    found = {}
    for one in steps if isinstance(steps, list) else ():
        if isinstance(one, dict) and all(_is_step(one.get(name)) for name in ("bar", "hand")):
            since = _iso(one.get("since"))
            if since:
                found[since] = [since, one["bar"], one["hand"]]
    return [found[since] for since in sorted(found)]


def _is_step(load):
    step = LOAD.fullmatch(load) if isinstance(load, str) else None
    return bool(step) and Decimal(step[1]) > 0


def _iso(text):
    try:
        return date.fromisoformat(text).isoformat()
    except (TypeError, ValueError):
        return None


def take_over(user, settings) -> dict:
    """Returns what was before and what is now, for ``give_back``."""
    now = {name: value for name, value in settings.items() if name in OF_USER}
    before = {name: getattr(user, name) for name in now}
    _set(user, now)
    pinned = Exercise.objects.filter(slug=settings.get("pinned", "")).first()
    if pinned:
        enroll(user, on=user.today())  # perhaps the safety questions come later
        rows = Enrollment.objects.for_user(user)
        before["pinned"] = rows.values_list("pinned", flat=True).first()
        rows.update(pinned=pinned)
        now["pinned"] = pinned.pk
    return {"before": before, "now": now}


def give_back(user, taken) -> None:
    """What the runner set otherwise since stays so."""
    if not taken:
        return
    before, now = taken["before"], taken["now"]
    same = [name for name in OF_USER if name in now and getattr(user, name) == now[name]]
    _set(user, {name: before[name] for name in same})
    if "pinned" in now:
        rows = Enrollment.objects.for_user(user).filter(pinned=now["pinned"])
        rows.update(pinned=before["pinned"])


def _set(user, values):
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=list(values))
