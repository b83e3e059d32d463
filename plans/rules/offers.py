"""What a runner is offered: another position, going on without the feeling, an easy week."""

from dataclasses import replace
from datetime import date, timedelta

from .bars import FEWEST_AT_BAR, LACKED
from .history import Day, Session
from .lowering import AMBERS_MOST, SORE_MOST
from .program import Bar, Program, Step
from .reasons import Reason, once
from .state import WEEK, Judged, NotFelt, State, StepState

POSITION_AFTER, GOING_ON_AFTER = 6, 10  # sessions that were not felt (ours)
HALF_FELT, HALF_FELT_WANTED = 4, 5  # 0–10 on both sides, and in how many sessions (ours)
GOING_ON_DAYS = 14  # since the first of them (ours)
STALLED_AFTER = 6  # sessions without a raise (ours)
WEEKS_UNTIL_EASY, DAYS_OF_TRAINING = 6, 3  # (ours)
EFFORT_RISE = 1.5  # of the mean of two weeks over the two before (ours)
PUT_OFF_FOR = WEEK  # days until an easy week is offered again (ours)
REMEMBERED = WEEKS_UNTIL_EASY * WEEK  # days


def count_not_felt(before: NotFelt, session: Session, judged: Judged, bar: Bar) -> NotFelt:
    """Count a session in which felt alone, or felt and sets with two at least, was lacking.

    A session that was felt on both sides takes no count back, but nothing is offered after it.
    """
    sides = session.feedback.felt_left, session.feedback.felt_right
    given = [felt for felt in sides if felt is not None]
    if any(felt < (bar.felt or 0) for felt in given):
        before = replace(before, is_felt=False)
    elif len(given) == len(sides):
        before = replace(before, is_felt=True)
    if not _felt_was_all(judged):
        return before
    half_felt = len(given) == len(sides) and min(given) >= HALF_FELT
    return replace(
        before,
        sessions=before.sessions + 1,
        half_felt=before.half_felt + half_felt,
        since=before.since or session.date,
    )


def _felt_was_all(judged: Judged) -> bool:
    lacks = {reason.code.removeprefix(LACKED): reason for reason in judged.lacks}
    sets = lacks.pop("sets", None)
    enough_sets = sets is None or sets.values["value"] >= FEWEST_AT_BAR
    felt = {"felt-left", "felt-right"} & lacks.keys()
    return bool(felt) and enough_sets and all(what.startswith("felt-") for what in lacks)


def offers_going_on(state: StepState, on: date) -> bool:
    not_felt = state.not_felt
    return (
        not_felt.sessions >= GOING_ON_AFTER
        and not_felt.half_felt >= HALF_FELT_WANTED
        and not_felt.since is not None
        and (on - not_felt.since).days >= GOING_ON_DAYS
        and state.going_on is None
        and not not_felt.is_felt
        and not state.was_red
    )


def _sets_alone_were_lacking(state: StepState) -> int:
    """Return how many sets more were all that the last session lacked, of those that it was asked.

    No other position helps who leaves out sets.
    """
    last = state.last
    if last is None or last.asked is None or [one.code for one in last.lacks] != [f"{LACKED}sets"]:
        return 0
    done, wanted = last.lacks[0].values["value"], last.lacks[0].values["wanted"]
    return int(wanted - done) if done < wanted <= last.asked.sets else 0


def step_offers(program: Program, step: Step, state: StepState, on: date) -> list[Reason]:
    """Return what is offered for a step that is open; what is said of pain holds for every one."""
    offers: list[Reason] = []
    easier = program.easier.get(step.exercise)
    is_stalled = step.bar is not None and state.stale >= STALLED_AFTER
    in_a_row, often = state.ambers >= AMBERS_MOST, state.sore >= SORE_MOST
    if in_a_row and state.why.code != "down-amber":
        offers.append(Reason("sore"))
    if often and state.why.code != "down-sore":
        offers.append(Reason("sore-often", {"sessions": state.sore}))
    if often:
        offers.append(Reason("less-leads-on"))
    if is_stalled:
        offers.append(Reason("stalled", {"sessions": state.stale, "easier": easier}))
    more = _sets_alone_were_lacking(state) if is_stalled else 0
    if more:
        offers.append(Reason("offer-sets", {"more": more}))
    if (is_stalled and not more) or in_a_row or often:
        offers.append(
            Reason("offer-easier", {"easier": easier}) if easier else Reason("offer-position")
        )
    if state.not_felt.sessions >= POSITION_AFTER and not state.not_felt.is_felt:
        offers.append(Reason("offer-position"))
        if not step.each_side:
            offers.append(Reason("offer-one-side"))
    if offers_going_on(state, on):
        offers.append(Reason("offer-going-on"))
    return list(once(offers))


def count_training(state: State, day: Day) -> tuple[tuple[date, int, int], ...]:
    """Return the days of training that are remembered, with this one."""
    efforts = [one.feedback.effort for one in day.sessions if one.feedback.effort is not None]
    since = day.date - timedelta(REMEMBERED)
    kept = tuple(one for one in state.trained if one[0] > since)
    return (*kept, (day.date, sum(efforts), len(efforts)))


def easy_week_offer(state: State, on: date) -> Reason | None:
    """Return the offer of an easy week, or that the runner put it off, or ended one, of late."""
    offer, ended_on = _why_easy_week(state, on), state.easy_week_ended_on
    not_now_on = max(state.easy_week_put_off_on or date.min, ended_on or date.min)
    if offer is None or (on - not_now_on).days >= PUT_OFF_FOR:
        return offer
    ended = {"ended": True} if not_now_on == ended_on else {}
    return Reason("easy-week-put-off", {"until": not_now_on + timedelta(PUT_OFF_FOR)} | ended)


def _why_easy_week(state: State, on: date) -> Reason | None:
    """Return why an easy week would do good, if it would; what was before the last one is over."""
    since = state.easy_week_on + timedelta(WEEK) if state.easy_week_on else date.min
    weeks = [_in_week(state, on, number, since) for number in range(1, WEEKS_UNTIL_EASY + 1)]
    if all(days >= DAYS_OF_TRAINING for days in weeks):
        return Reason("offer-easy-week", {"weeks": WEEKS_UNTIL_EASY})
    if since > on - timedelta(4 * WEEK):
        return None
    late, early = _mean_effort(state, on, 0), _mean_effort(state, on, 2)
    if late is not None and early is not None and late - early >= EFFORT_RISE:
        return Reason("offer-easy-week", {"effort": round(late, 1), "before": round(early, 1)})
    return None


def _in_week(state: State, on: date, number: int, since: date) -> int:
    """Count the days of training in the week that ended so many weeks before a date."""
    return sum(
        since <= day and (number - 1) * WEEK < (on - day).days <= number * WEEK
        for day, _sum, _count in state.trained
    )


def _mean_effort(state: State, on: date, weeks_ago: int) -> float | None:
    """Return the mean effort of the two weeks that ended so many weeks before a date."""
    found = [
        (total, count)
        for day, total, count in state.trained
        if weeks_ago * WEEK < (on - day).days <= (weeks_ago + 2) * WEEK
    ]
    count = sum(count for _total, count in found)
    return sum(total for total, _count in found) / count if count else None
