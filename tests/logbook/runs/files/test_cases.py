"""Each file of ``cases/`` gives its values: to the reader, and on the page of the import."""

import html
import re
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.formats import date_format

from logbook.models import Run, RunImport
from tests.factories import UserFactory

from .case_files import CALENDARS, CASES, DONE, EXPECTED, NOTHING, NOW, read, zone_of

RUN = {"run": True, "": None}


def expected_doubles(name):
    return {later for _first, later in EXPECTED[name].get("duplicates_inside", ())}


@pytest.mark.parametrize("name", DONE)
def test_the_activities_of_a_file_are_read(name):
    found = read(name, zone=zone_of(name))
    by_start = {one.start.strftime("%Y-%m-%dT%H:%M:%SZ"): one for one in found.activities}
    wanted = {one["start_utc"]: one for one in EXPECTED[name]["activities"]}
    assert by_start.keys() - expected_doubles(name) == wanted.keys()
    for start, one in wanted.items():
        activity = by_start[start]
        assert activity.seconds / 60 == pytest.approx(one["minutes"], abs=0.1)
        assert (activity.metres or 0) / 1000 == pytest.approx(one["km"] or 0, rel=0.01, abs=0.006)
        assert RUN.get(activity.sport, False) == one["run"]


@pytest.mark.parametrize("name", NOTHING)
def test_a_broken_or_hostile_file_is_refused_in_words(client, name):
    response = upload(client, name)
    assert response.status_code in (200, 422)
    assert not Run.objects.exists()
    if response.status_code == 422:
        assert re.search(r'class="errorlist"', response.text)
    else:  # a wrong clock: what was found is left out, and said
        assert "was the clock wrong?" in response.text


@pytest.mark.parametrize("name", DONE)
def test_the_page_of_the_import_shows_the_values(client, name):
    text = text_of(upload(client, name))
    for one in EXPECTED[name]["activities"]:
        found = [line for line in text if day_in_words(one["date"]) in line]
        assert any(shows(line, one) for line in found), (one, found)


def shows(line, one):
    km = one["km"]
    kms = re.findall(r"([\d.]+) km", line)
    is_near = not km or any(abs(float(n) - km) <= max(0.006, km * 0.01) for n in kms)
    return is_near and any(
        abs(float(n) - one["minutes"]) <= 0.1 for n in re.findall(r"([\d.]+) min", line)
    )


@pytest.mark.parametrize("name", DONE)
def test_what_is_confirmed_stands_in_the_logbook(client, name):
    confirm(client, upload(client, name))
    wanted = {
        (one["date"], round(one["minutes"] - 0.01), round(one["km"] or 0, 1))
        for one in EXPECTED[name]["activities"]
        if one["run"] is not False
    }
    runs = Run.objects.all()
    stored = {(str(r.date), r.minutes, round((r.distance_m or 0) / 1000, 1)) for r in runs}
    assert len(runs) == len(wanted)
    for day, minutes, km in stored:
        assert any(day == d and abs(minutes - m) <= 1 and abs(km - k) < 0.15 for d, m, k in wanted)


COMING = {
    "ics/calendar.ics": {
        ("2027-03-21", "race"), ("2026-12-05", "easy"), ("2026-12-19", "easy"),
        ("2026-12-01", "key"), ("2027-06-11", "race"), ("2027-06-12", "race"),
        ("2027-06-13", "race"),
    },
    "ics/runna.ics": {("2026-12-06", "long"), ("2026-12-03", "key"), ("2027-02-07", "race")},
    "ics/trainingpeaks.ics": {("2026-12-02", "key"), ("2027-04-25", "race")},
}  # fmt: skip
PLANNED = {
    "ics/calendar.ics": {"2027-03-21": 42.2, "2026-12-05": 5},
    "ics/runna.ics": {"2026-12-06": 18.5, "2026-12-03": 8.05, "2027-02-07": 21.1},
    "ics/trainingpeaks.ics": {"2026-12-02": 12},
}


@pytest.mark.parametrize("name", CALENDARS)
def test_the_runs_and_races_of_a_calendar_come_with_their_kind(client, name):
    confirm(client, upload(client, name))
    coming = Run.objects.filter(date__gte="2026-12-01")
    assert {(str(run.date), run.kind) for run in coming} == COMING[name]
    km = {str(run.date): run.distance_m / 1000 for run in coming if run.distance_m}
    for day, wanted in PLANNED[name].items():
        assert km[day] == pytest.approx(wanted, abs=0.01)


def test_what_a_calendar_says_was_done_is_a_run_that_was(client):
    confirm(client, upload(client, "ics/trainingpeaks.ics"))
    confirm(client, upload(client, "ics/runna.ics"))
    done = Run.objects.filter(date__lte="2026-11-30")
    assert {(str(run.date), run.minutes, run.distance_m) for run in done} == {
        ("2026-11-24", 49, 7870),
        ("2026-11-27", 36, 6200),
    }


def test_planned_minutes_are_those_of_the_calendar(client):
    confirm(client, upload(client, "ics/trainingpeaks.ics"))
    assert Run.objects.get(date="2026-12-02").minutes == 65


def test_an_entry_that_is_no_run_is_left_out_with_its_reason(client):
    text = "\n".join(text_of(upload(client, "ics/calendar.ics")))
    for title in ("Zahnarzt", "Runbook review"):
        assert f"{title}: no run, by its words" in text
    assert "10 km Weihnachtslauf, 10 km: cancelled" in text or "Weihnachtslauf: cancelled" in text
    assert "parkrun 5k, 5 km: planned for a day that is over" in text


# ------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _the_thirtieth_of_november(db, settings):
    with time_machine.travel(NOW, tick=False):
        yield


def upload(client, *names):
    """The answer to an upload by a runner who lives where the runs were."""
    user = UserFactory(time_zone=zone_of(names[0]))
    if "_auth_user_id" not in client.session:
        client.force_login(user)
    files = [SimpleUploadedFile(name, (CASES / name).read_bytes()) for name in names]
    return client.post(reverse("run_imports"), {"files": files}, follow=True)


def confirm(client, response):
    """Sends the form of a preview as it is shown."""
    form = response.context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if value not in (False, None):
            sent[field.html_name] = "on" if value is True else value
    made = RunImport.objects.order_by("-pk").first()
    return client.post(reverse("run_import", args=[made.pk]), sent, follow=True)


def text_of(response):
    """The lines of a page's list entries without markup."""
    assert response.status_code == 200, response.text[:2000]
    entries = re.findall(r"<li[ >].*?</li>", response.text, re.S)
    texts = [html.unescape(" ".join(re.sub(r"<[^>]+>", " ", one).split())) for one in entries]
    return [text.replace(" ,", ",").replace(" :", ":") for text in texts]


def day_in_words(iso):
    return date_format(date.fromisoformat(iso), "D j N Y")
