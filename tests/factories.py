"""Makes test rows. Fields that a test does not set get plain, valid values."""

from datetime import date
from uuid import uuid4

import factory
from django.contrib.auth.hashers import make_password

from exercises.models import Exercise

PASSWORD = "squeeze-and-hold"


class UserFactory(factory.django.DjangoModelFactory):
    """A runner whose password is ``PASSWORD``."""

    class Meta:
        model = "accounts.User"

    email = factory.Sequence(lambda n: f"runner{n}@example.org")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class MuscleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "exercises.Muscle"

    slug = factory.Sequence(lambda n: f"muscle-{n}")
    name = factory.LazyAttribute(lambda muscle: {"en": muscle.slug})
    role = factory.LazyAttribute(lambda muscle: {"en": "Helps."})


class EquipmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "exercises.Equipment"

    slug = factory.Sequence(lambda n: f"thing-{n}")
    name = factory.LazyAttribute(lambda thing: {"en": thing.slug})
    instead = factory.LazyAttribute(lambda thing: {"en": "Do without."})


class ExerciseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "exercises.Exercise"

    slug = factory.Sequence(lambda n: f"exercise-{n}")
    order = factory.Sequence(lambda n: n)
    stage = "bridge"
    unit = "repetitions"
    sides = "both"
    dose_source = "ours"
    name = factory.LazyAttribute(lambda exercise: {"en": exercise.slug.replace("-", " ").title()})
    summary = factory.LazyAttribute(lambda exercise: {"en": "Lift and hold."})
    set_up = factory.LazyAttribute(lambda exercise: {"en": ["Lie down."]})
    doing = factory.LazyAttribute(lambda exercise: {"en": ["Lift.", "Hold."]})
    dose = factory.LazyAttribute(lambda exercise: {"en": ["Sets: 2 to 4 [ours]"]})
    source = factory.LazyAttribute(lambda exercise: {"en": ["Ours."]})


class CueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "exercises.Cue"

    exercise = factory.SubFactory(ExerciseFactory)
    order = factory.Sequence(lambda n: n)
    text = factory.Sequence(lambda n: {"en": f"Squeeze, then lift ({n})."})


class MistakeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "exercises.Mistake"

    exercise = factory.SubFactory(ExerciseFactory)
    order = factory.Sequence(lambda n: n)
    text = factory.Sequence(lambda n: {"en": f"You arch your back ({n})"})
    fix = factory.LazyAttribute(lambda mistake: {"en": "Stop a little lower."})


class ExerciseMuscleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "exercises.ExerciseMuscle"

    exercise = factory.SubFactory(ExerciseFactory)
    muscle = factory.SubFactory(MuscleFactory)
    role = "primary"


class WorkoutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "logbook.Workout"
        django_get_or_create = ("user", "date")

    user = factory.SubFactory(UserFactory)
    date = date(2026, 3, 2)


class RunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "logbook.Run"

    user = factory.SubFactory(UserFactory)
    date = date(2026, 3, 2)
    kind = "easy"
    minutes = 30


class SetEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "logbook.SetEntry"

    class Params:
        slug = "glute-bridge"
        date = date(2026, 3, 2)

    user = factory.SubFactory(UserFactory)
    workout = factory.SubFactory(
        WorkoutFactory,
        user=factory.SelfAttribute("..user"),
        date=factory.SelfAttribute("..date"),
    )
    exercise = factory.LazyAttribute(lambda entry: Exercise.objects.get(slug=entry.slug))
    key = factory.LazyFunction(uuid4)
    amount = 10
    hold_s = 1


class FeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "logbook.Feedback"

    class Params:
        slug = "glute-bridge"
        date = date(2026, 3, 2)

    user = factory.SubFactory(UserFactory)
    workout = factory.SubFactory(
        WorkoutFactory,
        user=factory.SelfAttribute("..user"),
        date=factory.SelfAttribute("..date"),
    )
    exercise = factory.LazyAttribute(lambda said: Exercise.objects.get(slug=said.slug))
