"""Metrics for Prometheus: off by default, never public, added up over the processes."""

import logging
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook import actions
from tests.factories import UserFactory

TOKEN = "a-token-of-the-test"
VISITS = """
import django; django.setup()
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = \
    "django.contrib.staticfiles.storage.StaticFilesStorage"
import logging
from django.test import Client
from config import health
client = Client(headers={"host": "localhost"}, raise_request_exception=False)
client.get("/healthz")
client.get("/shared/s3cret/")  # there is no table
client.generic("BREW", "/healthz")
logging.getLogger("hipdrive.events").info("set_logged")
"""
READ = f"""
for given in ({{}}, {{"authorization": "Bearer other"}}, {{"authorization": "ü"}}):
    answer = client.get("/metrics", headers=given)
    print(answer.status_code, answer.content)
print(client.get("/metrics", headers={{"authorization": "Bearer {TOKEN}"}}).content.decode())
"""


def test_no_metrics_unless_asked_for(client, settings):
    assert client.get("/metrics").status_code == 404
    assert not any("metrics" in name for name in settings.MIDDLEWARE)


def test_processes_are_added_up_for_who_has_the_token(python):
    first = python(VISITS, METRICS_TOKEN=TOKEN)
    assert not first.returncode, first.stderr
    *refused, lines = python(VISITS + READ, METRICS_TOKEN=TOKEN).stdout.split("\n", 3)
    assert refused == ["401 b''"] * 3
    lines = lines.splitlines()
    answers = 'hipdrive_requests_total{method="%s",route="%s",status="%s"} 2.0'
    assert answers % ("GET", "/healthz", 200) in lines
    assert answers % ("other", "/healthz", 405) in lines
    assert 'hipdrive_request_seconds_count{route="/healthz"} 4.0' in lines
    assert 'hipdrive_events_total{event="set_logged"} 2.0' in lines
    assert 'hipdrive_database_errors_total{error="OperationalError"} 2.0' in lines
    assert "s3cret" not in str(lines)


def test_a_command_of_the_timer_counts_in_files_by_its_name(python, tmp_path):
    python("import sys; sys.argv = ['manage.py', 'housekeep']" + VISITS, METRICS_TOKEN=TOKEN)
    files = {file.name for file in (tmp_path / "data/metrics").iterdir()}
    assert files == {"counter_housekeep.db", "histogram_housekeep.db"}


@pytest.fixture
def log(library, clock):
    user = UserFactory()
    squeeze = {"user": user, "on": user.today(), "key": uuid.uuid4()}
    return lambda: actions.squeeze(**squeeze)


def test_a_set_sent_again_is_told_from_a_new_one(log, caplog, django_capture_on_commit_callbacks):
    caplog.set_level(logging.INFO, "hipdrive.events")
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            log()
    assert caplog.messages == ["set_logged", "set_sent_again"]


def test_only_who_wants_figures_pays_a_query_for_them(log, caplog):
    log()
    with CaptureQueriesContext(connection) as without:
        log()
    caplog.set_level(logging.INFO, "hipdrive.events")
    with CaptureQueriesContext(connection) as wanted:
        log()
    assert len(wanted) == len(without) + 1
