"""Double progression: from one session of a step to the next target.

A hit raises one thing: what the bar still lacks, then amount, hold, sets and load to their tops.
"""

from dataclasses import replace
from datetime import date

from .away import (
    BOTTOM_AFTER,
    begin_way_back,
    dose_on_way_back,
    full_target,
    load_on_way_back,
    prescribed_dose,
    takes_raise_back,
)
from .bars import (
    FEWEST_AT_BAR,
    HARD_EFFORT,
    HIT,
    MISS,
    NOT_GIVEN,
    RED,
    SHORT,
    asks_more,
    dose_outcome,
    is_green,
    is_under_bottom,
    nth_best,
    reaches,
    sets_at,
    sets_done,
)
from .history import Session, SetDone
from .loads import drops_load, entered_load, first_load_counts, is_unloaded, lighter_than_asked
from .lowering import (
    GREENS_WANTED,
    Done,
    after_pain,
    after_red,
    changed_values,
    lowered,
    with_effort_and_misses_counted,
    with_pain_counted,
)
from .program import Dose, Step
from .reasons import Reason
from .state import LOAD_RAISE, Raised, StepState

ROUNDING = 0.06  # kg, between pounds and kilograms
EASY_EFFORT = 6  # at or below: two more repetitions instead of one (ours)


def progress(
    step: Step,
    state: StepState,
    session: Session,
    pain: int | None,
    *,
    loaded: bool,
    easy_week: bool = False,
) -> StepState:
    """Return the state after a session: the next target, its reason and the counters behind it.

    ``step`` is as the runner can load it, ``pain`` the worst of the session and its morning
    after; ``loaded``: the step takes load now. ``fold`` counts the sessions at the bar and closes
    steps.
    """
    dose, base, _ = prescribed_dose(step, state)
    done = Done(session, dose, dose_outcome(step, dose, session.sets), pain, base)
    before = _with_raise_settled(step, state)
    before = begin_way_back(step, before, dose, GREENS_WANTED).replace(returning=False)
    if done.is_red:
        after = _with_gently(step, after_red(step, before, done, easy_week), done)
        return _with_top_load(step, _with_stale_counted(step, before, after))
    before = before.replace(target=base, was_red=False)
    if done.is_sore:
        before = after_pain(step, before, done, easy_week)
    if easy_week and done.is_sore:
        counted = with_pain_counted(before, pain)
        return counted.replace(at_ceiling=False, why=_sore(step, done, before.target))
    if easy_week:
        is_back = state.away >= BOTTOM_AFTER or state.returning
        if takes_raise_back(step, state) and _is_fine(done) and not is_back:
            return with_pain_counted(state.replace(was_red=False), pain)  # it comes after the week
        is_kept = base == full_target(step, state)
        values = {"lowered": True} if _came_down_for_pain(state.why) else {}
        # The break ends with this session; what it took comes back once the week is over.
        why = Reason("easy-week-kept", values) if is_kept else Reason("easy-week-back")
        return with_pain_counted(before, pain).replace(why=why)
    fewest = min(before.target.sets, max(dose.sets, step.sets.low))
    before = before.replace(target=replace(before.target, sets=fewest))
    counted = with_effort_and_misses_counted(step, with_pain_counted(before, pain), done)
    counted = counted.replace(
        at_ceiling=before.at_ceiling and _is_cut_alone(step, done),
        was_short=_is_short(step, done),
    )
    after = lowered(step, counted, done) or _moved(step, before, counted, done, loaded)
    if done.is_sore:
        if "pain" not in after.why.values:
            after = after.replace(why=_with_pain_said(step, done, after))
        after = _with_gently(step, after, done)
    if after.why.code in RULES_RAISES:
        after = after.replace(raised=Raised(base, before.at_ceiling, before.load_before))
    return _with_top_load(step, _with_stale_counted(step, before, after))


