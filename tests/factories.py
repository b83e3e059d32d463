"""Test rows. Each app's at its place; what a test says nothing about is plain and valid."""

import factory
from django.contrib.auth.hashers import make_password

PASSWORD = "squeeze-and-hold"


class UserFactory(factory.django.DjangoModelFactory):
    """A runner whose password is ``PASSWORD``."""

    class Meta:
        model = "accounts.User"

    email = factory.Sequence(lambda n: f"runner{n}@example.org")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
