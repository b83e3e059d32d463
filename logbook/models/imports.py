"""A file that a runner brought from another app or from Hipdrive itself."""

from django.conf import settings
from django.db import models

from .base import RunnerQuerySet, Upload
from .training import FeedbackValues, SetValues


class Import(Upload):
    """One file that a runner brought: first read, then a preview, then stored, then undoable.

    What it wrote bears its ``mark`` in ``edited_by``, until the runner changes it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    source = models.CharField(max_length=20)  # imports/other_apps.py, imports/hipdrive_files.py
    # Of a CSV file of no known app until it is confirmed: the runner may say again which column
    # is what.
    csv_text = models.TextField(blank=True, default="")
    chosen = models.JSONField(default=dict)  # {"names": {name: slug}, "take": […], "settings": …}
    added = models.JSONField(default=dict)  # choices and settings, for the undo; the sets in words
    sets_added = models.PositiveIntegerField(default=0)  # rows, for the undo
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(Upload.Meta):
        indexes = [
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(confirmed_at=None),
                name="imports_to_be_confirmed",
            )
        ]

    @property
    def whole_sets_added(self) -> int:
        """As the logbook counts them; of an import by an earlier version the rows."""
        return self.added.get("sets", self.sets_added)

    @property
    def mark(self):
        return f"import {self.pk}"

    @property
    def state(self):
        if self.undone_at:
            return "undone"
        if self.finished_at:
            return "done"
        return "running" if self.confirmed_at else "open"


class ColumnChoice(models.Model):
    """What the columns of a CSV file of no known app are, as the runner said once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    header = models.CharField(max_length=64)  # the signature of imports/unknown_columns.py
    parts = models.JSONField()  # for each column a key of PARTS there

    objects = RunnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "header", name="one_choice_of_columns_a_header")
        ]

    def __str__(self):
        return self.header


class ImportPart(models.Model):
    """Some days of an import, staged in one go, and some of its lines that do not fit."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    of = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    days = models.JSONField(default=list)  # once staged, only what is said of a day itself
    unfit = models.JSONField(default=list)  # [line, reason, what was found there]
    filled = models.JSONField(default=dict)  # of earlier versions; now it stands in Import.added
    stored_at = models.DateTimeField(null=True, blank=True)  # when it was staged

    objects = RunnerQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("of", "number", name="one_import_part_a_number")]

    def __str__(self):
        return f"{self.of_id}: {self.number}"


class Staged(models.Model):
    """A row of an import that is not finished. It counts nowhere until all of them are there."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    date = models.DateField()

    objects = RunnerQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.of_id}: {self.date}"


class StagedSet(Staged, SetValues):
    """A set with its day."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="staged_sets")


class StagedFeedback(Staged, FeedbackValues):
    """The feedback on one exercise of a day."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="staged_feedback")


class WaitingFile(models.Model):
    """A runner's file that waits until it is its turn to be read, packed (imports/waiting.py)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    units = models.CharField(max_length=2)  # as the form was sent
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(auto_now=True)

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return self.file_name
