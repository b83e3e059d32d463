"""A file that was read waits as a preview until the runner confirms it or a week has passed."""

from collections import Counter
from datetime import timedelta
from itertools import batched, zip_longest

from django.utils import timezone

from exercises.models import Exercise

from ...models import ColumnChoice, Import, ImportPart, SetEntry
from ...training_work import count_sets
from ...uploads.open_previews import discard, renew_preview
from ...uploads.reading_process import read_apart
from ...uploads.turns import short_write
from . import set_keys, unknown_columns, waiting
from .exercise_names import ExerciseNames
from .other_apps import ReadSettings
from .read_file import read_text

EXPIRES = timedelta(days=7)
MOST_OPEN = 3  # previews of one runner; an older one makes room
SETS_A_PART = 250  # staged in one transaction, beside which nobody writes on SQLite
UNFIT_A_PART = 500
UNFIT_PARTS = 2  # that an import keeps once it is confirmed; a file may have two hundred
LINES_SHOWN = 20


def store_preview(
    *, user, file_name, result, units="kg", waiting_file=None, digest=""
) -> Import | None:
    """Stores the preview with its parts. Nothing of the logbook is touched.

    ``units`` are those of loads whose units the file does not say. A waiting file makes way for its
    preview; where it is gone already, nothing is stored.
    """
    made = Import(user=user, file_name=file_name, source=result.source, digest=digest)
    parts = _prepare(made, result, units)
    previews = Import.objects.for_user(user).filter(confirmed_at=None)
    with short_write(user.pk):
        if waiting_file and not waiting.take(waiting_file):
            return None
        discard(expired_previews(), skip_locked=True)
        if renew_preview(made, previews):
            made.parts.all().delete()
        _write(made, parts)
        discard(previews.exclude(pk__in=previews.values_list("pk", flat=True)[:MOST_OPEN]))
    return made


def store_answer(*, file_import, parts, units) -> None:
    """Reads a file as the runner named its columns, and remembers that for the next such file.

    Nothing is changed where the import was confirmed or discarded meanwhile. Raises ``FileError``
    where nothing comes of the file.
    """
    user = file_import.user
    header = unknown_columns.header_of(file_import.csv_text)
    settings = ReadSettings(user.zone, user.latest_day(), units, {header: parts})
    result = read_apart(read_text, file_import.csv_text, settings)
    rows = _prepare(file_import, result, units)
    preview = Import.objects.select_for_update().filter(pk=file_import.pk, confirmed_at=None)
    with short_write(user.pk):
        if not preview.values_list("pk", flat=True):
            return
        file_import.parts.all().delete()
        _write(file_import, rows)
        ColumnChoice.objects.update_or_create(user=user, header=header, defaults={"parts": parts})


def remembered_columns(user) -> dict[str, list[str]]:
    """{signature of a header: its parts}, as the runner named them before."""
    return dict(ColumnChoice.objects.for_user(user).values_list("header", "parts"))


def _prepare(file_import, result, units) -> list[ImportPart]:
    """Makes the preview and its parts. Nothing is written, since that locks out everybody else."""
    user, parts = file_import.user, list(_parts(result))
    file_import.preview = _preview(user, result, parts)
    if result.table:
        file_import.csv_text = result.table.text
        file_import.preview["ask"] = _what_to_ask(result, units)
    pages = batched(result.unfit, UNFIT_A_PART)
    return [
        ImportPart(
            user=user,
            of=file_import,
            number=number,
            days=[_day_as_json(on, day) for on, day in part],
            unfit=list(unfit),
        )
        for number, (part, unfit) in enumerate(zip_longest(parts or [()], pages, fillvalue=()))
    ]


def _write(file_import, parts):
    file_import.save()
    ImportPart.objects.bulk_create(parts, batch_size=10)


def _what_to_ask(result, units):
    """What the runner is asked about the columns of a CSV file, and the answers so far."""
    return {
        "is_open": result.parts is None,
        "names": [name[:100] for name in result.table.names],
        "samples": unknown_columns.samples(result.table),
        "parts": result.parts or unknown_columns.guess(result.table),
        "units": units,
    }


def expired_previews(now=None):
    """Previews that nobody confirmed in time."""
    return Import.objects.filter(
        confirmed_at=None, uploaded_at__lt=(now or timezone.now()) - EXPIRES
    )


def _parts(result):
    """Lists of (date, day), oldest first. A day is whole: its notes are stored with its sets."""
    part, count = [], 0
    for on, day in sorted(result.days.items()):
        part.append((on, day))
        count += max(1, len(day.sets))
        if count >= SETS_A_PART:
            yield part
            part, count = [], 0
    if part:
        yield part


def _day_as_json(on, day):
    return {
        "on": on.isoformat(),
        "sets": day.sets,
        "said": day.feedback,  # the name in previews that already wait
        "notes": day.notes,
        "morning_pain": day.morning_pain,
        "morning_skipped": day.morning_skipped,
        "morning_place": day.morning_place,
        "morning_from_training": day.morning_from_training,
    }


def _preview(user, result, parts):
    known, beside = _count_what_stands(user, parts)
    days = sorted(on.isoformat() for on, day in result.days.items() if day.sets)
    return {
        "source": result.source_name,
        "lines": result.lines,
        "sets": result.sets,
        "apart": result.apart,
        "days": len(days),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "names": _names(result),
        "marks": {
            mark: {"count": len(lines), "lines": lines[:LINES_SHOWN]}
            for mark, lines in result.marks.items()
        },
        "passed_over": result.passed_over,
        "reasons": Counter(reason for _line, reason, _found in result.unfit),
        "rows": result.first_sets,
        "known": known,
        "beside": beside,
        "choices": result.choices,
        "easy_weeks": result.easy_weeks,
        "day_changes": result.day_changes,
        "easy_weeks_put_off": result.easy_weeks_put_off,
        "easy_weeks_ended": result.easy_weeks_ended,
        "runs": result.runs,
        "revisions": result.revisions,
        "settings": result.settings,
    }


def _names(result):
    """Each name of the file with its match; names that are chosen first, then suggested ones."""
    ours = ExerciseNames(Exercise.objects.all())
    names = []
    for name, (count, first, last) in result.names.items():
        slug, near = ours.match(name)
        about = {"name": name, "count": count, "first": first, "last": last}
        names.append(about | {"slug": slug, "near": near})
    names.sort(key=lambda one: (not one["slug"], not one["near"], -one["count"], one["name"]))
    return names


def _count_what_stands(user, parts):
    """How many of the sets are in the logbook already, and on how many days other sets are."""
    known, beside = 0, 0
    columns = ("workout__date", "exercise", "any_time", "primer", "side")
    for part in parts:
        keys = {str(key) for _on, day in part for key in set_keys.keys_of(day.sets)}
        days = [on for on, _day in part]
        logged = SetEntry.objects.for_user(user).filter(workout__date__in=days)
        days_with_others = set()
        known_sides: dict[tuple, Counter] = {}
        for key, on, *about, side in logged.values_list("key", *columns):
            if str(key) in keys:
                known_sides.setdefault((on, *about), Counter())[side] += 1
            else:
                days_with_others.add(on)
        known += sum(map(count_sets, known_sides.values()))
        beside += len(days_with_others)
    return known, beside
