"""How previews of imports are thrown away that nobody confirmed, and renewed."""

from django.db import transaction


@transaction.atomic
def discard(previews, *, skip_locked=False) -> int:
    """Deletes the rows of a query, but none that is confirmed at this moment.

    Without the lock one could be confirmed after it was found and before it is deleted. Previews of
    several runners are deleted with ``skip_locked``, since nobody holds the locks of all these
    runners: one whose row is in use is deleted the next time. Returns the number of rows.
    """
    locked = previews.select_for_update(skip_locked=skip_locked).values_list("pk", flat=True)
    # Django would load the rows, and a preview may have ten megabytes.
    return previews.model.objects.filter(pk__in=list(locked)).only("pk").delete()[0]


def renew_preview(made, previews) -> bool:
    """Gives a preview the place of the one of the same files, if such a one waits.

    So a form that is sent twice makes one, and every page that showed it shows it still. Call it
    while the runner's row is locked.
    """
    same = previews.select_for_update().filter(digest=made.digest).exclude(digest="")
    made.pk = same.values_list("pk", flat=True).first()
    return made.pk is not None
