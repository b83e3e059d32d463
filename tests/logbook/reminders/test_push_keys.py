"""What a host's keys have to be, or it does not start."""

import pytest

from config.checks import check_web_push_keys
from logbook.reminders import push

PUBLIC, PRIVATE = push.new_pair()
OF_ANOTHER, _ = push.new_pair()
MAIL = "mailto:me@example.org"


def found(settings, public="", private="", subject=""):
    settings.VAPID_PUBLIC_KEY, settings.VAPID_PRIVATE_KEY = public, private
    settings.VAPID_SUBJECT = subject
    return [f"{error.id}: {error.msg}" for error in check_web_push_keys(None)]


@pytest.mark.parametrize(
    "keys", [(), (PUBLIC, PRIVATE, MAIL), (PUBLIC, PRIVATE, "https://example.org")]
)
def test_no_keys_or_all_of_them(settings, keys):
    assert found(settings, *keys) == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ((PUBLIC,), "E004: Not set: VAPID_PRIVATE_KEY, VAPID_SUBJECT."),
        (("", PRIVATE, MAIL), "E004: Not set: VAPID_PUBLIC_KEY."),
        ((OF_ANOTHER, PRIVATE, MAIL), "E005: The two VAPID keys are no pair."),
        ((PUBLIC, "%", MAIL), "E005: The two VAPID keys are no pair."),
        ((PUBLIC, PRIVATE, "me"), "E006: VAPID_SUBJECT is no address."),
    ],
)
def test_half_of_them_or_wrong_ones_are_refused(settings, keys, said):
    assert found(settings, *keys) == [f"hipdrive.{said}"]
