"""What a shared link and a search engine are told."""

import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from exercises import figures, share_cards
from exercises.models import Exercise
from tests.factories import ExerciseFactory

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


def size_of(png):
    """(width, height) as the file's head has it."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def meta(text):
    return dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)">', text))


@pytest.mark.parametrize("slug", figures.slugs())
def test_every_figure_has_a_card(slug):
    assert share_cards.png(slug).startswith(PNG)
    assert size_of(share_cards.png(slug)) == (1200, 630)


def test_a_card_is_painted_in_the_looks_own_colours():
    drawing = share_cards._drawing("glute-bridge")
    assert "var(" not in drawing
    assert "#e94a1f" in drawing


def test_cards_differ_and_so_do_their_versions():
    assert len({share_cards.version(name) for name in (*figures.slugs(), "ladder")}) > 10


def test_an_exercise_names_its_card_and_where_it_stands(client, exercises):
    page = client.get("/exercises/glute-bridge/").text
    told = meta(page)
    assert told["og:title"] == "Glute bridge"
    assert told["og:description"] == told["description"]
    assert told["og:url"] == "http://testserver/exercises/glute-bridge/"
    assert told["twitter:card"] == "summary_large_image"
    assert '<link rel="canonical" href="http://testserver/exercises/glute-bridge/?lang=en">' in page
    picture = client.get(told["og:image"])
    assert picture["Content-Type"] == "image/png"
    assert picture.content == share_cards.png("glute-bridge")


@pytest.mark.parametrize("path", ["/", "/exercises/", "/exercises/?q=bridge&stage=lift"])
def test_other_pages_share_the_ladder(client, exercises, path):
    page = client.get(path).text
    assert client.get(meta(page)["og:image"]).content == share_cards.png("ladder")
    assert f'rel="canonical" href="http://testserver{path.split("?")[0]}?lang=en"' in page


def test_an_exercise_that_nobody_drew_shares_the_ladder(client):
    page = client.get(ExerciseFactory(slug="farmers-walk").get_absolute_url()).text
    assert client.get(meta(page)["og:image"]).content == share_cards.png("ladder")


def test_a_versioned_card_is_kept_for_ever_and_another_for_an_hour(client):
    version = share_cards.version("glute-bridge")
    kept = client.get(f"/exercises/glute-bridge/card.png?v={version}")["Cache-Control"]
    assert "immutable" in kept
    assert "max-age=31536000" in kept
    plain = client.get("/exercises/glute-bridge/card.png?v=older")["Cache-Control"]
    assert "immutable" not in plain
    assert "max-age=3600" in plain


def test_a_card_costs_no_query_and_no_cookie(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not client.get("/card.png").cookies


@pytest.mark.parametrize("slug", ["burpee", "_standing", "compare"])
def test_there_is_no_card_of_what_is_not_drawn(client, slug):
    assert client.get(f"/exercises/{slug}/card.png").status_code == 404


def test_the_sitemap_has_every_exercise_and_nothing_of_anybody(client, exercises):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [place.text for place in tree.findall(".//{*}loc")]
    for exercise in Exercise.objects.all():
        assert f"http://testserver{exercise.get_absolute_url()}?lang=en" in places
    assert "http://testserver/exercises/?lang=en" in places
    assert not [place for place in places if "/logbook/" in place or "/today/" in place]
    assert [client.get(place).status_code for place in places] == [200] * len(places)


def test_robots_are_shown_the_sitemap_and_kept_from_the_login(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    assert "Sitemap: http://testserver/sitemap.xml" in response.text
    assert f"Disallow: {reverse('account_login').removesuffix('login/')}\n" in response.text
    # To who is not logged in a runner's pages show the login alone.
    for page in ("exercises", "today", "weeks", "logbook"):
        assert f"Disallow: {reverse(page)}\n" not in response.text
