"""What must always hold of closings, computed from the history alone."""

from dataclasses import dataclass
from datetime import date

from hypothesis import example, given

from plans.rules import Day

from .lives import lifters, live, lives, pains


@dataclass
class Closing:
    exercise: str
    on: date
    painless: dict[str, int]  # painless days since, by required exercise
    is_over: bool = False


class Closings:
    """Counts the closings of a life from the written rules, without the code of the rules."""

    def __init__(self):
        self.closings = []
        self.red = set()  # exercises whose last session was red
        self.waived, self.overridden = set(), {}

    def closed(self):
        return [one for one in self.closings if not one.is_over]

    def revised(self, program):
        for one in self.closed():
            wanted = program.by_exercise[one.exercise].requires
            one.painless = {name: one.painless.get(name, 0) for name in wanted}

    def morning_of(self, program, on):
        """End what is over on a date."""
        for one in self.closed():
            step = program.by_exercise[one.exercise]
            wait = 14 if step.hinge else 0 if step.requires else 4
            painless = all(n >= 2 for name, n in one.painless.items() if name not in self.waived)
            one.is_over = painless and (on - one.on).days >= wait

    def lived_on(self, life, since, until):
        """Pass the days after one date up to the morning of another, trained on or not."""
        for on in sorted({*(on for on in life.days if (since or date.min) < on < until), until}):
            for program in life.timeline.between(since, on):
                self.revised(program)
            since, today = on, life.days.get(on, Day(on))
            self.waived |= set(today.waived)
            self.overridden |= dict.fromkeys(today.overrides, on)
            self.morning_of(life.timeline.on(on), on)

    def is_shut(self, program, step, on):
        """Tell whether a closing of its own, of one below or of its group shuts a step."""
        below, chosen = program.below[step.exercise], self.overridden.get(step.exercise)
        group = program.hinges if step.hinge else frozenset()
        for one in self.closings:
            if one.exercise not in {step.exercise, *below, *group}:
                continue
            week = step.hinge and one.exercise in below and (on - one.on).days < 7
            if (week or not one.is_over) and (chosen is None or chosen <= one.on):
                return True
        return False

    def trained(self, program, on, felt, given):
        """``felt``: the pain of each exercise done; ``given``: that given with the session."""
        for one in self.closed():
            for name in one.painless if one.on < on else ():
                near = {name, *program.above[name]} - {one.exercise}
                one.painless[name] += any(
                    pain is not None and pain < 3 for x, pain in felt.items() if x in near
                )
        for name, pain in felt.items():
            if pain is None or pain < 6:
                self.red.discard(name)
                continue
            anew = [one for one in self.closed() if one.exercise == name]
            if name in self.red or anew or (given[name] or 0) >= 8:
                for one in anew:
                    one.is_over = True
                wanted = program.by_exercise[name].requires
                self.closings.append(Closing(name, on, dict.fromkeys(wanted, 0)))
            self.red.add(name)


@example(live(634830, 33, 2, False))  # a closing is over between two days of training
@given(lives | lifters)
def test_red_upon_red_or_an_eight_shuts_a_step_and_all_above_until_two_painless_days(life):
    kept, previous = Closings(), None
    for on, answer, _, _ in life.lived:
        kept.lived_on(life, previous, on)
        program, today, previous = life.timeline.on(on), life.days.get(on, Day(on)), on
        for view in answer.steps:
            shut = kept.is_shut(program, program.by_exercise[view.exercise], on)
            assert view.status == "locked" or not shut
            assert shut or "closed" not in {reason.code for reason in view.reasons}
        if today.sessions:
            given_ = {one.exercise: one.feedback.pain for one in today.sessions}
            kept.trained(program, on, pains(life.history, on), given_)
