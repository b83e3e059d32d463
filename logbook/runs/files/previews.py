"""What was read of files waits as a preview until the runner confirms it or a week has passed.

It has a row for each run to add, and one for each thing that is left out, with the reason.
"""

from collections import Counter
from datetime import date, datetime, timedelta

from django.utils import timezone

from ...converters import EARLIEST
from ...dates import DAY
from ...models import MOST_RUN_MIN, Run, RunImport
from ...uploads.open_previews import discard, renew_preview
from ...uploads.turns import short_write
from ..room_on_days import RoomOnDays
from .found import RUN, UNKNOWN, Activity, ComingRun, Found, LeftOut, ReadSettings
from .run_kinds import kind_of
from .same_runs import StoredRuns, without_doubles

EXPIRES = timedelta(days=7)
MOST_OPEN = 3  # previews of one runner; an older one makes room
SHORTEST_S = 60
FASTEST_KMH = 100  # an impossible start or length, whatever the sport (ours)
# Between these, in km/h, a track that does not name its sport is taken for a run (ours).
SLOW_RUN, FAST_RUN = 5.5, 22
S_A_KM = 360  # for a run to come that has a distance and no time (ours)
USUAL_S = 3600  # for one that has neither (ours)
MOST_TITLE = 80


def store_preview(
    *, user, names: list[str], found: Found, settings: ReadSettings, digest=""
) -> RunImport:
    """Stores what would be added. Nothing of the logbook is touched."""
    preview = preview_of(user, found, settings)
    name = names[0] if len(names) == 1 else f"{names[0][:190]} + {len(names) - 1}"
    waiting = RunImport.objects.for_user(user).filter(confirmed_at=None)
    with short_write(user.pk):
        discard(expired_previews(), skip_locked=True)
        made = RunImport(user=user, file_name=name[:200], preview=preview, digest=digest)
        renew_preview(made, waiting)
        made.save()
        discard(waiting.exclude(pk__in=waiting.values_list("pk", flat=True)[:MOST_OPEN]))
    return made


def expired_previews(now=None):
    return RunImport.objects.filter(
        confirmed_at=None, uploaded_at__lt=(now or timezone.now()) - EXPIRES
    )


def preview_of(user, found: Found, settings: ReadSettings) -> dict:
    left_out = list(found.left_out)
    fitting = []
    for one in found.activities:
        reason = _place(one, settings)
        if reason:
            left_out.append(LeftOut(reason, one.on, one.seconds, one.metres))
        else:
            fitting.append(one)
    kept, doubles = without_doubles(fitting)
    left_out += (LeftOut("twice", one.on, one.seconds, one.metres) for one in doubles)
    stored = stored_runs(user, [one.on for one in kept])
    room = RoomOnDays(user, {one.on for one in (*kept, *found.coming)})
    runs = []
    for one in kept:
        known = stored.same(one)
        if known and (known.started_at or not one.start):
            left_out.append(LeftOut("known", one.on, one.seconds, one.metres))
        elif known or room.take(one.on):
            runs.append(_run_as_json(one) | {"fills": known is not None})
        else:
            left_out.append(LeftOut("crowded", one.on, one.seconds, one.metres))
    coming, others = _sort_coming(user, found.coming, room)
    left_out += others
    return {
        "runs": sorted(runs, key=lambda row: row["at"] or row["on"], reverse=True),
        "coming": [_coming_as_json(one, moves) for one, moves in coming],
        "left_out": [_left_out_as_json(one) for one in left_out],
        "reasons": Counter(one.reason for one in left_out),
        "faults": found.faults,
        "formats": found.formats,
    }


def stored_runs(user, days: list[date]) -> StoredRuns:
    """The runner's runs on and around these days."""
    if not days:
        return StoredRuns([])
    around = (min(days) - DAY, max(days) + DAY)
    return StoredRuns(Run.objects.for_user(user).filter(date__range=around))


def activity_of(row: dict) -> Activity:
    """The activity of a preview's row."""
    start = row["at"] and datetime.fromisoformat(row["at"])
    on = date.fromisoformat(row["on"])
    return Activity(RUN, start, row["s"], row["m"], row["e"], on=on)


def _place(one: Activity, settings) -> str | None:
    """Gives an activity its day, the runner's date of its start; or the reason why it is no run."""
    if one.start is not None:
        try:
            one.on = one.start.astimezone(settings.zone).date()
        except (OverflowError, ValueError):
            return "date"
    if one.on is None:
        return "date" if one.sport in (RUN, UNKNOWN) else one.sport
    if one.on < EARLIEST:
        return "early"
    if one.on > settings.today:
        return "future"
    if one.sport not in (RUN, UNKNOWN):
        return one.sport
    if one.seconds < SHORTEST_S:
        return "short"
    if one.seconds >= (MOST_RUN_MIN + 0.5) * 60:
        return "long"
    return "fast" if _kmh(one) > FASTEST_KMH else None


def _kmh(one):
    return (one.metres or 0) / one.seconds * 3.6


def _run_as_json(one: Activity) -> dict:
    return {
        "on": one.on.isoformat(),
        "at": one.start and one.start.isoformat(timespec="seconds"),
        "s": round(one.seconds, 1),
        "e": one.elapsed and round(one.elapsed, 1),
        "m": one.metres and round(one.metres),
        "kind": kind_of(one.title),
        "asks": one.sport == UNKNOWN,
        "take": one.sport == RUN or SLOW_RUN <= _kmh(one) <= FAST_RUN,
    }


def _sort_coming(user, coming: list[ComingRun], room: RoomOnDays):
    """The runs to come that are new, each with the run that it moves, if any; and the others."""
    known = Run.objects.for_user(user).filter(key__in=[one.key for one in coming])
    by_key = {str(run.key): run for run in known}
    days = [one.on for one in coming]
    on_days = Run.objects.for_user(user).filter(date__in=days, started_at=None, key=None)
    entered = {(run.date, run.kind) for run in on_days}
    new, others, seen = [], [], set()
    for one in sorted(coming, key=lambda one: (one.on, one.title)):
        run = by_key.get(one.key)
        about = (one.on, one.seconds, one.metres, one.title)
        if one.key in seen:
            others.append(LeftOut("twice", *about))
        elif (run and (run.date == one.on or run.changed_at)) or (one.on, one.kind) in entered:
            others.append(LeftOut("known", *about))
        elif not room.take(one.on):
            others.append(LeftOut("crowded", *about))
        else:
            new.append((one, run))
        seen.add(one.key)
    return new, others


def _coming_as_json(one: ComingRun, moves) -> dict:
    guess = one.metres / 1000 * S_A_KM if one.metres else USUAL_S
    return {
        "on": one.on.isoformat(),
        "kind": one.kind,
        "key": one.key,
        "title": one.title[:MOST_TITLE],
        "s": min(one.seconds or guess, MOST_RUN_MIN * 60),
        "m": one.metres and round(one.metres),
        "guessed": not one.seconds,
        "moves": moves and moves.date.isoformat(),
    }


def _left_out_as_json(one: LeftOut) -> list:
    seconds, metres = one.seconds and round(one.seconds, 1), one.metres and round(one.metres)
    on = one.on and one.on.isoformat()
    return [one.reason, on, seconds, metres, one.title[:MOST_TITLE]]
