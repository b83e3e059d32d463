"""What a tap and a page cost: the same after one day and after five hundred."""

from datetime import date, timedelta

import pytest

from logbook import prescription
from plans.models import Revision
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import DAILY, train

pytestmark = pytest.mark.usefixtures("pages_are_cached")

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture(params=[1, 500])
def trained(request, mat_runner):
    """Logged in on Monday, after so many days of training."""
    slugs = (*DAILY, "standing-squeeze")
    train(mat_runner, MONDAY - request.param * DAY, request.param, slugs, sets=3)
    return mat_runner


def test_a_page_costs_at_most_14_queries(client, trained, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        assert client.get("/today/").status_code == 200


@pytest.fixture
def page(client, trained, monkeypatch):
    # A process asks once whether a revision is there, whichever test comes first.
    monkeypatch.setattr(prescription, "_known", {*Revision.objects.values_list("pk", flat=True)})
    return Page(client.get("/today/"))


def first_open(page):
    return next(form for form in page.lamps() if form.label.endswith("log 10"))


def test_a_tap_costs_at_most_12_queries(page, tap, django_assert_max_num_queries):
    """One more for the first set of an exercise, before which nothing is there of its day."""
    one, other = [form for form in page.lamps() if form.label.endswith("log 10")][:2]
    with django_assert_max_num_queries(13):
        assert tap(one).status_code == 200
    with django_assert_max_num_queries(12):
        assert tap(other).status_code == 200


def test_a_correction_costs_at_most_11_queries(client, page, tap, django_assert_max_num_queries):
    tap(first_open(page))
    [lit] = Page(client.get("/today/")).lamps(lit=True)
    with django_assert_max_num_queries(11):
        answer = Page(tap(lit))
    undo = next(form for form in answer.forms if form.label == "Undo")
    with django_assert_max_num_queries(11):
        tap(undo)


def test_feedback_costs_at_most_12_queries(client, page, tap, django_assert_max_num_queries):
    tap(first_open(page))
    slug = first_open(page).values["exercise"]
    said = Page(client.get(f"/today/?feedback={slug}")).form_of(f"fb-{slug}")
    with django_assert_max_num_queries(12):
        assert tap(said, pain="0").status_code == 200


def test_a_squeeze_costs_at_most_10_queries(page, tap, django_assert_max_num_queries):
    squeeze = next(form for form in page.forms if form.action == "/squeeze/")
    with django_assert_max_num_queries(10):
        assert tap(squeeze).status_code == 200


def test_the_page_is_sent_packed(client, trained):
    page = client.get("/today/", headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < 30_000
