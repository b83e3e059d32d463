"""Five people on one host, a row of each kind for each runner, and where those rows are found."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.cookies import SimpleCookie
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from accounts.models import User
from exercises.editors import EDITORS
from exercises.models import Cue, Equipment, Exercise, Muscle
from logbook.exchange import access_keys
from logbook.exchange.imports.other_apps import ReadSettings
from logbook.exchange.imports.previews import store_preview
from logbook.exchange.imports.read_file import read_file
from logbook.models import (
    AccessToken,
    Derived,
    Device,
    Import,
    Reminders,
    Run,
    RunImport,
    SetEntry,
    ShareLink,
    StagedFeedback,
    StagedSet,
    WaitingFile,
    Workout,
)
from logbook.reminders import training_calendar
from plans import runner_choices
from plans.models import Program, Revision, Step
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)  # the day of the clock
ROLES = ("anonymous", "owner", "editor", "stranger", "staff")
FILE = b"""Date,Exercise,Category,Weight,Reps,Time,Comment
2026-02-02,Deadlift,Back,60.0,5,,steady
2026-02-03,Barbell Glute Bridge,Legs,40,8,,
2026-02-04,Yoga,,,,,
"""
RUNS = {
    "runs": [
        {
            "on": "2026-02-28", "at": "2026-02-28T08:00:00+00:00", "s": 1800, "e": None, "m": 5000,
            "kind": "easy", "asks": False, "take": True, "fills": False,
        }
    ],
    "coming": [], "left_out": [], "reasons": {}, "faults": [], "formats": {"FIT": 1},
}  # fmt: skip
CACHES = {Derived}  # built anew by whoever looks
# Noted by whoever reads with a key that the runner gave away.
NOTED = {"last_used_at", "minute", "used", "last_login", "stamp"}


@dataclass
class World:
    people: dict = field(default_factory=dict)  # role → user, but for anonymous
    cookies: dict = field(default_factory=dict)  # role → of a browser where they are signed in
    places: dict = field(default_factory=dict)  # role → {placeholder of an address: what it is}

    def browser(self, role, **options):
        client = Client(**options)
        client.cookies = SimpleCookie(self.cookies[role])
        return client


def make_world() -> World:
    """On the loaded library, at the hour of the clock."""
    world, shared = World(cookies={"anonymous": ""}), {}
    for role in ROLES[1:]:
        user = world.people[role] = runner(role)
        user.is_staff, user.is_superuser = role in ("editor", "staff"), role == "staff"
        user.save()
        if role == "editor":
            user.groups.add(Group.objects.get(name=EDITORS))
        world.cookies[role] = signed_in(user)
        shared = shared or shared_places()
        world.places[role] = shared | places_of(user)
    return world


def signed_in(user) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies.output(header="", sep=";")


def runner(name):
    """Screened, with a week in the log and one of everything that a runner can have."""
    user = UserFactory(email=f"{name}@example.org", equipment=["mat", "wall", "band", "bar"])
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    EmailAddress.objects.create(user=user, email=f"new-{user.email}")
    start(user, date(2026, 2, 20))
    train(user, date(2026, 2, 23), 8)
    Workout.objects.filter(user=user).update(note=f"Good on the left of {name}.")
    sets = SetEntry.objects.for_user(user).order_by("workout__date", "pk")
    sets.filter(pk=sets.first().pk).update(deleted_at=datetime(2026, 2, 24, tzinfo=UTC))
    SetEntry.objects.create(
        user=user, workout=sets.last().workout, exercise=sets.last().exercise, key=uuid4(),
        amount=1, any_time=True,
    )  # fmt: skip
    Run.objects.create(user=user, date=MONDAY, kind="key", minutes=50)
    RunImport.objects.create(user=user, file_name="mine.fit", preview=RUNS)
    Reminders.objects.create(user=user, calendar_key=uuid4(), squeeze=True)
    Device.objects.create(
        user=user, endpoint=f"https://push.example.org/{user.pk}", p256dh="k", auth="a"
    )
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    runner_choices.override(user=user, exercise=Exercise.objects.get(slug="deadlift"), on=MONDAY)
    store_preview(
        user=user,
        file_name="mine.csv",
        result=read_file(FILE, ReadSettings(user.zone, MONDAY, "kg"), 9999),
    )
    WaitingFile.objects.create(user=user, file_name="next.csv", units="kg", content=FILE)
    staged = {"user": user, "of": user.imports.get(), "date": MONDAY}
    deadlift = Exercise.objects.get(slug="deadlift")
    StagedSet.objects.create(**staged, exercise=deadlift, key=uuid4(), amount=5)
    StagedFeedback.objects.create(**staged, exercise=deadlift, pain=1)
    return user


def places_of(user):
    sets = SetEntry.objects.for_user(user).filter(workout__date=MONDAY, any_time=False)
    gone = SetEntry.objects.for_user(user).exclude(deleted_at=None)
    address = EmailAddress.objects.get(user=user, verified=False)
    page = ShareLink(user=user, name="Mine")
    tokens = {
        name: AccessToken(user=user, name=name, may_log=name == "log") for name in ("read", "log")
    }
    return {
        "user": user.pk,
        "address": address.pk,
        "factor": Authenticator.objects.get(user=user, type="totp").pk,
        "confirmation": EmailConfirmationHMAC(address).key,
        "reset": f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}",
        "set": sets.first().key,
        "gone": gone.get().key,
        "run": Run.objects.get(user=user).pk,
        "import": Import.objects.get(user=user).pk,
        "run_import": RunImport.objects.get(user=user).pk,
        "device": Device.objects.get(user=user).pk,
        "shared": access_keys.hand_out(page),
        "link": page.pk,
        "done": access_keys.hand_out(ShareLink(user=user, kind="calendar", name="Calendar")),
        "feed": training_calendar.token_of(Reminders.objects.get(user=user)),
        **{
            f"{name}_key": access_keys.hand_out(one, prefix=access_keys.TOKEN_PREFIX)
            for name, one in tokens.items()
        },
        "token": tokens["read"].pk,
        "new": uuid4(),
    }


def shared_places():
    cue = Cue.everything.first()
    return {
        "cue": cue.pk,
        "past": cue.history.first().pk,
        "exercise": cue.exercise_id,
        "exercise_past": cue.exercise.history.first().pk,
        "exercise_kind": ContentType.objects.get_for_model(Exercise).pk,
        "muscle": Muscle.objects.first().pk,
        "muscle_slug": Muscle.objects.first().slug,
        "equipment": Equipment.objects.first().pk,
        "program": Program.objects.get().pk,
        "revision": Revision.objects.first().pk,
        "step": Step.objects.first().pk,
        "group": Group.objects.get().pk,
        "deed": LogEntry.objects.create(user=UserFactory(), action_flag=1).pk,
    }


def rows_of(user, tables=None) -> dict:
    """{table: rows} of all models that name a runner; of these tables only, if any are named."""
    owned = [User.objects.filter(pk=user.pk)]
    for model in apps.get_models(include_auto_created=True):
        if model not in CACHES and "user" in {one.name for one in model._meta.fields}:
            owned.append(model._base_manager.filter(user=user.pk))
    return written(rows for rows in owned if tables is None or rows.model._meta.db_table in tables)


def published() -> dict:
    """{table: rows} of the library and the programs with their histories."""
    models = [
        model
        for app in ("exercises", "plans")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return written(
        model._base_manager.all()
        for model in models
        if "user" not in {one.name for one in model._meta.fields}
    )


def written(querysets) -> dict:
    return {
        rows.model._meta.db_table: [
            {name: value for name, value in row.items() if name not in NOTED}
            for row in rows.order_by("pk").values()
        ]
        for rows in querysets
    }