def after_hurt(step: Step, state: StepState, on: date) -> StepState:
    """Return the state after the runner said that a step hurts and did none of it (ours).

    It counts as red pain of the whole dose of that day, but it is no session. A raise that was not
    done yet is taken back first.
    """
    before = _with_raise_taken_back(step, state, state.raised) if state.raised else state
    dose, _, _ = prescribed_dose(step, before)
    before = begin_way_back(step, before, dose, GREENS_WANTED)
    before = before.replace(target=dose, away_taken=before.away, returning=False)
    done = Done(Session(on, step.exercise, ()), dose, SHORT, RED, dose)
    after = after_red(step, before, done, easy_week=False)
    return after.replace(why=as_hurt(after.why))


def as_hurt(why: Reason) -> Reason:
    """Return the reason of red pain for a runner who said that it hurt, and gave no number."""
    codes = {"down-pain": "down-hurt", "closed-pain": "closed-hurt"}
    return Reason(codes.get(why.code, why.code), why.values)


def _came_down_for_pain(why: Reason) -> bool:
    """Whether a dose is lower for pain, which an easy week after it does not change."""
    down = why.code in ("down-pain", "down-hurt", "down-amber", "down-sore")
    return (down and "unchanged" not in why.values) or "lowered" in why.values


def _is_fine(done: Done) -> bool:
    """Whether a session leaves a raise of the load as it is that waits for the end of the week."""
    counts = is_green(done.pain) and first_load_counts(done.session, done.pain)
    return counts and done.outcome != MISS


def _with_raise_settled(step: Step, state: StepState) -> StepState:
    """Return the state for which the last raise is done with this session, or taken back."""
    if state.raised is None:
        return state
    if takes_raise_back(step, state):
        return _with_raise_taken_back(step, state, state.raised)
    return state.replace(raised=None)


def _with_raise_taken_back(step: Step, state: StepState, raised: Raised) -> StepState:
    return state.replace(
        raised=None,
        target=step.clamp(raised.target),
        at_ceiling=raised.at_ceiling,
        load_before=raised.load_before,
    )


def _is_short(step: Step, done: Done) -> bool:
    return sets_done(step, done.session.sets) < done.dose.sets


def _is_cut_alone(step: Step, done: Done) -> bool:
    """Whether only sets were missing, as on a day cut to the minutes: neither hit nor miss."""
    reached = sets_at(step, done.dose, done.session.sets)
    is_as_asked = done.outcome == SHORT and reached >= FEWEST_AT_BAR and done.dose == done.full
    return is_as_asked and is_green(done.pain) and first_load_counts(done.session, done.pain)


def _with_top_load(step: Step, after: StepState) -> StepState:
    load = step.load_of(after.target)
    top = after.top_load if load is None else max(load, after.top_load or 0)
    return after if top == after.top_load else after.replace(top_load=top)


GENTLY = {"gently": True}
CALM_NOT_GIVEN = Reason("calm-not-given")
RULES_RAISES = {
    *("raise-amount", "raise-hold", "raise-sets", "raise-load"),
    *("back-amount", "back-load"),
}
RAISES = RULES_RAISES | {"fourth-set", "entry"}  # these two are the runner's own


def _with_stale_counted(step: Step, before: StepState, after: StepState) -> StepState:
    """Count the sessions without a raise, but not at the ceiling nor once proficient."""
    if after.why.code in RAISES:
        return after.replace(stale=0)
    if before.proficient or step.is_at_ceiling(before.target):
        return after
    return after.replace(stale=before.stale + 1)


def _moved(step: Step, before: StepState, after: StepState, done: Done, loaded: bool) -> StepState:
    """Return what a session without red pain makes of the target where nothing lowers it."""
    after = after.replace(lighter=lighter_than_asked(step, done.dose, done.session))
    asked = step.load_of(done.dose)
    entry = entered_load(step, done.dose, done.session) if loaded else None
    if entry and asked is None and first_load_counts(done.session, done.pain):
        if after.calm_wanted and done.pain is None:
            return after.replace(why=CALM_NOT_GIVEN)
        return _with_entry(step, after, entry)
    if asked is not None and is_unloaded(step, done.session):
        after = after.replace(unloaded=after.unloaded + 1)
        if drops_load(step, after) and not done.is_sore:
            return _without_load(step, after)
    else:
        after = after.replace(unloaded=0)
    if refused := _refused(step, done, after.target):
        if refused.code == "again-miss" and after.lighter is not None:
            refused = Reason("again-lighter")
        return after.replace(why=refused)
    if loaded and asked is None and step.owes_load:
        return after.replace(why=Reason("ask-load", {"sets": done.dose.sets}))
    cautious = before.red_caution or before.away_caution or after.calm_wanted
    may_rise = is_green(done.pain) and not (cautious or before.load_rests)
    is_heavier = entry and asked is not None and step.round_load(entry) > asked
    if entry and is_heavier and may_rise:
        return _with_entry(step, after, entry)
    raised = _raised(step, before, after, done)
    if after.calm_wanted and raised.target != after.target:
        return _waiting_for_calm(step, after, done)
    return raised


