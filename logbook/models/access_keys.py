"""Keys that a runner hands out: links to share, and tokens for programs."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import RunnerQuerySet

MOST_WEEKS = 52  # in a shared link


class Secret(models.Model):
    """A key that a runner hands out. It is shown once; kept is what it hashes to (sharing.py)."""

    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # Of the form that made it, so that pressed twice it makes one.
    form_key = models.UUIDField(null=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    objects = RunnerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.name


class ShareLink(Secret):
    """The last weeks of a runner, for whoever has the address; nothing can be changed there."""

    class Kind(models.TextChoices):
        PAGE = "page", _("a page")
        CALENDAR = "calendar", _("a calendar")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="share_links")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PAGE, editable=False)
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=12)
    with_notes = models.BooleanField(_("with my notes"), default=False)
    ends_on = models.DateField(_("last day"), null=True, blank=True)  # the runner's; None: never

    class Meta(Secret.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weeks__range=(1, MOST_WEEKS)),
                name="weeks_are_1_to_52",
                violation_error_message=_("1 to 52 weeks."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["page", "calendar"]), name="share_link_is_of_a_kind"
            ),
        ]


class AccessToken(Secret):
    """For a watch or a script that reads, or also logs, in the runner's name (api/)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    may_log = models.BooleanField(_("may log sets"), default=False)
    # How often it was used in the minute that begins there.
    minute = models.DateTimeField(null=True, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)
