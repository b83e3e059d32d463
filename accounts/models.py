from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from exercises.plates import barbell_from
from exercises.slug_list import SlugListField

from .gym_steps import DEFAULTS, LoadSteps
from .timezones import known_zones, validate_time_zone

MINUTES = (10, 20)  # of a day's training, from the article
LIFTS = (2, 3)  # a week, from the article
BANDS = (1, 5)  # of a runner's own, 1 the lightest (ours)
MOST_KG = 999
MOST_ZONES = 50  # that are remembered
# So long after a change of zone a date can still be to come that was today in the zone before:
# clocks differ by 26 hours at most.
ZONES_DIFFER = timedelta(hours=26)


class AddressField(models.EmailField):
    """An e-mail address in lower case, so that one person is one row however it was typed."""

    def to_python(self, value):
        value = super().to_python(value)
        return value and value.strip().lower()

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))


def _moment(text):
    return datetime.fromisoformat(text)


def _plain(value):
    """Return a load without trailing zeros, and any other value as it is."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


def heaviest(label):
    """A column for the heaviest load in kg that the runner has; empty: there is no limit."""
    return models.DecimalField(label, max_digits=12, decimal_places=9, null=True, blank=True)


# What targets rest on beside the log. Past days keep the values that they had.
HEAVIEST = ("heaviest_bar_kg", "heaviest_hand_kg", "heaviest_hips_kg")
SETTINGS = ("equipment", "lifts", "bands", *HEAVIEST)


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

    # A code of LANGUAGES; empty: what the browser asks for.
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    units = models.CharField(_("units"), max_length=2, choices=Units, default=Units.KG)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_time_zone]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes a day"),
        default=15,
        validators=[MinValueValidator(MINUTES[0]), MaxValueValidator(MINUTES[1])],
    )
    # Slugs of exercises.Equipment and no foreign keys, since they are read with every page.
    equipment = SlugListField(_("equipment"), default=list, blank=True)
    lifts = models.PositiveSmallIntegerField(_("lifts a week"), default=LIFTS[0])
    bands = models.PositiveSmallIntegerField(_("number of bands"), default=BANDS[0])
    heaviest_bar_kg = heaviest(_("heaviest bar in kg"))
    heaviest_hand_kg = heaviest(_("heaviest load in one hand in kg"))
    heaviest_hips_kg = heaviest(_("heaviest load on the hips in kg"))
    # [ISO date, SETTINGS before it] of each change, by date, so that a change rewrites no past day.
    earlier_settings = models.JSONField(default=list, blank=True, editable=False)
    # Whether the button for a squeeze counts ten seconds first, or logs them at once.
    counts_squeezes = models.BooleanField(default=False, editable=False)
    # A list of LoadSteps by date, so that a change of gym rewrites no past day.
    gym = models.JSONField(default=list, blank=True, editable=False)
    # As people write them: "20 kg" and "25 20 2.5 kg"; empty: what is usual (exercises/plates.py).
    bar_weight = models.CharField(max_length=12, default="", blank=True, editable=False)
    plates = models.CharField(max_length=100, default="", blank=True, editable=False)

    # [ISO moment, zone before it] of each change of time zone, by time: the runner saw that zone's
    # dates, and what was logged on them is sent and corrected later.
    earlier_zones = models.JSONField(default=list, blank=True, editable=False)

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
            models.CheckConstraint(
                condition=models.Q(lifts__range=LIFTS),
                name="lifts_are_2_or_3",
                violation_error_message=_("2 or 3 lifts a week."),
            ),
            models.CheckConstraint(
                condition=models.Q(bands__range=BANDS),
                name="bands_are_1_to_5",
                violation_error_message=_("1 to 5 bands."),
            ),
            *[
                models.CheckConstraint(
                    condition=models.Q(**{name: None})
                    | models.Q(**{f"{name}__range": (0, MOST_KG)}),
                    name=f"{name}_is_0_to_999",
                    violation_error_message=_("0 to 999 kg."),
                )
                for name in HEAVIEST
            ],
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

    def in_own_language(self):
        """Return a context manager within which text is in the runner's language, or in English.

        It is for what no browser asked for: reminders and calendars.
        """
        return translation.override(self.language or settings.LANGUAGE_CODE)

    def today(self):
        """Return the date in the runner's time zone."""
        return timezone.localdate(timezone=self.zone)

    def latest_day(self):
        """Return today, or tomorrow's date where the runner had it before flying west.

        Two days ahead is the most that there is.
        """
        now = timezone.now()
        left = [name for until, name in self.earlier_zones if _moment(until) > now - ZONES_DIFFER]
        return max(now.astimezone(ZoneInfo(name)).date() for name in [*left, self.time_zone])

    def date_at(self, moment):
        """Return the date that the runner's calendar showed at a moment, in the zone of then."""
        zones = (name for until, name in self.earlier_zones if moment < _moment(until))
        return moment.astimezone(ZoneInfo(next(zones, self.time_zone))).date()

    def use_zone(self, name):
        """Save another time zone, and nothing else. What is logged stays on its dates."""
        before, self.time_zone = self.time_zone, name
        self.save(update_fields=["time_zone"])
        self.remember_zone(before)

    def remember_zone(self, before):
        """Store the zone that held until now, if it is another one."""
        if before != self.time_zone:
            left = [timezone.now().astimezone(UTC).isoformat(), before]
            self.earlier_zones = [*self.earlier_zones, left][-MOST_ZONES:]
            self.save(update_fields=["earlier_zones"])

    def earlier_zones_with(self, zones):
        """Return the earlier zones and others, by time; what cannot be is left out."""
        now = timezone.now()
        past = [(t, name) for t, name in zones if name in known_zones() and _moment(t) < now]
        by_moment = dict([*past, *self.earlier_zones])
        return [[until, by_moment[until]] for until in sorted(by_moment)][-MOST_ZONES:]

    @property
    def load_steps(self):
        return LoadSteps(*self.gym[-1] if self.gym else ("", *DEFAULTS[self.Units.KG]))

    def new_steps_count_from(self):
        """Return today, or tomorrow where a load was lifted today: that card stays as it is."""
        today = self.today()
        lifted = self.sets.filter(workout__date=today, deleted_at=None, load_kg__isnull=False)
        return today + timedelta(lifted.exists())

    def use_load_steps(self, bar, hand, *, since):
        """Set the steps from a date on, without saving."""
        if (bar, hand) != self.load_steps[1:]:
            before = [steps for steps in self.gym if steps[0] < since.isoformat()]
            self.gym = [*before, [since.isoformat(), bar, hand]]

    @property
    def barbell(self):
        return barbell_from(self.bar_weight, self.plates, self.units)

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def training_settings(self):
        """Return the ``SETTINGS`` as JSON can hold them, a load in kg as text."""
        return {name: _plain(getattr(self, name)) for name in SETTINGS}

    @transaction.atomic
    def change_equipment(self, *, more=(), less=()):
        """Store what the runner has now; what was done before is judged by what was there."""
        stored = type(self).objects.select_for_update().get(pk=self.pk)
        before = stored.training_settings
        kept = [slug for slug in stored.equipment if slug not in less]
        stored.equipment = [*kept, *(slug for slug in more if slug not in kept)]
        stored.save(update_fields=["equipment"])
        stored.remember_settings(before)

    def remember_settings(self, before):
        """Store the settings until today, if they are others than now.

        On the day of joining nothing is stored: the first settings hold for all that came before,
        such as a log brought along from elsewhere.
        """
        today = self.today()
        is_new = self.date_joined.astimezone(self.zone).date() >= today
        # A change of tomorrow's date was made before flying west, and today is as good as then.
        is_changed_today = any(day >= today.isoformat() for day, _ in self.earlier_settings)
        if is_new or is_changed_today or before == self.training_settings:
            return
        self.earlier_settings = [*self.earlier_settings, [today.isoformat(), before]]
        self.save(update_fields=["earlier_settings"])
