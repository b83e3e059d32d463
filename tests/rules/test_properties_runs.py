"""What must always hold of a lift beside key runs, over made-up lives."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from plans.rules import Run, plan_from

from .lives import lives
from .log import START


@given(lives, st.frozensets(st.integers(0, 60), max_size=12))
def test_a_lift_is_never_on_the_eve_of_a_key_run_and_never_lost(life, numbers):
    runs = frozenset(START + timedelta(number) for number in numbers)
    key_runs = tuple(Run(one, "key") for one in sorted(runs))
    for on, _, before, _ in life.lived:
        answer = plan_from(life.timeline.on(on), before, on, life.runner, runs=key_runs)
        if any(item.block == "lift" for item in answer.today):
            assert on + timedelta(1) not in runs
        if answer.hinge_next is None:
            continue
        assert answer.hinge_next + timedelta(1) not in runs
        # The lift moves no day further than the key runs in its way make it.
        calm = plan_from(life.timeline.on(on), before, on, life.runner)
        passed = (answer.hinge_next - calm.hinge_next).days
        eves = {calm.hinge_next + timedelta(n + 1) for n in range(passed)}
        assert eves <= runs
