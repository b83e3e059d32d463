"""The daily block: which exercises, in which order and with how many sets, within the minutes.

Activation comes first, then what is open, the least recently done first. A step that is learnt, or
that the runner went on from, steps back for its harder form; where four fifths of the minutes are
not filled, it comes back.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from .away import FEWER_AFTER, prescribed_dose
from .dose_reasons import (
    TURN,
    TURN_ALONE,
    TURN_UNTIL_FELT,
    dose_reasons,
    only_pain,
    squeezes_turn,
    waits_for_sore_squeeze,
)
from .gates import is_open
from .met import is_met
from .program import Dose, Program, Step
from .reasons import Reason
from .state import State

FEWEST_SETS, FEWEST_SQUEEZES = 2, 1  # of an exercise trimmed to the time (ours)
FEWEST_LEARNT = 2  # of a squeeze that is not proficient yet: with one it would never be (ours)
FILLED = 0.8  # of the minutes, where the open steps could fill them (ours)


FIRST, ROOM_TOO = Reason("activation"), Reason("activation-too")


@dataclass
class Line:
    """An exercise of the block, whose sets may still change."""

    step: Step
    target: Dose
    sets: int
    most: int  # sets: those of the target, in an easy week half of them
    fewest: int
    why: list[Reason]  # of the dose
    today: list[Reason]  # why it is in
    proficient: bool
    in_turn: bool = False  # a squeeze that is asked for fewer sets than its target has
    freed: float = 0  # seconds that stay free: what days off took from the dose

    @property
    def dose(self) -> Dose:
        return replace(self.target, sets=self.sets)

    @property
    def seconds(self) -> float:
        return self.sets * self.step.set_seconds(self.target)

    @property
    def room(self) -> float:
        """The seconds that it takes of the minutes."""
        return self.seconds + self.freed


class DailyBlock:
    """Chooses the lines of a day from the steps that can be done on it.

    ``left_out`` gives a reason for each that found no room.
    """

    def __init__(
        self,
        program: Program,
        state: State,
        on: date,
        offered: list[Step],
        minutes: float,
        resting: Set[str] = frozenset(),
    ):
        """``resting``: what red pain keeps out of the day; its minutes stay free."""
        self.program, self.state, self.on = program, state, on
        self.easy_week = state.in_easy_week(on)
        self.budget = minutes * 60 / (2 if self.easy_week else 1)
        self.squeezes = self._by_turn([step for step in offered if step.activation])
        self.rest = [step for step in offered if not step.activation]
        self.resting = resting
        self.is_back = state.last_on is not None and (on - state.last_on).days > FEWER_AFTER
        self.is_eased = bool(resting) or self.is_back or self._is_eased()
        self.left_out: dict[str, Reason] = {}
        self.lines: list[Line] = []

    def fill(self) -> list[Line]:
        groups = self._groups()
        self.lines = self._activation()
        first = self._line(groups[0][0], self._turn_reason(groups[0][0], True)) if groups else None
        self._trim(first)
        if first:
            self.lines.append(first)
        for group in groups[1:]:
            self._add_first_that_fits(group)
        if not self.is_eased:
            self._fill_up()
        for group in groups:
            self._note_left_out(group)
        return self.lines

    def _is_eased(self) -> bool:
        """Whether red pain has taken sets or steps from the day: what that frees stays free (ours).

        Of a step that was closed only on the first day of training after it; of a squeeze until it
        reopens.
        """
        return squeezes_turn(self.program, self.state) == TURN_ALONE or any(
            mine.was_red and (mine.closed is None or mine.red_on == self.state.last_on)
            for step in self.program.steps
            if not step.hinge and (mine := self.state.steps[step.exercise])
        )

    # What may be in, and in which order

    def _groups(self) -> list[list[Step]]:
        """Return the steps after activation by turn, each before the easier forms behind it.

        A step that stepped back has its harder form's turn, and stands in where that one rests. Of
        the two least recently done, one whose last session had fewer sets than asked goes first,
        where that gives it all of them: else it would always be first.
        """
        groups: dict[str, list[Step]] = {}
        for step in self.rest:
            groups.setdefault(self._turn_of(step).exercise, []).insert(0, step)
        may_be_in = [
            [step for step in group if step.exercise not in self.resting] or group
            for group in groups.values()
        ]
        order = sorted(may_be_in, key=self._turn_came)
        if len(order) > 1 and self._goes_before(order[1][0], order[0][0]):
            order[:2] = [order[1], order[0]]
        return order

    def _turn_came(self, group: list[Step]) -> date:
        """Return when a group's turn last came; one that stands in has taken the harder form's."""
        done = [self.state.steps[group[0].exercise].last_on]
        harder = self._stepped_back_for(group[0])
        while harder:
            done.append(self.state.steps[harder.exercise].last_on)
            harder = self._stepped_back_for(harder)
        return max((day for day in done if day), default=date.min)

    def _goes_before(self, second: Step, first: Step) -> bool:
        if self._was_short(first) or not self._was_short(second):
            return False
        squeezes = sum(
            (line.fewest if line.in_turn else line.sets) * line.step.set_seconds(line.target)
            for line in self._activation()
        )
        return squeezes + self._line(second).room <= self.budget

    def _was_short(self, step: Step) -> bool:
        return self.state.steps[step.exercise].was_short

    def _turn_of(self, step: Step) -> Step:
        harder = self._stepped_back_for(step)
        return self._turn_of(harder) if harder else step

    def _stepped_back_for(self, step: Step) -> Step | None:
        """Return the harder form, open and done before, for which a step steps back."""
        mine = self.state.steps[step.exercise]
        if not step.harder or self._all_learnt or not (mine.proficient or mine.going_on):
            return None
        harder = self.program.by_exercise[step.harder]
        done = self.state.steps[harder.exercise].last_on is not None
        # The safety questions lock only lifts, and they are in no daily block.
        is_harder_open = is_open(self.program, self.state, harder, "clear")
        has_a_turn = is_harder_open or harder.exercise in self.resting
        return harder if done and has_a_turn and not harder.hinge else None

    @property
    def _all_learnt(self) -> bool:
        return all(
            is_met(self.program, self.state, step.exercise)
            for step in self.program.steps
            if not step.hinge and step.bar
        )

    def _by_turn(self, steps: list[Step]) -> list[Step]:
        """Sort steps by when they were last done, the longest ago first."""
        return sorted(steps, key=lambda step: self.state.steps[step.exercise].last_on or date.min)

    # Lines

    def _line(self, step: Step, *why: Reason) -> Line:
        mine = self.state.steps[step.exercise]
        dose, _, _ = prescribed_dose(self.state.step(step), mine)
        most = ceil(dose.sets / 2) if self.easy_week else dose.sets
        fewest = FEWEST_SQUEEZES if step.activation else FEWEST_SETS
        fewest = 1 if self.easy_week else min(fewest, most)
        reasons = dose_reasons(self.program, self.state, step)
        line = Line(step, dose, most, most, fewest, reasons, [*why], mine.proficient)
        if self.is_back:  # the first day back is no longer than those before (ours)
            line.freed = max(0, step.seconds(mine.target) - step.seconds(dose))
        return line

    def _turn_reason(self, step: Step, first: bool = False) -> Reason:
        last = self.state.steps[step.exercise].last_on
        return Reason("turn", {"days": (self.on - last).days if last else None, "first": first})

    def _activation(self) -> list[Line]:
        turn = squeezes_turn(self.program, self.state)
        if turn is None:
            learning = [step for step in self.program.activation if step in self.squeezes]
            return [self._line_of_learning(step) for step in learning]
        return [self._line_in_turn(step, turn) for step in self.squeezes[:1]]

    def _line_of_learning(self, step: Step) -> Line:
        hurt = waits_for_sore_squeeze(self.program, self.state, step)
        return self._line_in_turn(step, hurt) if hurt else self._line(step, FIRST)

    def _line_in_turn(self, step: Step, *why: Reason) -> Line:
        line = self._line(step, *why)
        line.sets = 1 if line.proficient else min(FEWEST_LEARNT, line.most)
        line.in_turn, line.freed = True, 0
        line.why = only_pain(line.why) if line.proficient else line.why
        return line

    def _is_met(self, step: Step) -> bool:
        return is_met(self.program, self.state, step.exercise)

    # Room

    @property
    def _seconds(self) -> float:
        return sum(line.room for line in self.lines)

    def _trim(self, first: Line | None) -> None:
        """Take sets from the first step, then from activation, until all fits or is at its fewest.

        Proficient squeezes lose sets first. Where one that is not would be left with one set,
        only one of them is in, with two.
        """
        lines = [*self.lines, *([first] if first else [])]
        self._take_sets(lines, self._places(first))
        learning = [line for line in self.lines if not self._is_met(line.step)]
        if self.easy_week or not any(_has_too_few(line) for line in learning):
            return
        chosen = min(learning, key=lambda line: self.squeezes.index(line.step))
        for line in learning:
            if line is not chosen:
                name = line.step.exercise
                self.left_out[name] = Reason("squeeze-in-turn", {"exercise": name})
        lines = [line for line in lines if line not in learning or line is chosen]
        self.lines = [line for line in lines if line is not first]
        for line in lines:
            line.sets = 1 if line.in_turn else line.most
        chosen.sets = chosen.fewest = min(FEWEST_LEARNT, chosen.most)
        self._take_sets(lines, self._places(first))

    def _places(self, first: Line | None) -> list[tuple[Line, int]]:
        """Return whose sets are taken, down to how many, in this order."""
        yielding = [line for line in self.lines if line.proficient]
        yielding += [line for line in reversed(self.lines) if not line.proficient]
        # Who goes on without feeling it keeps the row with one set.
        going_on = [line for line in self.lines if self._is_met(line.step)]
        places = [(line, line.fewest) for line in going_on if not line.proficient]
        places += [(first, first.fewest)] if first else []
        two = [(line, max(FEWEST_SETS, line.fewest)) for line in yielding]
        return [*places, *two, *((line, line.fewest) for line in yielding)]

    def _take_sets(self, lines: list[Line], places: list[tuple[Line, int]]) -> None:
        for line, fewest in places:
            while sum(one.seconds for one in lines) > self.budget and line.sets > fewest:
                line.sets -= 1

    def _add_first_that_fits(self, group: list[Step], *why: Reason) -> bool:
        """Add the first form of a group that fits, whole or with fewer sets."""
        for step in group:
            room = self.budget - self._seconds
            if line := self.line_within(step, room, *(why or (self._turn_reason(step),))):
                self.lines.append(line)
                return True
        return False

    def line_within(self, step: Step, seconds: float, *why: Reason) -> Line | None:
        """Return the line of a step, with fewer sets if need be; nothing where it does not fit."""
        turn = squeezes_turn(self.program, self.state) if step.activation else None
        line = self._line_in_turn(step, turn, *why) if turn else self._line(step, *why)
        while line.room > seconds and line.sets > line.fewest:
            line.sets -= 1
        return line if line.room <= seconds else None

    def _fill_up(self) -> None:
        """Fill four fifths: more sets of the squeezes, then the steps that stepped back."""
        for step in self.squeezes:
            if self._was_sore(step):
                continue
            line = self._line_of(step)
            if line is None and self._has_room:
                line = self._added_squeeze(step)
            if waits_for_sore_squeeze(self.program, self.state, step):
                continue
            while line and self._has_room and line.sets < line.most and self._fits_one_more(line):
                line.sets += 1
                if line.in_turn and line.today[0] != ROOM_TOO:
                    why = FIRST if line.today[0] == TURN else line.today[0]
                    line.today = [why, Reason("more-sets")]
        for step in self._by_turn(self.rest):
            if self._has_room and self._line_of(step) is None:
                self._add_first_that_fits([step], Reason("room"))

    def _was_sore(self, step: Step) -> bool:
        """Whether the last session with pain given hurt: then minutes left over ask no more."""
        mine = self.state.steps[step.exercise]
        return mine.was_red or mine.ambers > 0

    @property
    def _has_room(self) -> bool:
        return self._seconds < FILLED * self.budget

    def _fits_one_more(self, line: Line) -> bool:
        return self._seconds + line.step.set_seconds(line.dose) <= self.budget

    def _added_squeeze(self, step: Step) -> Line | None:
        line = self._line(step)
        line.sets = 1 if line.proficient or self.easy_week else min(FEWEST_LEARNT, line.most)
        line.in_turn, line.today = True, [ROOM_TOO]
        line.why = only_pain(line.why) if line.proficient else _without_turn(line.why, ROOM_TOO)
        if self._seconds + line.seconds > self.budget:
            return None
        for other in self.lines:  # no longer one at a time
            other.why = _without_turn(other.why, FIRST)
            other.today = _without_turn(other.today, FIRST)
        place = sum(one.step.activation for one in self.lines)
        self.lines.insert(place, line)
        self.left_out.pop(step.exercise, None)
        return line

    def _line_of(self, step: Step) -> Line | None:
        return next((line for line in self.lines if line.step is step), None)

    # What is said of those that are not in, or stand in

    def _note_left_out(self, group: list[Step]) -> None:
        for step in group:
            line, harder = self._line_of(step), self._stepped_back_for(step)
            values = {"exercise": step.exercise}
            if line and harder and Reason("room") not in line.today:
                line.today = [Reason("stands-in", {"harder": harder.exercise})]
            elif line is None and harder:
                self.left_out[step.exercise] = Reason(
                    "steps-back", values | {"harder": harder.exercise}
                )
            elif line is None:
                self.left_out[step.exercise] = Reason("no-time", values)


def _without_turn(reasons: list[Reason], instead: Reason) -> list[Reason]:
    """Return the reasons of a squeeze that is not alone in the day's plan."""
    return [instead if one in (TURN, TURN_UNTIL_FELT) else one for one in reasons]


def _has_too_few(line: Line) -> bool:
    return line.sets < min(FEWEST_LEARNT, line.most)


def trimmed(lines: list[Line], minutes: int) -> Iterator[Line]:
    """Yield the lines, with the reason of those that have fewer sets than asked."""
    for line in lines:
        if line.sets < line.target.sets and not line.in_turn:
            values = {"sets": line.target.sets, "minutes": minutes}
            is_easy_week = line.most < line.target.sets
            is_cut_too = {"cut": True} if line.sets < line.most else {}
            why = Reason("easy-week", is_cut_too) if is_easy_week else Reason("trimmed", values)
            line.today.append(why)
            line.why = [_of_the_whole(one, line.target.sets) for one in line.why]
        yield line


def _of_the_whole(reason: Reason, sets: int) -> Reason:
    """Return a reason that speaks of the whole dose, on a card that has fewer sets than that."""
    if reason.code in ("hit-once-at-top", "raise-sets"):
        return Reason(reason.code, reason.values | {"whole": sets})
    if reason.code == "again-pain":  # fewer sets are not the same
        return Reason(reason.code, reason.values | {"in_turn": True})
    return reason
