"""Two exercises side by side."""

from html import unescape

import pytest

pytestmark = pytest.mark.django_db


def compared(client, **asked):
    return client.get("/exercises/compare/", asked)


def test_two_stand_side_by_side_with_all_that_tells_them_apart(client, library):
    page = unescape(compared(client, a="glute-bridge", b="single-leg-deadlift").text)
    for heading in ("Muscles", "Set up", "Do it", "Dose", "You need", "Sides", "On the ladder"):
        assert f">{heading}</h2>" in page
    assert "Glute bridge and Single-leg deadlift" in page
    assert "Opens after the Single-leg bridge: " in page
    assert page.count('role="img"') == 2


def test_muscles_that_both_train_are_told_apart_from_those_of_one(client, exercises):
    pair = compared(client, a="glute-bridge", b="single-leg-bridge").context["pair"]
    own = [[str(role.muscle) for role in side.own] for side in pair]
    shared = [[str(role.muscle) for role in side.shared] for side in pair]
    assert own == [[], ["Gluteus minimus"]]
    assert set(shared[0]) == set(shared[1])
    roles = [{str(role.muscle): role.role for role in side.shared} for side in pair]
    assert [of["Gluteus medius"] for of in roles] == ["secondary", "primary"]


def test_a_form_says_what_it_is_a_form_of(client, library):
    page = compared(client, a="marching-bridge", b="glute-bridge").text
    assert "No step of it: harder form of the Glute bridge" in page


@pytest.mark.parametrize("asked", [{}, {"a": "deadlift"}, {"b": "deadlift"}, {"a": "", "b": ""}])
def test_with_fewer_than_two_it_asks_for_them(client, exercises, asked):
    response = compared(client, **asked)
    assert response.status_code == 200
    assert "Choose two" in response.text
    assert '<option value="glute-bridge"' in response.text
    for slug in filter(None, asked.values()):
        assert f'<option value="{slug}" selected>' in response.text


def test_an_exercise_that_is_not_there_is_named(client, exercises):
    response = compared(client, a="burpee", b="deadlift")
    assert response.status_code == 422
    assert "There is no exercise “burpee”. Choose one of the list." in response.text
    assert '<option value="deadlift" selected>' in response.text


def test_the_same_twice_is_no_pair(client, exercises):
    response = compared(client, a="deadlift", b="deadlift")
    assert response.status_code == 422
    assert "That is the same one. Choose another." in response.text


def test_what_was_asked_is_escaped(client, exercises):
    assert "<script>alert" not in compared(client, a="<script>alert", b="x").text


def test_an_exercises_page_leads_here(client, exercises):
    page = client.get("/exercises/deadlift/").text
    assert 'href="/exercises/compare/?a=deadlift"' in page
