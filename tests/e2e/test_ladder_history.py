"""The main job, from the first squeeze to the first lift, through the pages alone."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from . import runner

MONDAY = date(2026, 3, 2)


@pytest.mark.thorough
def test_who_does_and_feels_everything_lifts_within_28_days(page, clock, library):
    clock.follow(page)
    clock.go(MONDAY)
    runner.sign_up(page)
    for number in range(28):
        clock.go(MONDAY + timedelta(number))
        page.goto("/today/")
        runner.say_this_morning(page)
        if "deadlift" in runner.exercises_of(page):
            break
        runner.train(page)
    assert "deadlift" in runner.exercises_of(page), f"not open on day {number + 1}"
    runner.train(page)

    clock.go(MONDAY + timedelta(number + 1))
    page.goto("/today/")
    assert not {"deadlift", "single-leg-deadlift"} & set(runner.exercises_of(page))
    page.goto("/plan/")
    expect(page.get_by_text("2 × 4, 40 kg", exact=True)).to_be_visible()
    page.goto("/weeks/")
    expect(page.get_by_text("Do I feel it")).to_be_visible()
