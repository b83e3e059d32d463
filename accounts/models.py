from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .gym_steps import DEFAULTS, LoadSteps
from .timezones import validate_time_zone

MINUTES = (10, 20)  # of a day's training, from the article


class AddressField(models.EmailField):
    """An e-mail address in lower case, so that one person is one row however it was typed."""

    def to_python(self, value):
        value = super().to_python(value)
        return value and value.strip().lower()

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A runner, and perhaps an editor too. Signs in by e-mail."""

    class Units(models.TextChoices):
        KG = "kg", _("kilograms")
        LB = "lb", _("pounds")

    email = AddressField(
        _("e-mail"),
        unique=True,
        error_messages={"unique": _("Somebody already uses this address.")},
    )
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    units = models.CharField(_("units"), max_length=2, choices=Units, default=Units.KG)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes a day"),
        default=15,
        validators=[MinValueValidator(MINUTES[0]), MaxValueValidator(MINUTES[1])],
    )
    # Slugs of exercises.Equipment and no foreign keys, since accounts does not import the library.
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    # A list of LoadSteps by date, so that a change of gym rewrites no past day.
    gym = models.JSONField(default=list, blank=True, editable=False)

    # A random number, replaced by whatever the runner sends (exercises/http_cache.py).
    stamp = models.BigIntegerField(default=0, editable=False)
    # The number of corrections of days before today (logbook/derived.py).
    past_version = models.PositiveBigIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("runner")
        verbose_name_plural = _("runners")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__range=MINUTES),
                name="minutes_are_10_to_20",
                violation_error_message=_("A day's training takes 10 to 20 minutes."),
            ),
        ]

    def __str__(self):
        return self.email

    def save(self, *, update_fields=None, **options):
        """Writes neither the stamp nor the version of the past unless they are named.

        Other requests raise both meanwhile. A row that was deleted meanwhile does not come back:
        it raises ``NotUpdated``.
        """
        if update_fields is None and not self._state.adding:
            names = {field.name for field in self._meta.local_fields if not field.primary_key}
            update_fields = names - {"stamp", "past_version"}
        super().save(update_fields=update_fields, **options)

    def today(self):
        """Return the date in the runner's time zone."""
        return timezone.localdate(timezone=self.zone)

    @property
    def load_steps(self):
        return LoadSteps(*self.gym[-1] if self.gym else ("", *DEFAULTS[self.Units.KG]))

    def use_load_steps(self, bar, hand, *, since):
        """Set the steps from a date on, without saving."""
        if (bar, hand) != self.load_steps[1:]:
            before = [steps for steps in self.gym if steps[0] < since.isoformat()]
            self.gym = [*before, [since.isoformat(), bar, hand]]

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)
