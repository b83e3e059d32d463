"""From the upload to the logbook and back: what is there once, what is taken back, whose it is."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from logbook import actions
from logbook.models import Run, RunImport
from logbook.uploads.turns import turn
from tests.factories import RunFactory, UserFactory

from .case_files import CASES, NOW

TCX = "tcx/berlin-run.tcx"
FIT = "fit/berlin-run.fit"


@pytest.fixture(autouse=True)
def _the_thirtieth_of_november(db):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def runner(client):
    user = UserFactory(time_zone="Europe/Berlin")
    client.force_login(user)
    return user


def upload(client, *names, **values):
    files = [
        SimpleUploadedFile(name, (CASES / name).read_bytes()) if isinstance(name, str) else name
        for name in names
    ]
    return client.post(reverse("run_imports"), {"files": files, **values}, follow=True)


def shown(response):
    """What a browser sends of the form as it is shown."""
    values = {field.html_name: field.value() for field in response.context["form"]}
    return {
        name: "on" if value is True else value
        for name, value in values.items()
        if value not in (None, False)
    }


def bring(client, *names, change=(), **values):
    response = upload(client, *names, **values)
    sent = {k: v for k, v in (shown(response) | dict(change)).items() if v is not None}
    made = response.context["import"]
    client.post(reverse("run_import", args=[made.pk]), sent)
    return RunImport.objects.get(pk=made.pk)


def undo(client, made):
    client.post(reverse("run_import_undo", args=[made.pk]))
    made.refresh_from_db()
    return made


def stored():
    return [(str(run.date), run.kind, run.minutes, run.distance_m) for run in Run.objects.all()]


# --- the same run once --------------------------------------------------------------------------


def test_the_same_run_from_a_watch_and_an_app_comes_once(client, runner):
    made = bring(client, FIT, TCX)
    assert stored() == [("2026-10-10", "easy", 45, 8500)]
    assert made.preview["reasons"] == {"twice": 1}


def test_a_file_that_is_brought_again_adds_nothing(client, runner):
    bring(client, FIT)
    response = upload(client, TCX)
    assert response.context["preview"]["reasons"] == {"known": 1}
    assert b"Add these runs" not in response.content


@pytest.mark.usefixtures("all_languages")
def test_what_is_left_out_agrees_with_its_number(client, runner):
    runner.language = "es"
    runner.save()
    bring(client, FIT)
    assert "1 dejada fuera." in upload(client, TCX).text
    assert "2 dejadas fuera." in upload(client, FIT, TCX).text


def test_two_previews_of_one_run_add_it_once(client, runner):
    first, second = upload(client, FIT), upload(client, TCX)
    for response in (first, second):
        made = response.context["import"]
        client.post(reverse("run_import", args=[made.pk]), shown(response))
    assert len(stored()) == 1


def test_a_preview_is_confirmed_once(client, runner):
    response = upload(client, FIT)
    for _n in range(2):
        address = reverse("run_import", args=[response.context["import"].pk])
        assert client.post(address, shown(response)).status_code == 302
    assert len(stored()) == 1


def test_two_runs_of_one_day_are_two(client, runner):
    bring(client, "gpx/two-tracks.gpx")
    assert len(stored()) == 2


def test_a_pause_does_not_make_two_runs_of_one(client, runner):
    """One source takes the pause out, the other does not."""
    row = "2026-09-19 08:02:00,Running,,10.0,1:15:00,,,,,,,"
    text = (CASES / "other/cardioActivities.km.csv").read_text().splitlines()[0] + f"\n{row}"
    bring(client, "tcx/pause.tcx", SimpleUploadedFile("cardioActivities.csv", text.encode()))
    assert len(stored()) == 1


def test_a_run_that_was_planned_becomes_the_one_that_was_done(client, runner):
    planned = RunFactory(user=runner, date=date(2026, 10, 10), kind="key", minutes=50)
    made = bring(client, FIT)
    assert stored() == [("2026-10-10", "key", 45, 8500)]
    assert undo(client, made).kept == 0
    planned.refresh_from_db()
    assert (planned.kind, planned.minutes, planned.distance_m) == ("key", 50, None)
    assert planned.started_at is None


def test_a_calendar_that_is_brought_again_adds_nothing(client, runner):
    bring(client, "ics/runna.ics")
    before = stored()
    assert set(upload(client, "ics/runna.ics").context["preview"]["reasons"]) >= {"known"}
    bring(client, "ics/runna.ics")
    assert stored() == before


def test_an_entry_that_moved_in_the_calendar_moves_the_run(client, runner):
    bring(client, "ics/trainingpeaks.ics")
    text = (CASES / "ics/trainingpeaks.ics").read_text().replace("20270425", "20270502")
    made = bring(client, SimpleUploadedFile("moved.ics", text.encode()))
    races = Run.objects.filter(kind="race")
    assert [str(run.date) for run in races] == ["2027-05-02"]
    undo(client, made)
    assert [str(run.date) for run in races.all()] == ["2027-04-25"]


# --- what the runner says in the preview --------------------------------------------------------


def test_the_runner_corrects_the_kind_and_leaves_rows_out(client, runner):
    change = {"coming-0-take": None, "coming-1-kind": "easy", "coming-1-minutes": "300"}
    bring(client, "ics/trainingpeaks.ics", change=change)
    assert ("2027-04-25", "easy", 300, 42195) in stored()
    assert "2026-12-02" not in {day for day, *_others in stored()}


def test_minutes_that_are_none_are_said_at_their_field_and_kept(client, runner):
    response = upload(client, "ics/trainingpeaks.ics")
    address = reverse("run_import", args=[response.context["import"].pk])
    answer = client.post(address, shown(response) | {"coming-1-minutes": "plenty"})
    assert answer.status_code == 422
    assert 'value="plenty"' in answer.text
    assert stored() == []


def test_a_row_that_is_left_out_needs_no_minutes(client, runner):
    change = {"coming-1-take": None, "coming-1-minutes": "plenty"}
    bring(client, "ics/trainingpeaks.ics", change=change)
    assert "2027-04-25" not in {day for day, *_others in stored()}


def test_what_may_be_a_run_is_asked_and_taken_where_it_was_as_quick_as_one(client, runner):
    response = upload(client, "gpx/no-type.gpx")
    assert "Is it a run?" in response.text
    [(_row, fields)] = response.context["form"].asked
    assert fields["take"].value() is True


def test_miles_are_taken_where_the_file_does_not_say_the_unit(client, runner):
    bring(client, "garmin/Activities.de.csv", units="mi")
    assert ("2026-10-10", "easy", 45, round(8.5 * 1609.344)) in stored()


# --- undo ---------------------------------------------------------------------------------------


def test_an_import_is_taken_back_as_a_whole(client, runner):
    RunFactory(user=runner, date=date(2026, 11, 1))
    made = bring(client, "strava/export_en.zip", "ics/calendar.ics")
    assert len(stored()) > 10
    undo(client, made)
    assert len(stored()) == 1
    assert made.state == "undone"


def test_a_run_that_the_runner_changed_since_stays(client, runner):
    made = bring(client, "gpx/two-tracks.gpx")
    actions.change_run(run=Run.objects.first(), minutes=31)
    undo(client, made)
    assert [minutes for _day, _kind, minutes, _m in stored()] == [31]
    assert made.kept == 1


def test_how_a_run_felt_is_not_taken_back(client, runner):
    made = bring(client, FIT)
    actions.answer_run(run=Run.objects.get(), felt_left=7, felt_right=7, pain=0)
    undo(client, made)
    assert Run.objects.get().felt_left == 7


def test_a_discarded_preview_leaves_nothing(client, runner):
    made = upload(client, FIT).context["import"]
    client.post(reverse("run_import_discard", args=[made.pk]))
    assert not RunImport.objects.exists()
    assert stored() == []


# --- whose, and where ---------------------------------------------------------------------------


def test_a_stranger_and_staff_find_no_import_of_mine(client, runner):
    made = upload(client, FIT).context["import"]
    names = ("run_import", "run_import_undo", "run_import_discard")
    for other in (UserFactory(), UserFactory(is_staff=True, is_superuser=True)):
        browser = Client()
        browser.force_login(other)
        for name in names:
            assert browser.post(reverse(name, args=[made.pk])).status_code == 404
        assert browser.get(reverse("run_import", args=[made.pk])).status_code == 404
    assert RunImport.objects.get().state == "open"


def test_a_day_is_the_runner_s_at_the_start(client):
    for zone, day in (("Asia/Tokyo", "2026-06-14"), ("America/New_York", "2026-06-13")):
        browser = Client()
        browser.force_login(UserFactory(time_zone=zone))
        bring(browser, "strava/export_en.zip")
        night = datetime(2026, 6, 13, 21, 50, tzinfo=UTC)
        assert str(Run.objects.get(user__time_zone=zone, started_at=night).date) == day


def test_nothing_of_where_a_run_was_is_stored(client, runner):
    made = bring(client, "gpx/pause-gap.gpx")
    whole = json.dumps([*RunImport.objects.values(), *Run.objects.values()], default=str)
    assert "52.52" not in whole
    assert "13.4" not in whole
    assert made.preview.keys() == {"reasons", "formats"}


def test_a_title_of_a_calendar_is_forgotten_with_the_preview(client, runner):
    bring(client, "ics/calendar.ics")
    whole = json.dumps([*RunImport.objects.values(), *Run.objects.values()], default=str)
    assert "Zahnarzt" not in whole
    assert "Marathon" not in whole


# --- several files, sharing, turns --------------------------------------------------------------


def test_one_broken_file_stops_no_other(client, runner):
    response = upload(client, FIT, "fit/truncated.fit", "gpx/broken.gpx")
    assert len(response.context["preview"]["runs"]) == 1
    assert "truncated.fit" in response.text
    assert "broken.gpx" in response.text


def test_names_in_a_zip_are_only_names(client, runner):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../../etc/run.fit", (CASES / FIT).read_bytes())
    bring(client, SimpleUploadedFile("mine.zip", packed.getvalue()))
    assert len(stored()) == 1


def test_what_a_phone_shares_becomes_a_preview(runner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(runner)
    share = reverse("run_import_share")
    file = SimpleUploadedFile("run.fit", (CASES / FIT).read_bytes())
    answer = browser.post(share, {"files": file}, headers={"Sec-Fetch-Site": "none"})
    assert answer.status_code == 302
    assert RunImport.objects.get().state == "open"
    assert client_manifest(browser)["action"] == share


def client_manifest(browser):
    return browser.get(reverse("manifest")).json()["share_target"]


def test_a_page_of_another_site_shares_nothing(runner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(runner)
    file = SimpleUploadedFile("run.fit", (CASES / FIT).read_bytes())
    for site in ("cross-site", "same-site"):
        answer = browser.post(
            reverse("run_import_share"), {"files": file}, headers={"Sec-Fetch-Site": site}
        )
        assert answer.status_code == 403
    assert not RunImport.objects.exists()


def test_whoever_has_to_log_in_first_comes_to_the_form(client, runner):
    response = client.get(reverse("run_import_share"))
    assert response.url == reverse("run_imports")


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_a_runner_are_not_read_at_once(client, runner):
    with turn(runner):
        response = upload(client, FIT)
    assert "Try again in a moment" in response.text
    assert not RunImport.objects.exists()


def test_only_the_last_three_previews_wait(client, runner):
    for name in ("berlin-run", "treadmill", "auckland", "losangeles", "trail-moving"):
        upload(client, f"fit/{name}.fit")
    assert RunImport.objects.count() == 3


def test_without_a_file_the_form_says_so(client, runner):
    response = client.post(reverse("run_imports"), {})
    assert response.status_code == 422
    assert "Choose a file first." in response.text


def test_a_day_takes_so_many_runs(client, runner):
    """Two files at a time, whose previews were made before either was stored."""
    rows = [
        f'<Activity Sport="Running"><Lap StartTime="2026-11-02T{1 + n // 2:02}:{n % 2}0:00Z">'
        "<TotalTimeSeconds>600</TotalTimeSeconds></Lap></Activity>"
        for n in range(24)
    ]

    def file(name, rows):
        whole = f"<TrainingCenterDatabase><Activities>{''.join(rows)}</Activities>"
        return SimpleUploadedFile(name, f"{whole}</TrainingCenterDatabase>".encode())

    preview = upload(client, file("a.tcx", rows[:21])).context["import"].preview
    assert (len(preview["runs"]), preview["reasons"]["crowded"]) == (20, 1)
    pages = [upload(client, file("b.tcx", some)) for some in (rows[:12], rows[12:])]
    for page in pages:
        client.post(reverse("run_import", args=[page.context["import"].pk]), shown(page))
    assert Run.objects.for_user(runner).count() == 20


def test_a_day_takes_so_many_runs_of_a_calendar(client, runner):
    event = "BEGIN:VEVENT\nUID:{}\nSUMMARY:Race\nDTSTART;VALUE=DATE:{}\nEND:VEVENT\n"

    def calendar(days):
        events = "".join(event.format(n, day) for n, day in enumerate(days))
        text = f"BEGIN:VCALENDAR\n{events}END:VCALENDAR\n"
        return SimpleUploadedFile("races.ics", text.encode())

    bring(client, calendar([20261210] * 12 + [20261211] * 12))
    bring(client, calendar([20261210] * 24))  # the same, moved
    assert Run.objects.filter(date=date(2026, 12, 10)).count() == 20
