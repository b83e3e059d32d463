"""The rows of a runner's history, a batch of days at a time.

So ten years need no more memory than a season.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import batched, groupby

from ...models import SetEntry, Workout

DAYS_A_BATCH = 100


def batches_of_workouts(user) -> Iterator[tuple[int, ...]]:
    """The pks of the runner's workouts, by date."""
    pks = Workout.objects.for_user(user).order_by("date").values_list("pk", flat=True)
    return batched(list(pks), DAYS_A_BATCH)


def sets_in(user, workouts, columns, **alias) -> Iterator[dict]:
    """The sets of these workouts by date, then in the order in which they were logged."""
    sets = SetEntry.objects.for_user(user).live().filter(workout__in=workouts).alias(**alias)
    return sets.order_by("workout__date", "pk").values(*columns).iterator()


def by_workout(rows) -> defaultdict[int, list[dict]]:
    """The rows by ``workout_id``, by which they are sorted; it is taken out of each."""
    grouped = groupby(rows, key=lambda row: row.pop("workout_id"))
    return defaultdict(list, {pk: list(some) for pk, some in grouped})
