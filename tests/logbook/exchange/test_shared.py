"""What a coach sees by the runner's link, and a calendar by its address."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts.models import User
from logbook.exchange.access_keys import hand_out
from logbook.models import ShareLink, Workout
from tests.factories import RunFactory, SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def shared(client, mat_runner):
    """The address of a new link of the runner; nobody is logged in."""
    client.logout()

    def make(kind="page", **values):
        key = hand_out(ShareLink(user=mat_runner, name="Training of Jo", kind=kind, **values))
        return reverse({"page": "shared", "calendar": "done_feed"}[kind], args=[key])

    return make


def test_whoever_has_it_sees_the_weeks_and_days(client, shared, mat_runner):
    train(mat_runner, MONDAY - 3 * DAY, 4)
    said = Page(client.get(shared())).said()
    assert "Training of Jo" in said
    assert "Do I feel it more?" in said
    assert "2 × 10, hold 3 s, felt 7 left, 8 right, pain 0" in said


def test_runs_bands_and_where_it_hurt_are_seen_too(client, shared, mat_runner):
    SetEntryFactory(user=mat_runner, date=MONDAY - DAY, slug="band-walk", side="left", band=2)
    Workout.objects.update(morning_pain=5, morning_place="thigh", morning_from_training=False)
    RunFactory(user=mat_runner, date=MONDAY - DAY, kind="race", minutes=50, pain=1)
    RunFactory(user=mat_runner, date=MONDAY + DAY)  # to come
    said = Page(client.get(shared())).said()
    assert "band 2" in said
    assert "some, thigh, not from training" in said
    assert "Race, 50 minutes, pain 1" in said
    assert "Easy run" not in said


def test_it_goes_back_as_far_as_was_said(client, shared, mat_runner):
    train(mat_runner, MONDAY - 60 * DAY, 61)
    response = client.get(shared(weeks=4))
    assert len(response.context["run"]) == 4
    monday, days = response.context["shared_log"][-1]
    assert (monday, days[-1].date) == (date(2026, 2, 9), date(2026, 2, 9))


def test_it_says_nothing_of_who_it_is(client, shared, mat_runner):
    train(mat_runner, MONDAY)
    page = client.get(shared()).content.decode()
    assert mat_runner.email not in page
    assert "/weeks/" not in page
    assert 'method="post"' not in page


def test_notes_are_shown_only_where_that_was_wished(client, shared, mat_runner):
    train(mat_runner, MONDAY)
    Workout.objects.update(note="Quarrelled with Sam.")
    assert "Sam" not in client.get(shared()).content.decode()
    assert "Sam" in client.get(shared(with_notes=True)).content.decode()


def test_no_search_engine_and_no_other_site_learns_of_it(client, shared):
    response = client.get(shared())
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "private" in response["Cache-Control"]


def test_withdrawn_it_leads_nowhere_at_once(client, shared):
    address = shared()
    assert client.get(address).status_code == 200
    ShareLink.objects.all().delete()
    assert client.get(address).status_code == 404


def test_it_ends_after_its_last_day(client, shared, clock):
    address = shared(ends_on=MONDAY)
    assert client.get(address).status_code == 200
    clock.go(MONDAY + DAY)
    assert client.get(address).status_code == 404


def test_it_ends_with_the_account(client, shared):
    address = shared()
    User.objects.update(is_active=False)
    assert client.get(address).status_code == 404


def test_everybody_sees_the_same_and_nobody_changes_it(client, shared, mat_runner):
    address = shared()
    for viewer in (mat_runner, UserFactory(), UserFactory(is_staff=True, is_superuser=True)):
        client.force_login(viewer)
        assert client.get(address).context["runner"] == mat_runner
        assert client.post(address).status_code == 405


def test_a_guess_is_not_found(client, shared, subtests):
    shared()
    for guess in ("x", "x" * 3000, "%00", "..%2f", "é", "%ed%a0%80", "' or 1=1"):
        with subtests.test(guess[:10]):
            assert client.get(f"/shared/{guess}/").status_code == 404
            assert client.get(f"/shared/{guess}/done.ics").status_code == 404


def test_a_link_of_one_kind_is_none_of_the_other(client, shared):
    page, calendar = shared(), shared("calendar")
    assert client.get(f"{page}done.ics").status_code == 404
    assert client.get(calendar.removesuffix("done.ics")).status_code == 404


def test_its_last_use_is_kept(client, shared, clock):
    address = shared()
    client.get(address)
    first = ShareLink.objects.get().last_used_at
    client.get(address)
    assert ShareLink.objects.get().last_used_at == first
    clock.go(MONDAY, 12)
    client.get(address)
    assert ShareLink.objects.get().last_used_at > first


def test_it_costs_the_same_after_a_year(client, shared, mat_runner, django_assert_max_num_queries):
    train(mat_runner, MONDAY - 364 * DAY, 365)
    address = shared(weeks=52)
    with django_assert_max_num_queries(16):
        client.get(address)


def test_the_calendar_has_a_day_an_event(client, shared, mat_runner):
    train(mat_runner, MONDAY - DAY, 2, ["glute-bridge"])
    Workout.objects.update(note="Quarrelled with Sam.")
    response = client.get(shared("calendar", weeks=52))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [MONDAY, MONDAY - DAY]
    description = str(events[0]["description"])
    assert "Glute bridge: 2 × 10, hold 3 s (felt 7 left, 8 right, pain 0)" in description
    assert "Sam" not in response.content.decode()


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Hipdrive: gemacht"),
        ("es", "Hipdrive: hecho"),
        ("fr", "Hipdrive\N{NO-BREAK SPACE}: fait"),
    ],
)
def test_the_calendar_is_in_the_runner_s_language_whatever_the_program_asks_for(
    client, shared, language, name
):
    User.objects.update(language=language)
    answer = client.get(shared("calendar", weeks=52), headers={"Accept-Language": "en"})
    assert Calendar.from_ical(answer.content)["X-WR-CALNAME"] == name


def test_the_calendar_is_sent_again_only_when_something_was_done(client, shared, mat_runner):
    train(mat_runner, MONDAY - DAY, 1)
    address = shared("calendar", weeks=52)
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again["X-Robots-Tag"]) == (304, "noindex, nofollow")
    train(mat_runner, MONDAY, 1)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200
