"""What is a runner's may be stored for the runner alone, and what holds a secret nowhere."""

from .test_who_may_what import LINES, send

SECRETS = (
    "/accounts/", "/settings/reminders/", "/settings/keys/", "/settings/logins/",
    "/settings/leave/", "/logbook/report/", "/logbook/export/", "/shared/{shared}/",
)  # fmt: skip
FOR_EVERYBODY = ("/logbook/export/schema.json",)


def test_no_cache_that_people_share_stores_what_is_a_runner_s(world):
    checked, secrets = 0, 0
    for line in LINES:
        address, anonymous, owner = line.split()[:3]
        is_secret = address.startswith(SECRETS) and address not in FOR_EVERYBODY
        if not is_secret and (anonymous not in ("login", "401") or owner != "200"):
            continue
        path = address.format(**world.places["owner"])
        response = send(world, "owner", "GET", path, {})
        response.getvalue()  # to the end, so that a file is closed
        control = response["Cache-Control"]
        assert "private" in control, (path, control)
        checked += 1
        if is_secret and response.status_code != 405:
            assert "no-store" in control, (path, control)
            secrets += 1
    assert checked > 50
    assert secrets > 30
