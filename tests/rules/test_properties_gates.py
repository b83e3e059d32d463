"""What must always hold of closings, computed from the history alone."""

from hypothesis import given

from plans.rules import Day

from .lives import days_of, lifters, lives, pains


class Closings:
    """Counts the closings of a life from the written rules, without the code of the rules."""

    def __init__(self):
        self.closed = {}  # exercise → (date, {required exercise: painless days since})
        self.red = set()  # exercises whose last session was red
        self.waived, self.overridden = set(), {}

    def revised(self, program):
        for name, (since, seen) in self.closed.items():
            wanted = program.by_exercise[name].requires
            self.closed[name] = since, {other: seen.get(other, 0) for other in wanted}

    def ended(self, program, on):
        """Yield the exercises whose closing is over on a date."""
        for name, (since, seen) in self.closed.items():
            step = program.by_exercise[name]
            wait = 14 if step.hinge else 0 if step.requires else 4
            painless = all(days >= 2 for other, days in seen.items() if other not in self.waived)
            if painless and (on - since).days >= wait:
                yield name

    def shut_by(self, program, step, ended):
        """Return the first step on the ladder that closes this one."""
        near = {
            step.exercise,
            *program.below[step.exercise],
            *(program.hinges if step.hinge else ()),
        }
        for other in program.by_exercise:
            if other in near and other in self.closed and other not in ended:
                chosen = self.overridden.get(step.exercise)
                if chosen is None or chosen <= self.closed[other][0]:
                    return other
        return None

    def trained(self, program, on, felt):
        """``felt``: the pain of each exercise done."""
        for name, (since, seen) in self.closed.items():
            for other in seen if since < on else ():
                near = {other, *program.above[other]} - {name}
                seen[other] += any(
                    pain is not None and pain < 3 for x, pain in felt.items() if x in near
                )
        for name, pain in felt.items():
            if pain is None or pain < 6:
                self.red.discard(name)
                continue
            if name in self.red or name in self.closed:
                self.closed[name] = on, dict.fromkeys(program.by_exercise[name].requires, 0)
            self.red.add(name)


@given(lives | lifters)
def test_red_upon_red_shuts_a_step_and_all_above_until_two_painless_days(life):
    kept, days, previous = Closings(), days_of(life.history), None
    for on, answer, _, _ in life.lived:
        for program in life.timeline.between(previous, on):
            kept.revised(program)
        program, today, previous = life.timeline.on(on), days.get(on, Day(on)), on
        kept.waived |= set(today.waived)
        kept.overridden |= dict.fromkeys(today.overrides, on)
        ended = set(kept.ended(program, on))
        for view in answer.steps:
            shut_by = kept.shut_by(program, program.by_exercise[view.exercise], ended)
            said = [one.values["exercise"] for one in view.reasons if one.code == "closed"]
            assert said == ([shut_by] if shut_by else [])
            assert view.status == "locked" or not shut_by
        if on in days:
            kept.closed = {name: one for name, one in kept.closed.items() if name not in ended}
            kept.trained(program, on, pains(life.history, on))
