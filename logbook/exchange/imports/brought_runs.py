"""The runs of a file: those that are not there yet come, and go again with an undo."""

from collections import Counter
from datetime import date

from ...models import Run


def add(of) -> list[list]:
    """Those that do not stand there yet, as [pk, date, kind, minutes]. Two alike are two."""
    named = Counter(map(tuple, of.preview.get("runs", ())))
    had = Counter(map(_run, Run.objects.for_user(of.user)))
    made = Run.objects.bulk_create(
        (
            Run(user=of.user, date=date.fromisoformat(on), kind=kind, minutes=minutes)
            for on, kind, minutes in sorted((named - had).elements())
        ),
        batch_size=500,
    )
    return [[run.pk, *_run(run)] for run in made]


def take_back(of) -> None:
    """A run that the runner has put right since is the runner's own."""
    added = {pk: tuple(said) for pk, *said in of.added.get("runs", ())}
    runs = Run.objects.for_user(of.user)
    same = [run.pk for run in runs.in_bulk(added).values() if _run(run) == added[run.pk]]
    runs.filter(pk__in=same).delete()


def _run(run):
    return run.date.isoformat(), run.kind, run.minutes
