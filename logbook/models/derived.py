"""Values that are worked out from a runner's log and kept, so that pages need not do it again."""

from django.conf import settings
from django.db import models

from .base import RunnerQuerySet


class Checkpoint(models.Model):
    """Where the fold of a runner's history stood before a date: a cache, one row a runner.

    ``version`` counts the changes to the past. What was built at another count, or for other
    revisions, rules or choices (``key``), is passed over and built anew.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="checkpoint")
    version = models.PositiveIntegerField(default=0)
    built_at_version = models.PositiveIntegerField(null=True)
    before = models.DateField(null=True)  # every day before this date is in it
    key = models.CharField(max_length=64, blank=True)
    state = models.JSONField(null=True)  # rules.to_json
    # The last session of each exercise and the last with both sides felt, for what pages recall.
    recalled = models.JSONField(null=True)

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return f"before {self.before}"


class Climb(models.Model):
    """What a runner's ladder went through before a date: a cache, one row a runner.

    It holds while ``version`` is the checkpoint's and ``key`` that of the rules and choices.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="climb")
    version = models.PositiveIntegerField()
    before = models.DateField()
    key = models.CharField(max_length=64)
    state = models.JSONField()  # rules.to_json
    changes = models.JSONField()  # [[day, exercise, status], …], oldest first

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return f"before {self.before}"


class Past(models.Model):
    """What a runner did before a date, added up: a cache, one row a runner (period_totals.py).

    It holds while ``version`` is the checkpoint's and ``key`` that of the rules. A page reads the
    columns that it draws: {ISO date of the first day: tally.Tally}.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="past")
    version = models.PositiveIntegerField()
    before = models.DateField()
    key = models.CharField(max_length=64)
    lit = models.JSONField()  # {ISO date: [sets, whether it was a lift]}, of the last year
    weeks = models.JSONField()  # the last ones
    months = models.JSONField()  # the last ones
    quarters = models.JSONField()
    years = models.JSONField()

    objects = RunnerQuerySet.as_manager()

    def __str__(self):
        return f"before {self.before}"
