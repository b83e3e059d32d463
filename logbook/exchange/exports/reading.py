"""A history in stretches of days, so that ten years need no more memory than a season."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import batched, groupby

from ...models import SetEntry, Workout

STRETCH = 100  # days


def stretches_of(user) -> Iterator[list[int]]:
    """Pks of workouts, by date."""
    pks = Workout.objects.for_user(user).order_by("date").values_list("pk", flat=True)
    return map(list, batched(list(pks), STRETCH))


def sets_in(user, workouts, columns, **alias) -> Iterator[dict]:
    """As they were logged, day by day."""
    sets = SetEntry.objects.for_user(user).live().filter(workout__in=workouts).alias(**alias)
    return sets.order_by("workout__date", "pk").values(*columns).iterator()


def by_workout(rows) -> defaultdict[int, list[dict]]:
    grouped = groupby(rows, key=lambda row: row.pop("workout_id"))
    return defaultdict(list, {pk: list(some) for pk, some in grouped})


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def plain(load: Decimal | None) -> str | None:
    """Without trailing noughts or an exponent."""
    return None if load is None else f"{load.normalize():f}"


def exact(load: Decimal | None) -> int | float | None:
    """For JSON. Twelve digits at most, so the float says the same."""
    if load is None:
        return None
    return int(load) if load == int(load) else float(load)
