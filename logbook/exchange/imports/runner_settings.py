"""The settings that our JSON file brings, as far as the plan depends on them.

The safety questions are not among them: they are answered anew, wherever the runner comes from.
"""

from datetime import time
from decimal import Decimal

from django.core.exceptions import ValidationError as DoesNotFit
from pydantic import ValidationError

from exercises.models import Equipment, Exercise
from plans.models import Enrollment
from plans.programs import enroll

from ...models import Reminders
from .. import hipdrive_file
from . import cell_values

PLAIN = ("minutes", "units", "counts_squeezes", "bar_weight", "plates")
USER_FIELDS = (
    "earlier_zones",
    *("minutes", "units", "gym", "earlier_settings", "equipment", "lifts", "bands"),
    *("heaviest_bar_kg", "heaviest_hand_kg", "heaviest_hips_kg"),
    *("bar_weight", "plates", "counts_squeezes"),
)


def read_settings(whole: dict) -> dict:
    """The settings that are well-formed, by the names of ``USER_FIELDS``, the pinned lift and the
    reminders."""
    reminders = _reminders(whole.get("reminders"))
    settings = whole.get("settings")
    if not isinstance(settings, dict):
        return reminders
    found = _valid_members(hipdrive_file.Settings, settings)
    read = {name: found[name] for name in PLAIN if name in found}
    known = [*Equipment.objects.values_list("slug", flat=True)]
    read |= _training_settings(found, known)
    steps = {one["since"]: list(one.values()) for one in found.get("load_steps", ())}
    read["gym"] = [steps[since] for since in sorted(steps)]
    if "earlier" in found:
        earlier = {one.pop("until").isoformat(): one for one in found["earlier"]}
        usual = hipdrive_file.TrainingSettings().model_dump()
        read["earlier_settings"] = [
            [until, _training_settings(usual | earlier[until], known)] for until in sorted(earlier)
        ]
    if "earlier_zones" in found:
        zones = found["earlier_zones"]
        read["earlier_zones"] = [[one["until"].isoformat(), one["time_zone"]] for one in zones]
    pinned = _valid_members(hipdrive_file.Program, whole.get("program")).get("pinned")
    return read | reminders | ({"pinned": pinned} if pinned else {})


def _reminders(value) -> dict:
    """All of the reminders, or nothing where a part of them does not fit."""
    try:
        read = hipdrive_file.Reminders.model_validate(value).model_dump(exclude_none=True)
        Reminders(**_times(read)).full_clean(exclude=["user"])
    except (ValidationError, DoesNotFit):
        return {}
    return {"reminders": read}


def _times(values):
    """Times of day stand in JSON as text."""
    return {
        name: time.fromisoformat(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


def _training_settings(found, known) -> dict:
    """The members of ``hipdrive_file.TrainingSettings`` that there are, as ``User`` stores them.

    Of the equipment only what is ``known``."""
    names = hipdrive_file.TrainingSettings.model_fields
    read = {name: _plain(value) for name, value in found.items() if name in names}
    if "equipment" in read:
        read["equipment"] = [slug for slug in known if slug in read["equipment"]]
    return read


def _plain(value):
    """A load as text without trailing zeros, since JSON has no decimals; or the value itself."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def read_revisions(program) -> list[tuple[str, int, str]]:
    """(program, number, date from which it was in force) of each revision."""
    found = _valid_members(hipdrive_file.Program, program)
    return [
        (cell_values.plain(found.get("slug", ""), 50), one["number"], one["since"].isoformat())
        for one in found.get("revisions", ())
    ]


def _valid_members(model, value) -> dict:
    """The members that fit; the others are passed over."""
    if not isinstance(value, dict):
        return {}
    try:
        return model.model_validate(value).model_dump(exclude_unset=True)
    except ValidationError as fault:
        wrong = {error["loc"][0] for error in fault.errors()}
        return _valid_members(model, {n: one for n, one in value.items() if n not in wrong})


def take_over(user, settings) -> dict:
    """Returns what was before and what is now, for ``give_back``."""
    now = {name: value for name, value in settings.items() if name in USER_FIELDS}
    if "earlier_zones" in now:  # the runner's own stay, for what a phone has still to send
        now["earlier_zones"] = user.earlier_zones_with(now["earlier_zones"])
    before = {name: _plain(getattr(user, name)) for name in now}
    _save(user, now)
    pinned = Exercise.objects.filter(slug=settings.get("pinned", "")).first()
    if pinned:
        enroll(user, on=user.today())  # perhaps the safety questions come later
        rows = Enrollment.objects.for_user(user)
        before["pinned"] = rows.values_list("pinned", flat=True).first()
        rows.update(pinned=pinned)
        now["pinned"] = pinned.pk
    if wanted := settings.get("reminders"):
        before["reminders"], now["reminders"] = _reminders_of(user, wanted), wanted
        _save_reminders(user, wanted)
    return {"before": before, "now": now}


def give_back(user, taken) -> None:
    """Restores the settings as they were, but for those that the runner changed since."""
    if not taken:
        return
    before, now = taken["before"], taken["now"]
    same = [n for n in USER_FIELDS if n in now and _plain(getattr(user, n)) == now[n]]
    _save(user, {name: before[name] for name in same})
    if "pinned" in now:
        rows = Enrollment.objects.for_user(user).filter(pinned=now["pinned"])
        rows.update(pinned=before["pinned"])
    wanted = now.get("reminders")
    if wanted and _reminders_of(user, wanted) == wanted:
        _save_reminders(user, before["reminders"])


def _reminders_of(user, names) -> dict:
    """What the runner is reminded of, as our JSON file has it."""
    reminders = Reminders.objects.for_user(user).first() or Reminders()
    values = {name: getattr(reminders, name) for name in names}
    return {n: f"{v:%H:%M}" if isinstance(v, time) else v for n, v in values.items()}


def _save_reminders(user, values):
    Reminders.objects.update_or_create(user=user, defaults=_times(values))


def _save(user, values):
    for name, value in values.items():
        is_load = name.endswith("_kg") and value is not None
        setattr(user, name, Decimal(value) if is_load else value)
    user.save(update_fields=list(values))