def _waiting_for_calm(step: Step, after: StepState, done: Done) -> StepState:
    """Raise nothing after pain before as many sessions in a row were painless as it asks (ours)."""
    left = after.calm_wanted - after.greens
    why = CALM_NOT_GIVEN if done.pain is None else Reason("calm-first", {"sessions": left})
    return after.replace(at_ceiling=step.is_at_ceiling(after.target), why=why)


def _with_entry(step: Step, after: StepState, load: float) -> StepState:
    """Take over a load that the runner took, in the steps that there are."""
    target = step.with_load(after.target, step.round_load(load))
    now = step.load_of(target) or 0
    left = after.load_before if (after.load_before or 0) > now else None
    why = _load_reason("entry", target)
    is_most = step.load_most is not None and load >= step.load_most
    if abs(now - load) > ROUNDING and not is_most:
        why = Reason(why.code, why.values | {"taken_kg": load})
    return after.replace(target=target, load_before=left, why=why)


def _without_load(step: Step, after: StepState) -> StepState:
    target = step.with_load(after.target, None)
    why = Reason("load-dropped")
    return after.replace(target=target, unloaded=0, load_before=None, why=why)


def _load_reason(code: str, target: Dose) -> Reason:
    load = {"load_kg": target.load_kg} if target.band is None else {"band": target.band}
    return Reason(code, load)


def _refused(step: Step, done: Done, target: Dose) -> Reason | None:
    """Return why a session raises nothing, or ``None`` where it may."""
    effort, form = done.session.feedback.effort, done.session.feedback.form
    if done.is_sore:
        return _sore(step, done, target)
    if done.outcome != HIT:
        codes = {MISS: "again-miss", NOT_GIVEN: _not_given(step, done)}
        if done.outcome in codes:
            return Reason(codes[done.outcome])
        values = {"done": sets_done(step, done.session.sets), "sets": done.dose.sets}
        return Reason("again-short", values)
    if effort is not None and effort > HARD_EFFORT:
        return Reason("again-effort", {"effort": effort})
    return Reason("again-form") if form is False else None


def _sore(step: Step, done: Done, target: Dose) -> Reason:
    """Say that it is the same again, or, where it is more than what was done, to go gently."""
    pain, sets = {"pain": done.pain}, done.session.sets
    gently = GENTLY if asks_more(step, target, sets) else {}
    if target != done.full and (gently or is_under_bottom(step, done.full, sets)):
        return Reason("down-pain", changed_values(step, done.full, target) | pain | gently)
    if not gently:
        return Reason("again-pain", pain)
    least = step.bottom(step.load_step if step.load_of(target) else None)
    return Reason("again-pain", pain | ({"unchanged": True} if target == least else GENTLY))


def _with_gently(step: Step, after: StepState, done: Done) -> StepState:
    """Say to go gently where what came down for pain is still more than what was done."""
    why, sets = after.why, done.session.sets
    is_said = why.code == "again-pain" or "unchanged" in why.values
    if is_said or not sets or not asks_more(step, after.target, sets):
        return after
    return after.replace(why=Reason(why.code, why.values | GENTLY))


def _with_pain_said(step: Step, done: Done, after: StepState) -> Reason:
    """Return the reason of a sore session with its pain, which is named before all else."""
    why = after.why
    lowers = why.code in ("down-lighter", "down-load", "down-sets", "down-effort")
    said = {"sore": done.pain}
    return Reason(why.code, why.values | said) if lowers else _sore(step, done, after.target)


