"""What a browser or a program would post where, so that it is done by whoever may do it.

An address without an entry is posted to with nothing. ``{…}`` as in the table.
"""

from datetime import date

from plans.screening import QUESTIONS
from tests.exercises.admin_forms import filled
from tests.factories import PASSWORD

TODAY = date(2026, 3, 2).isoformat()
SET = {"exercise": "glute-bridge", "side": "both", "amount": "10", "hold_s": "1"}
FELT = {"felt_left": "7", "felt_right": "8", "pain": "0", "effort": "5"}
MORNING = {"pain": "1", "date": TODAY}
TRAINING = {"minutes": "15", "equipment": ["mat", "wall"]}
REMINDERS = {
    "training": "on", "training_at": "19:00", "morning_at": "08:00", "squeeze_hours": "2",
    "squeeze_from": "09:00", "squeeze_until": "17:00", "quiet_from": "21:00",
    "quiet_until": "07:00",
}  # fmt: skip
NEW_PASSWORD = {"password1": "hinge-and-hold-2", "password2": "hinge-and-hold-2"}

SENDS = {
    # pages
    "/start/": dict.fromkeys((key for key, _ in QUESTIONS), "no"),
    "/start/training/": TRAINING,
    "/settings/": TRAINING | {"units": "kg", "time_zone": "Europe/Lisbon"},
    "/settings/zone/": {"zone": "Europe/Lisbon"},
    "/settings/equipment/": {"equipment": "band"},
    "/settings/reminders/": REMINDERS,
    "/settings/reminders/calendar/": {"train_at": "18:30", "renew": "1"},
    "/settings/reminders/devices/": {
        "endpoint": "https://push.example.org/another", "auth": "MDEyMzQ1Njc4OWFiY2RlZg",
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx"
        "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    },
    "/settings/leave/": {"sure": "on", "password": PASSWORD},
    "/today/sets/": SET | {"key": "{new}", "date": TODAY},
    "/today/go/primer/sets/": SET | {"key": "{new}", "date": TODAY},
    "/today/sets/both/": SET
    | {"exercise": "band-walk", "key": "{new}", "pair": "00000000-0000-4000-8000-000000000001"},
    "/today/feedback/glute-bridge/": FELT | {"held": "yes", "date": TODAY},
    "/today/feedback/glute-bridge/undo": FELT | {"date": TODAY},
    "/today/morning/": MORNING,
    "/today/morning/undo": MORNING,
    "/sets/{set}/": {"amount": "12", "hold_s": "2"},
    "/squeeze/": {"key": "{new}"},
    "/plan/pin/": {"exercise": ""},
    "/plan/easy-week/": {},
    "/logbook/": {"date": "2026-02-25"},
    "/logbook/export/links/": {"name": "For Jo", "weeks": "12", "with_notes": "on"},
    "/logbook/export/tokens/": {"name": "Watch", "may_log": "log"},
    "/runs/": {"date": TODAY, "kind": "easy", "minutes": "30", "from": "today"},
    "/runs/{run}/": {"date": TODAY, "kind": "long", "minutes": "90"},
    "/runs/{run}/felt/": {"felt_left": "6", "felt_right": "7", "pain": "1"},
    "/logbook/import/{import}/": {"name-0": "glute-bridge", "name-1": ""},
    "/logbook/2026-02-25/morning/": {"pain": "2"},
    "/logbook/2026-02-25/note/": {"note": "It went well."},
    "/logbook/2026-02-25/move/": {"date": "2026-02-01"},
    "/logbook/2026-02-25/glute-bridge/move/": {"date": "2026-02-01"},
    "/logbook/2026-02-25/glute-bridge/": SET | {"key": "{new}"},
    "/logbook/2026-02-25/glute-bridge/feedback/": FELT | {"held": "true", "took_over": "back"},
    "/logbook/sets/{set}/": {"side": "both", "amount": "12", "hold_s": "2"},
    # accounts
    "/accounts/login/": {"login": "owner@example.org", "password": PASSWORD},
    "/accounts/signup/": {"email": "new@example.org", "password1": "hinge-and-hold-2"},
    "/accounts/reauthenticate/": {"password": PASSWORD},
    "/accounts/email/": {"email": "other@example.org", "action_add": ""},
    "/accounts/password/change/": NEW_PASSWORD | {"oldpassword": PASSWORD},
    "/accounts/password/set/": NEW_PASSWORD,
    "/accounts/password/reset/": {"email": "owner@example.org"},
    "/accounts/login/code/confirm/": {"code": "123456"},
    # the admin
    "/admin/login/": {"username": "staff@example.org", "password": PASSWORD},
    "/admin/password_change/": {
        "old_password": PASSWORD,
        "new_password1": "hinge-and-hold-2",
        "new_password2": "hinge-and-hold-2",
    },
    "/admin/accounts/user/{user}/password/": NEW_PASSWORD | {"usable_password": "true"},
    "/admin/accounts/user/add/": NEW_PASSWORD
    | {"email": "added@example.org", "usable_password": "true"},
    "/admin/auth/group/add/": {"name": "Others"},
    "/admin/account/emailaddress/add/": {"user": "{user}", "email": "second@example.org"},
    "/admin/exercises/cue/add/": {"exercise": "{exercise}", "text_en": "Squeeze first."},
    "/admin/exercises/cue/preview/": {"cue": "{cue}", "text_en": "Squeeze first."},
    "/admin/exercises/muscle/add/": {"slug": "psoas", "name_en": "Psoas", "role_en": "Flexes."},
    "/admin/exercises/equipment/add/": {
        "slug": "rope",
        "name_en": "Rope",
        "instead_en": "Do without.",
    },
    "/admin/plans/program/{program}/draft/publish/": {"on": TODAY, "seen": ""},
    "/admin/plans/program/{program}/draft/simulate/": {
        "runners": "10", "weeks": "4", "minutes": "15", "seed": "1",
    },
    # programs
    "/api/v1/sets": {"key": "{new}", "exercise": "glute-bridge", "amount": 10, "hold_s": 1},
    "/api/v1/runs": {"key": "{new}", "minutes": 30, "started_at": "2026-03-01T06:30:00Z"},
}  # fmt: skip


def shown(client, address):
    """What the page of the admin would send back, untouched."""
    response = client.get(address)
    return filled(response) if response.context and "adminform" in response.context else {}


def send_of(address, places, staff=None):
    """The body that belongs to an address of the table; of an admin's page, what staff is shown."""
    if address.startswith("/admin/") and address.endswith("/change/"):
        return shown(staff, address.format(**places))
    body = SENDS.get(address, {"post": "yes"} if address.endswith("/delete/") else {})
    return {
        name: value.format(**places) if isinstance(value, str) else value
        for name, value in body.items()
    }
