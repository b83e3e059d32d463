"""The landing page: what it is, in one look, for everyone."""

import re

import pytest
from django.urls import reverse

from exercises.models import Exercise
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def landing(client, library):
    return client.get("/").content.decode()


def test_the_ladder_stands_there_from_the_squeeze_to_the_single_leg_deadlift(landing):
    stair = landing[landing.index('class="stair"') : landing.index("</ol>")]
    slugs = [exercise.slug for exercise in Exercise.objects.on_the_ladder()]
    assert re.findall(r'href="/exercises/([\w-]+)/"', stair) == slugs
    assert (slugs[0], slugs[-1]) == ("prone-squeeze", "single-leg-deadlift")
    assert stair.count("<svg") == len(slugs)


def test_each_stage_stands_there_once(landing):
    headings = re.findall(r"<h3>(.+?)</h3>", landing[landing.index('class="lgrid"') :])
    assert headings == [str(label) for label in Exercise.Stage.labels]


def test_it_says_where_it_comes_from_and_leads_on(landing):
    assert "Kyle Arsenault" in landing
    assert "Not a treatment" in landing
    assert f'href="{reverse("account_signup")}"' in landing
    assert f'href="{reverse("exercises")}"' in landing


def test_it_passes_a_strict_policy(landing):
    assert not re.search(r"\sstyle=|<style|\son\w+=", landing)
    ids = re.findall(r'\sid="(.+?)"', landing)
    assert len(ids) == len(set(ids))


def test_it_costs_one_query_however_long_the_ladder(client, library, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/")


def test_an_exercise_without_a_figure_and_an_empty_library_are_no_error(client):
    assert client.get("/").status_code == 200
    Exercise.objects.create(slug="farmers-walk", stage="lift", name={"en": "Farmer's walk"})
    assert "Farmer&#x27;s walk" in client.get("/").content.decode()


def test_a_runner_who_is_signed_in_goes_to_today(client):
    client.force_login(UserFactory())
    response = client.get("/")
    assert response.status_code == 302
    assert response.url == "/today/"
