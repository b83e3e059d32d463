"""Hits and misses, read from the written rules without the code of the rules."""


def reaches(done, asked, load=None, band=None):
    """Tell whether a set is at or above a dose; a value that is asked and not given is not."""
    return (
        done.amount >= asked.amount
        and (done.hold_s or 0) >= asked.hold_s
        and (done.load_kg or 0) >= (load if load is not None else asked.load_kg or 0)
        and (done.band or 0) >= (band if band is not None else asked.band or 0)
    )


def sides(step, sets):
    """Return the sets of each side; ``both`` counts for either."""
    if not step.each_side:
        return [list(sets)]
    return [[one for one in sets if one.side in (side, "both")] for side in ("left", "right")]


def is_dose_reached(step, asked, sets, **more):
    return all(
        sum(reaches(one, asked, **more) for one in side) >= asked.sets for side in sides(step, sets)
    )


def is_hit(step, asked, session, pain):
    return (
        is_dose_reached(step, asked, session.sets)
        and (pain or 0) < 3
        and (session.feedback.effort or 0) <= 8
        and session.feedback.form is not False
    )


def is_miss(step, asked, session):
    """Some asked set fell below the target, with all that the target asks given."""
    return any(
        sum(reaches(one, asked) for one in side) < min(asked.sets, len(side))
        for side in sides(step, session.sets)
    )


def kg_most(step, load_kg):
    """Return the most that the rules raise a load to, the runner's own entry aside."""
    return max(load_kg * 1.1, load_kg + (step.load_step or 0))
