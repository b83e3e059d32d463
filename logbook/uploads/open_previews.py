"""How previews of imports are thrown away that nobody confirmed."""

from django.db import transaction


@transaction.atomic
def discard(previews, *, skip_locked=False) -> int:
    """Deletes the rows of a query, but none that is confirmed at this moment.

    Without the lock one could be confirmed after it was found and before it is deleted. Previews of
    several runners are deleted with ``skip_locked``, since nobody holds the locks of all these
    runners: one whose row is in use is deleted the next time. Returns the number of rows.
    """
    locked = previews.select_for_update(skip_locked=skip_locked).values_list("pk", flat=True)
    return previews.model.objects.filter(pk__in=list(locked)).delete()[0]