def _not_given(step: Step, done: Done) -> str:
    """Name what was asked and not given, so that a session cannot be compared."""
    no_hold = done.dose.hold_s and any(one.hold_s is None for one in done.session.sets)
    asked = step.load_of(done.dose)
    no_load = asked is not None and any(step.load_of(one) is None for one in done.session.sets)
    if no_hold and no_load:
        return "again-neither-given"
    return "again-hold-not-given" if no_hold else "again-load-not-given"


def _raised(step: Step, before: StepState, after: StepState, done: Done) -> StepState:
    """Raise one thing after a hit."""
    base, bar = after.target, step.bar
    if base.sets < done.full.sets:  # a short time away had taken a set, which comes back alone
        target = replace(base, sets=done.full.sets)
        return after.replace(target=target, why=Reason("back-sets", {"to": target.sets}))
    if before.lapsed and bar:
        nearer = dose_on_way_back(step, bar, base)
        if nearer != base:
            return after.replace(target=nearer, why=Reason("back-amount"))
    load, was = step.load_of(base), before.load_before
    may_rise = is_green(done.pain) and not before.red_caution
    if load is not None and was is not None and may_rise:
        return _load_given_back(step, after, load, was)
    for amount, hold, sets in _limits(step):
        if base.amount < amount:
            return _raised_amount(step, after, done, amount)
        if base.hold_s < hold:
            why = Reason("raise-hold", {"to": base.hold_s + 1})
            return after.replace(target=replace(base, hold_s=base.hold_s + 1), why=why)
        if base.sets < sets:
            why = Reason("raise-sets", {"to": base.sets + 1})
            return after.replace(target=replace(base, sets=base.sets + 1), why=why)
    return _at_the_top(step, before, after, done)


def _limits(step: Step) -> list[tuple[int, int, int]]:
    """Return how far amount, hold and sets go: first to the bar, then to the tops."""
    top = step.amount.high, step.hold.high, step.sets_ceiling
    bar = step.bar
    first = (bar.amount, bar.hold_s, bar.sets) if bar else top
    amount, hold, sets = (min(wanted, most) for wanted, most in zip(first, top, strict=True))
    return [(amount, hold, sets), top]


def _load_given_back(step: Step, after: StepState, load: float, was: float) -> StepState:
    load = load_on_way_back(step, load, was)
    target = step.with_load(after.target, load)
    left = was if load < step.round_load(was) else None
    return after.replace(target=target, load_before=left, why=_load_reason("back-load", target))


def _raised_amount(step: Step, after: StepState, done: Done, most: int) -> StepState:
    base, effort = after.target, done.session.feedback.effort
    by = 2 if effort is not None and effort <= EASY_EFFORT else 1
    whole = replace(done.dose, amount=0)

    def value(one: SetDone) -> float:
        return one.amount if reaches(step, one, whole) else 0

    reached = nth_best(step, done.dose.sets, done.session.sets, value)
    amount = min(most, max(base.amount + by, int(reached)))
    why = Reason("raise-amount", {"by": amount - base.amount, "to": amount})
    return after.replace(target=replace(base, amount=amount), why=why)


def _at_the_top(step: Step, before: StepState, after: StepState, done: Done) -> StepState:
    """Raise load after the second hit with everything at its ceiling."""
    base, dose = after.target, done.dose
    after = after.replace(at_ceiling=dose.sets == base.sets)
    if base.sets < step.sets.high and sets_at(step, dose, done.session.sets) > base.sets:
        target = replace(base, sets=base.sets + 1)
        return after.replace(target=target, why=Reason("fourth-set"))
    load = step.load_of(base)
    if load is None:
        return after.replace(why=Reason("at-top"))
    more = step.load_above(load * LOAD_RAISE)
    if more <= load:
        return after.replace(why=Reason("heaviest"))
    if done.pain is None:
        return after.replace(why=Reason("pain-not-given"))
    if before.load_rests:
        return after.replace(why=Reason("load-kept"))
    if not (before.at_ceiling and after.at_ceiling):
        return after.replace(why=Reason("hit-once-at-top"))
    target = replace(step.with_load(base, more), amount=step.amount.low)
    why = _load_reason("raise-load", target)
    why = Reason(why.code, why.values | {"amount": target.amount})
    return after.replace(target=target, at_ceiling=False, why=why)
