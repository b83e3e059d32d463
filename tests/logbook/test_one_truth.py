"""A number that two pages show is the same on both, all through a life of sixty days."""

import json
import random
from datetime import date, timedelta
from uuid import uuid4

import pytest

from exercises.models import Exercise
from logbook import actions
from logbook.converters import week_to
from logbook.dates import monday_of
from logbook.exchange.access_keys import TOKEN_PREFIX, hand_out
from logbook.models import AccessToken, SetEntry
from logbook.set_numbers import lamp_key
from logbook.training_state import plan_on
from tests.factories import UserFactory
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
DAYS = 60
LOOKED_AT = range(3, DAYS, 12)  # every day of the week in turn
SAYS = {"felt_left": 8, "felt_right": 7, "pain": 0, "effort": 7, "form": True}
# What a day is like; most are as planned.
KINDS = ("as planned",) * 6 + (
    "nothing", "one set", "short", "a set more", "unanswered", "painful", "red morning",
    "squeezes", "run", "from the API",
)  # fmt: skip


@pytest.fixture
def runner(client, library, clock):
    runner = start(UserFactory(equipment=["mat", "wall", "band", "barbell", "dumbbells"]), MONDAY)
    client.force_login(runner)
    return runner


class Life:
    def __init__(self, runner):
        self.runner, self.chance = runner, random.Random(16)
        self.ids = dict(Exercise.objects.values_list("slug", "pk"))
        each_side = Exercise.objects.filter(sides="each")
        self.each_side = set(each_side.values_list("slug", flat=True))

    def live(self, day, kind):
        plan = plan_on(self.runner, day)
        for item in plan.today if kind != "nothing" else ():
            self.train(day, item, kind)
        if kind == "squeezes":
            actions.squeeze(user=self.runner, on=day, key=uuid4())
        if kind == "run":
            actions.log_run(user=self.runner, on=day, kind="easy", minutes=42, pain=1)

    def morning(self, day, kind):
        if SetEntry.objects.filter(user=self.runner, workout__date=day - DAY).exists():
            pain = 7 if kind == "red morning" else self.chance.choice([0, 1])
            actions.give_morning_pain(user=self.runner, on=day, pain=pain, place="knee")

    def train(self, day, item, kind):
        exercise_id, dose = self.ids[item.exercise], item.dose
        sides = ("left", "right") if item.exercise in self.each_side else ("both",)
        sets = {"one set": 1, "a set more": dose.sets + 1}.get(kind, dose.sets)
        for side in sides:
            for number in range(1, sets + 1):
                is_lamp = kind != "from the API"
                key = lamp_key(day, exercise_id, side, number) if is_lamp else uuid4()
                actions.log_set(
                    user=self.runner, on=day, exercise_id=exercise_id, side=side, key=key,
                    number=number if is_lamp else None,
                    amount=max(1, dose.amount - 3 * (kind == "short")),
                    hold_s=dose.hold_s, load_kg=dose.load_kg or (40 if item.asks_load else None),
                )  # fmt: skip
        if kind != "unanswered":
            says = SAYS | ({"pain": 4} if kind == "painful" else {})
            actions.give_feedback(user=self.runner, on=day, exercise_id=exercise_id, **says)


