"""Derived values are a cache: whatever happens to the log, the plan is that of a full replay."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from exercises.models import Exercise
from logbook import actions, derived, training_state
from logbook.history import decisions_of, history_of
from logbook.models import Derived, Run, SetEntry
from logbook.training_state import plan_on, training_state_on
from plans import rules, runner_choices
from plans.models import Choice, Screening, Step
from plans.programs import publish, timeline_of
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

pytestmark = pytest.mark.postgres

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
EVERYTHING = ["mat", "wall", "band", "trap-bar", "barbell-rack", "dumbbells"]


@pytest.fixture
def runner(library, clock):
    joined = datetime(2026, 1, 1, tzinfo=UTC)
    return start(UserFactory(equipment=EVERYTHING, date_joined=joined), MONDAY)


def replayed(user, on):
    """The plan by a full replay, without any checkpoint."""
    timeline = timeline_of(user.enrollment.program)
    decisions = decisions_of(user, on)
    setup = decisions.setup
    heaviest = {kind: getattr(setup, f"heaviest_{kind}") for kind in ("bar", "hand", "hips")}
    runner = rules.Runner(
        minutes=user.minutes,
        equipment=setup.equipment,
        lifts=setup.lifts,
        bands=setup.bands,
        heaviest=heaviest,
    )
    return rules.plan(timeline, history_of(user), on, runner, decisions.day_changes)


def folded_day_by_day(user, on):
    timeline, history = timeline_of(user.enrollment.program), history_of(user)
    days = history.days(on)
    setup = decisions_of(user).setup
    state = rules.initial(timeline.on(days[0].date if days else on), setup)
    since = None
    for one in days:
        state = rules.advance(timeline, state, [one], one.date, since)
        since = one.date
    return rules.advance(timeline, state, [], on, since)


class Life:
    """A runner who trains mostly as asked, and corrects the past now and then."""

    def __init__(self, user, seed):
        self.user, self.chance = user, random.Random(seed)
        self.pks = dict(Exercise.objects.values_list("slug", "pk"))

    def train(self, on):
        for item in plan_on(self.user, on).today:
            step = rules_step(self.user, on, item.exercise)
            load = 40 if item.asks_load else item.dose.load_kg
            for side in ["left", "right"] if step.each_side else ["both"]:
                for _ in range(item.dose.sets):
                    amount = max(1, item.dose.amount - self.chance.choice((0, 0, 0, 0, 1, 9)))
                    self.log(on, item.exercise, side, amount, item.dose.hold_s, load)
            self.say(on, item.exercise)

    def log(self, on, slug, side="both", amount=10, hold_s=5, load=None):
        actions.log_set(user=self.user, on=on, exercise_id=self.pks[slug], key=uuid4(), side=side,
                        amount=amount, hold_s=hold_s, load_kg=load)  # fmt: skip

    def say(self, on, slug):
        pain = self.chance.choices((0, 1, 4, 7), (12, 6, 1, 1))[0]
        felt = self.chance.choice((6, 8, 8, 9))
        actions.give_feedback(user=self.user, on=on, exercise_id=self.pks[slug], felt_left=felt,
                              felt_right=8, pain=pain, effort=6, form=True)  # fmt: skip

    def some_set(self):
        rows = SetEntry.objects.for_user(self.user).select_related("user", "workout")
        return self.chance.choice(rows) if rows else None

    def change_the_past(self, on):
        entry, what = self.some_set(), self.chance.randrange(8)
        if entry is None or what == 0:
            self.log(on - self.chance.randrange(1, 20) * DAY, "glute-bridge", amount=12, hold_s=3)
        elif what == 1:
            actions.change_set(entry=entry, amount=self.chance.randrange(1, 20))
        elif what == 2:
            actions.delete_set(entry=entry)
        elif what == 3:
            actions.restore_set(entry=entry)
        elif what == 4:
            self.say(entry.workout.date, entry.exercise.slug)
        elif what == 5:
            self.run(on - self.chance.randrange(1, 20) * DAY)
        elif what == 6 and self.user.runs.exists():
            run = self.chance.choice(self.user.runs.all())
            actions.change_run(run=run, date=run.date - DAY, pain=self.chance.randrange(11))
        else:
            pain, knows = self.chance.randrange(11), self.chance.random() < 0.7
            about = {"user": self.user, "on": entry.workout.date + DAY, "pain": pain}
            actions.give_morning_pain(**about, place="knee", from_training=knows)

    def run(self, on):
        kind, pain = self.chance.choice(Run.Kind.values), self.chance.choice((None, 0, 4, 8))
        actions.log_run(user=self.user, on=on, kind=kind, minutes=40, felt_left=7, pain=pain)

    def set_up(self):
        """Other bands, lifts, heaviest loads or equipment from today on."""
        before = self.user.training_settings
        self.user.lifts, self.user.bands = self.chance.choice((2, 3)), self.chance.randrange(1, 6)
        self.user.heaviest_hand_kg = self.chance.choice((None, Decimal(8)))
        self.user.equipment = [slug for slug in EVERYTHING if self.chance.random() < 0.9]
        self.user.save()
        self.user.remember_settings(before)

    def choose(self, on):
        slug = self.chance.choice(["deadlift", "single-leg-bridge", "band-walk"])
        kind = self.chance.choice([one for one in Choice.Kind if one != Choice.Kind.SWAP])
        about = None if kind in ("easy-week", "not-now", "easy-end") else self.pks[slug]
        if self.chance.random() < 0.3:
            Choice.objects.for_user(self.user).delete()
        else:
            Choice.objects.get_or_create(user=self.user, exercise_id=about, kind=kind, on=on)


def rules_step(user, on, slug):
    return timeline_of(user.enrollment.program).on(on).by_exercise[slug]


MORE = [pytest.param(seed, marks=pytest.mark.thorough) for seed in range(2, 12)]


@pytest.mark.parametrize("seed", [0, 1, *MORE])
def test_checkpoint_replay_and_daily_fold_agree_whatever_is_corrected(runner, clock, seed):
    life = Life(runner, seed)
    on = MONDAY
    for _ in range(24):
        on += life.chance.choices((1, 2, 12, 31), (16, 4, 1, 0.5))[0] * DAY
        clock.go(on)
        Screening.objects.create(user=runner, on=on, answers={}, outcome="clear")
        if life.chance.random() < 0.8:
            life.train(on)
        if life.chance.random() < 0.3:
            life.change_the_past(on)
        if life.chance.random() < 0.15:
            life.choose(on)
        if life.chance.random() < 0.3:
            life.run(on + life.chance.randrange(4) * DAY)
        if life.chance.random() < 0.15:
            life.set_up()
        if life.chance.random() < 0.05:
            Step.objects.filter(exercise__slug="glute-bridge").update(rest_s=60 + on.day)
            publish(runner.enrollment.program, on=on)
        runner = life.user = type(runner).objects.get(pk=runner.pk)
        answer = plan_on(runner, on)
        assert answer == replayed(runner, on)
        assert answer == plan_on(runner, on)  # with the checkpoint just made
        timeline = timeline_of(runner.enrollment.program)
        assert folded_day_by_day(runner, on) == rules.replay(
            timeline, history_of(runner), on, decisions_of(runner).setup
        )


def test_the_past_is_not_read_again_for_a_tap(runner, clock):
    train(runner, MONDAY, 200)
    clock.go(MONDAY + 200 * DAY)
    runner.screenings.update(on=MONDAY + 200 * DAY)
    on = runner.today()
    assert len(training_state_on(runner, on).entries) == 200 * 8
    assert len(training_state_on(runner, on).entries) <= 8 * 8
    assert plan_on(runner, on) == replayed(runner, on)


def test_the_pages_still_recall_the_last_session_of_each_exercise(runner, clock):
    train(runner, MONDAY, 2)
    clock.go(MONDAY + 20 * DAY)
    for _ in range(2):
        sessions = training_state_on(runner, runner.today()).sessions
        last = {one.exercise: one.date for one in sessions}
        assert last["glute-bridge"] == MONDAY + DAY


def test_throwing_the_checkpoint_away_changes_no_answer(runner, clock):
    train(runner, MONDAY, 30)
    clock.go(MONDAY + 30 * DAY)
    runner.screenings.update(on=runner.today())
    kept = [plan_on(runner, runner.today()) for _ in range(2)]
    Derived.objects.all().delete()
    assert kept == [plan_on(runner, runner.today())] * 2


def test_a_checkpoint_of_rows_that_changed_meanwhile_is_not_used(runner, clock, monkeypatch):
    train(runner, MONDAY, 30)
    clock.go(MONDAY + 30 * DAY)
    runner.screenings.update(on=runner.today())
    read = training_state.log_of

    def read_and_then_corrected(user, **when):
        log = read(user, **when)
        rows = SetEntry.objects.for_user(user).select_related("user", "workout")
        for entry in rows.filter(workout__date__lt=MONDAY + 5 * DAY):
            actions.delete_set(entry=entry)
        return log

    monkeypatch.setattr(training_state, "log_of", read_and_then_corrected)
    plan_on(runner, runner.today())
    monkeypatch.undo()
    assert plan_on(runner, runner.today()) == replayed(runner, runner.today())


def test_other_rules_build_it_anew(runner, clock, monkeypatch):
    train(runner, MONDAY, 10)
    clock.go(MONDAY + 10 * DAY)
    plan_on(runner, runner.today())
    monkeypatch.setattr(derived, "rules_version", lambda: "others")
    assert len(training_state_on(runner, runner.today()).entries) == 10 * 8


def test_a_day_of_the_past_is_planned_without_touching_what_is_kept(runner, clock):
    train(runner, MONDAY, 10)
    clock.go(MONDAY + 10 * DAY)
    plan_on(runner, runner.today())
    until = Derived.objects.get().until
    assert plan_on(runner, MONDAY + 4 * DAY) == replayed(runner, MONDAY + 4 * DAY)
    assert Derived.objects.get().until == until == MONDAY + 9 * DAY


def test_a_runner_who_flies_west_keeps_the_right_plan(runner, clock):
    type(runner).objects.update(time_zone="Pacific/Kiritimati")
    runner.refresh_from_db()
    train(runner, MONDAY, 5)
    clock.go(MONDAY + 5 * DAY, hour=11)
    plan_on(runner, runner.today())
    runner.time_zone = "Pacific/Pago_Pago"
    on = runner.today()
    life = Life(runner, 1)
    actions.give_morning_pain(user=runner, on=on, pain=8)
    life.log(on - DAY, "prone-squeeze")
    assert plan_on(runner, on) == replayed(runner, on)


def test_only_the_runners_own_checkpoint_is_forgotten(runner, clock):
    other = start(UserFactory(), MONDAY)
    for user in (runner, other):
        train(user, MONDAY, 3)
    clock.go(MONDAY + 3 * DAY)
    for user in (runner, other):
        plan_on(user, user.today())
    derived.day_changed(runner, MONDAY)
    used = [derived_until(user) for user in (runner, other)]
    assert used == [None, MONDAY + 2 * DAY]


def derived_until(user):
    timeline = timeline_of(user.enrollment.program)
    row = derived.read(
        user, Derived.Kind.CHECKPOINT, timeline, decisions_of(user).by_date, user.today()
    )[1]
    return row and row.until


def test_a_tap_of_today_or_yesterday_leaves_the_past_as_it_is(runner, clock):
    train(runner, MONDAY, 10)
    clock.go(MONDAY + 10 * DAY)
    plan_on(runner, runner.today())
    for days, until in ((0, MONDAY + 9 * DAY), (1, MONDAY + 9 * DAY), (2, None)):
        derived.day_changed(runner, runner.today() - days * DAY)
        assert derived_until(runner) == until


def test_pages_are_the_same_without_any_derived_value(runner, clock, client):
    train(runner, MONDAY, 40)
    clock.go(MONDAY + 40 * DAY)
    runner.screenings.update(on=runner.today())
    client.force_login(runner)

    def seen():
        weeks = client.get("/weeks/?span=all").context
        plan = client.get("/plan/").context["answer"]
        return weeks["run"], weeks["pictures"], weeks["streak"], plan

    seen()
    cached = seen()
    assert {row.kind for row in Derived.objects.all()} == set(Derived.Kind)
    Derived.objects.all().delete()
    assert seen() == cached


def test_a_change_of_settings_leaves_what_is_cached_of_the_days_before(runner, clock):
    train(runner, MONDAY, 10)
    clock.go(MONDAY + 10 * DAY)
    plan_on(runner, runner.today())
    until = derived_until(runner)
    before = runner.training_settings
    runner.bands = 4
    runner.save()
    runner.remember_settings(before)
    assert derived_until(runner) == until == MONDAY + 9 * DAY
    assert plan_on(runner, runner.today()).setup.bands == 4


@pytest.mark.parametrize(
    "act",
    [
        lambda user, on: actions.log_run(user=user, on=on, kind="easy", minutes=30, pain=8),
        lambda user, on: actions.give_morning_pain(user=user, on=on, pain=8, from_training=False),
        lambda user, on: runner_choices.go_on(user=user, exercise=a_step(), on=on),
        lambda user, on: runner_choices.take_easy_week(user=user, on=on),
    ],
)
def test_what_is_entered_for_the_past_makes_it_anew(runner, clock, act):
    train(runner, MONDAY, 10)
    clock.go(MONDAY + 10 * DAY)
    plan_on(runner, runner.today())
    act(runner, MONDAY + 3 * DAY)
    assert derived_until(runner) is None
    runner = type(runner).objects.get(pk=runner.pk)
    assert plan_on(runner, runner.today()) == replayed(runner, runner.today())


def a_step():
    return Exercise.objects.get(slug="prone-squeeze")


def test_what_is_entered_for_today_leaves_the_past(runner, clock):
    train(runner, MONDAY, 10)
    clock.go(MONDAY + 10 * DAY)
    today = runner.today()
    plan_on(runner, today)
    actions.log_run(user=runner, on=today, kind="easy", minutes=30, pain=8)
    actions.log_run(user=runner, on=today + 5 * DAY, kind="race", minutes=90)
    actions.give_morning_pain(user=runner, on=today, pain=8, place="back")
    runner_choices.take_easy_week(user=runner, on=today)
    assert derived_until(runner) == today - DAY
    assert plan_on(runner, today) == replayed(runner, today)
