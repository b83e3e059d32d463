"""What several families of models share: querysets of one runner, and edits that may come late."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from plans.models import RunnerQuerySet

# The time of an edit after which there is no other: it marks a deleted set whose values were
# removed for good, so that no late edit brings it back.
LAST_MS = 2**62


def scale(label):
    """A column for a rating from 0 to 10 that may be missing."""
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(10)]
    )


class DayQuerySet(RunnerQuerySet):
    """Rows that belong to a workout, such as sets and feedback."""

    def on_days(self, user, first, last):
        """The runner's rows from ``first`` to ``last``.

        The runner is named on the workout alone: named on the row as well, a database may take the
        index of runners and read all their years.
        """
        return self.filter(workout__user=user, workout__date__range=(first, last))


class Edited(models.Model):
    """A row that knows its last edit (last_write_wins.py), so that an older one changes nothing."""

    edited_ms = models.BigIntegerField(default=0, editable=False)  # milliseconds since 1970
    edited_by = models.CharField(max_length=36, blank=True, editable=False)  # the device

    class Meta:
        abstract = True


class Upload(models.Model):
    """What a runner brought at once: first read, then a preview, then stored, then undoable."""

    file_name = models.CharField(max_length=200)  # of the first file
    digest = models.CharField(max_length=64, blank=True, default="")  # of the files' content
    preview = models.JSONField()
    kept = models.PositiveIntegerField(default=0)  # by the undo, since the runner changed them

    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name