def context(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.context


def test_what_two_pages_share_is_the_same_on_both(client, runner, clock):
    life = Life(runner)
    kinds = [life.chance.choice(KINDS) for _ in range(DAYS)]
    token = hand_out(AccessToken(user=runner, name="Watch"), prefix=TOKEN_PREFIX)
    for number, kind in enumerate(kinds):
        day = MONDAY + number * DAY
        clock.go(day)
        life.morning(day, kind)
        asked_min = check_the_plan(client, runner, day) if number in LOOKED_AT else None
        life.live(day, kind)
        if number in LOOKED_AT:
            check_the_day(client, runner, day)
            if kind == "as planned":
                assert context(client, f"/logbook/{day}/")["day"].minutes == asked_min
            check_the_week(client, runner, day)
    check_all(client, runner, token, day)


def check_the_plan(client, runner, day):
    """Before the day's training: /today/ and /plan/ speak of the same rows, targets and lifts.

    Returns the minutes that the day asks for.
    """
    page = context(client, "/today/")["page"]
    plan = context(client, "/plan/")
    steps = {step.exercise.slug: step for _, stage in plan["stages"] for step in stage}
    for card in page.cards:
        step = steps[card.slug]
        assert card.view.row == step.view.row
        assert card.view.target == step.view.target
    guided = context(client, "/today/go/")["guided"]
    asked = {(one.slug, one.of, one.amount) for one in guided.sets if not one.key}
    planned = [card for card in page.cards if card.item]
    assert asked == {(card.slug, card.dose.sets, card.dose.amount) for card in planned}
    assert page.lead.sets == sum(card.dose.sets for card in planned)
    assert guided.script()["words"]["lamps"] == f"{{n}} of {page.lead.sets} sets done"
    if planned:
        minutes = sum(block.minutes for block in page.blocks)
        assert f", {minutes} minute" in page.lead.title.replace("\xa0", " ")
    return sum(block.minutes for block in page.blocks)


def check_the_day(client, runner, day):
    page = context(client, "/today/")["page"]
    shown = context(client, f"/logbook/{day}/")
    listed = context(client, "/logbook/")
    steps = {
        step.exercise.slug: step
        for _, stage in context(client, "/plan/")["stages"]
        for step in stage
    }
    guided = context(client, "/today/go/")["guided"]
    summary = context(client, "/today/done/")["summary"]
    # Sets
    assert shown["day"].sets == summary.sets
    assert sum(len(one.lines) for one in shown["sessions"]) == len(page.entries)
    for card in page.cards:
        done = {s.slug for s in guided.sets if s.key and s.slug == card.slug}
        assert bool(card.sets_done) <= bool(done) or not card.item
        lit = sum(bool(one.entry) for row in card.rows for one in row.lamps)
        assert lit == sum(map(len, card.done.values()))
        # How far the row is: on the card, at the end of the day, on the ladder
        told = next(one for one in summary.exercises if one.slug == card.slug)
        if card.verdict and told.verdict:
            assert card.verdict == told.verdict
        if told.progress:
            [bar] = steps[card.slug].bars
            assert (bar.segments, bar.words) == (told.progress.segments, told.progress.words)
        if told.target:
            assert steps[card.slug].target == told.target
    assert listed["days"][0].done.split(",")[0].split()[0] in (str(summary.sets), "nothing")
    morning = page.morning.given if page.morning else ""
    assert shown["this_morning"] == morning


def check_the_week(client, runner, day):
    monday = monday_of(day)
    year, number, _ = day.isocalendar()
    week = context(client, f"/weeks/{year}-W{number:02}/")["week"]
    days = [context(client, f"/logbook/{one}/")["day"] for one in week.dates if one <= day]
    assert week.sets == sum(one.sets for one in days)
    assert week.minutes == sum(one.minutes for one in days)
    assert week.lifts == sum(one.is_lift for one in days)
    assert week.trained == sum(bool(one.sets) for one in days)
    assert week.pain == max((one.pain for one in days if one.pain is not None), default=None)
    [now] = [one for one in context(client, "/weeks/")["run"] if one.monday == monday]
    shared = ("sets", "minutes", "lifts", "pain")
    assert [getattr(now, one) for one in shared] == [getattr(week, one) for one in shared]
    dots = context(client, "/today/")["page"].week
    assert [one.is_trained for one in dots[: len(days)]] == [bool(one.sets) for one in days]
    assert [one.is_lift for one in dots[: len(days)]] == [one.is_lift for one in days]
    assert all(one.look.startswith("on") for one in dots[: len(days) - 1] if one.is_trained)


def check_all(client, runner, token, day):
    """The report, the exports and the API, against the pages of the days."""
    days = [MONDAY + number * DAY for number in range(DAYS)]
    report = context(client, f"/logbook/report/?from={MONDAY}&to={day}")["report"]
    assert [one.date for one in report.days] == days
    headers = {"authorization": f"Bearer {token}"}
    span = f"from={week_to(MONDAY)}&to={week_to(monday_of(day))}"
    api = client.get(f"/api/v1/weeks?{span}", headers=headers)
    weeks = {date.fromisoformat(one["monday"]): one for one in api.json()["weeks"]}
    pages = {one.monday: one for one in context(client, "/weeks/")["run"]}
    for monday, week in weeks.items():
        these = [one for one in report.days if monday <= one.date < monday + 7 * DAY]
        sums = [sum(getattr(one, what) for one in these) for what in ("sets", "minutes", "is_lift")]
        assert sums == [week[what] for what in ("sets", "minutes", "lifts")]
        page = pages[monday]
        assert sums == [page.sets, page.minutes, page.lifts]
    assert report.minutes == sum(one.minutes for one in report.days)
    stored = SetEntry.objects.for_user(runner).live()
    csv = b"".join(client.get("/logbook/export/csv")).decode()
    assert csv.count("\n") == stored.count() + 1
    whole = json.loads(b"".join(client.get("/logbook/export/json")))
    sets = [one for day in whole["days"] for one in day["sets"]]
    assert len(sets) == stored.count()
