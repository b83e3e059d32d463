"""The runs of a file: those that are not there yet are added, and an undo removes them again."""

from collections import Counter
from datetime import date

from ...models import Run

SAID = ("kind", "minutes", "felt_left", "felt_right", "pain", "pain_place")
COLUMNS = ("date", *SAID)
NOT_SAID = (*[None] * 6, "")


def add_runs(file_import) -> list[list]:
    """Adds the runs that do not stand there yet, and returns [pk, *COLUMNS] of each.

    Two equal runs of a file are two runs.
    """
    in_file = Counter(map(_whole, file_import.preview.get("runs", ())))
    in_logbook = Counter(map(_values, Run.objects.for_user(file_import.user)))
    made = Run.objects.bulk_create(
        (
            Run(
                user=file_import.user,
                date=date.fromisoformat(on),
                **dict(zip(SAID, said, strict=True)),
            )
            for on, *said in sorted((in_file - in_logbook).elements(), key=str)
        ),
        batch_size=500,
    )
    return [[run.pk, *_values(run)] for run in made]


def remove_runs(file_import) -> None:
    """Removes what ``add_runs`` added, but for runs that the runner corrected since."""
    added = {pk: _whole(values) for pk, *values in file_import.added.get("runs", ())}
    runs = Run.objects.for_user(file_import.user)
    same = [pk for pk, run in runs.in_bulk(added).items() if _values(run) == added[pk]]
    runs.filter(pk__in=same).delete()


def _whole(values):
    """The values of ``COLUMNS``; a file read by an earlier version has the first ones alone."""
    return (*values, *NOT_SAID[len(values) :])


def _values(run):
    return run.date.isoformat(), *(getattr(run, name) for name in SAID)
