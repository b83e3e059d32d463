"""A file that was read is kept as a preview, until the runner confirms it or a week has passed."""

from datetime import timedelta
from itertools import batched

from django.db import transaction
from django.utils import timezone

from exercises.models import Exercise

from ...models import Import, ImportPart, SetEntry
from .matching import Matcher

EXPIRES = timedelta(days=7)
MOST_OPEN = 3  # previews of one runner; an older one makes room
SETS_A_PART = 1000
UNFIT_A_PART = 500
LINES_SHOWN = 20


@transaction.atomic
def keep(*, user, file_name, reading) -> Import:
    """The preview, with its parts. Nothing of the logbook is touched."""
    expired().delete()
    parts = list(_parts(reading))
    made = Import.objects.create(
        user=user,
        file_name=file_name,
        source=reading.source,
        preview=_preview(user, reading, parts),
    )
    pages = [list(page) for page in batched(reading.unfit, UNFIT_A_PART)]
    rows = []
    for number in range(max(len(parts), len(pages), 1)):
        days = [_as_json(on, day) for on, day in parts[number]] if number < len(parts) else []
        unfit = pages[number] if number < len(pages) else []
        rows.append(ImportPart(user=user, of=made, number=number, days=days, unfit=unfit))
    ImportPart.objects.bulk_create(rows, batch_size=10)
    waiting = Import.objects.for_user(user).filter(confirmed_at=None)
    waiting.exclude(pk__in=waiting.values_list("pk", flat=True)[:MOST_OPEN]).delete()
    return made


def expired(now=None):
    """Previews that were never confirmed."""
    return Import.objects.filter(
        confirmed_at=None, uploaded_at__lt=(now or timezone.now()) - EXPIRES
    )


def _parts(reading):
    """Whole days, oldest first: what is said of a day is stored with its sets."""
    part, count = [], 0
    for on, day in sorted(reading.days.items()):
        part.append((on, day))
        count += max(1, len(day.sets))
        if count >= SETS_A_PART:
            yield part
            part, count = [], 0
    if part:
        yield part


def _as_json(on, day):
    return {
        "on": on.isoformat(),
        "sets": day.sets,
        "said": day.said,
        "notes": day.notes,
        "morning_pain": day.morning_pain,
        "morning_skipped": day.morning_skipped,
    }


def _preview(user, reading, parts):
    matcher = Matcher(Exercise.objects.all())
    names = []
    for name, (count, first, last) in reading.names.items():
        match = matcher.match(name)
        names.append(
            {
                "name": name, "count": count, "first": first, "last": last,
                "slug": match.slug, "near": match.near,
            }
        )  # fmt: skip
    names.sort(key=lambda one: (not one["slug"], not one["near"], -one["count"], one["name"]))
    known, beside = _standing(user, parts)
    reasons = {}
    for _line, reason, _found in reading.unfit:
        reasons[reason] = reasons.get(reason, 0) + 1
    days = sorted(on.isoformat() for on, day in reading.days.items() if day.sets)
    return {
        "source": reading.source_name,
        "lines": reading.lines,
        "sets": len(reading.keys),
        "days": len(days),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "names": names,
        "marks": {
            mark: {"count": len(lines), "lines": lines[:LINES_SHOWN]}
            for mark, lines in reading.marks.items()
        },
        "reasons": reasons,
        "rows": reading.first,
        "known": known,
        "beside": beside,
        "choices": reading.choices,
        "runs": reading.runs,
        "revisions": reading.revisions,
        "settings": reading.settings,
    }


def _standing(user, parts):
    """How many of the sets stand in the logbook already; on how many days others stand there."""
    known, beside = 0, 0
    for part in parts:
        keys = {one.key for _on, day in part for one in day.sets}
        stand = SetEntry.objects.for_user(user).filter(workout__date__in=[on for on, _day in part])
        others = set()
        for key, on in stand.values_list("key", "workout__date"):
            if str(key) in keys:
                known += 1
            else:
                others.add(on)
        beside += len(others)
    return known, beside
