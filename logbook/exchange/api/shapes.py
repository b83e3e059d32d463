"""What programs are told: rows and plans as JSON."""

from collections import Counter

from plans.wording import Wording

from ...exercise_guides import Guide
from ...models import SetEntry
from ...training_state import TrainingState
from ...weeks.day_queries import Week
from ..exports.reading import exact, moment


def set_as_json(entry: SetEntry) -> dict:
    """Of an entry with its workout and its exercise."""
    asked = {
        "sets": entry.target_sets,
        "amount": entry.target_amount,
        "hold_s": entry.target_hold_s,
        "load_kg": exact(entry.target_load_kg),
    }
    return {
        "key": str(entry.key),
        "date": entry.workout.date.isoformat(),
        "exercise": entry.exercise.slug,
        "side": entry.side,
        "amount": entry.amount,
        "unit": entry.exercise.unit,
        "hold_s": entry.hold_s,
        "load_kg": exact(entry.load_kg),
        "any_time": entry.any_time,
        "logged_at": moment(entry.logged_at),
        "target": None if entry.target_sets is None else asked,
    }


def today_as_json(user, state: TrainingState, guides: dict[str, Guide]) -> dict:
    answer = state.answer
    wording = Wording(user.units, names={slug: guide.name for slug, guide in guides.items()})
    done = Counter((e.exercise, e.side) for e in state.entries if e.date == answer.on)
    return {
        "date": answer.on.isoformat(),
        "screen": answer.screen,
        "seconds": round(answer.seconds("daily") + answer.seconds("lift")),
        "items": [_item(item, guides[item.exercise], wording, done) for item in answer.today],
        "notes": list(dict.fromkeys(str(wording(note)) for note in answer.notes)),
    }


def _item(item, guide, wording, done):
    return {
        "exercise": item.exercise,
        "name": guide.name,
        "block": item.block,
        "sets": item.dose.sets,
        "amount": item.dose.amount,
        "unit": guide.unit,
        "each_side": guide.each_side,
        "hold_s": item.dose.hold_s,
        "load_kg": item.dose.load_kg,
        "choose_load": item.asks_load,
        "seconds": round(item.seconds),
        "done": {side: done[item.exercise, side] for side in SetEntry.Side.values},
        "why": [str(wording(reason)) for reason in item.reasons],
    }


def week_as_json(week: Week) -> dict:
    return {
        "week": week.address,
        "monday": week.monday.isoformat(),
        "days": week.trained,
        "sets": week.sets,
        "asked": week.asked,
        "minutes": week.minutes,
        "lifts": week.lifts,
        "squeezes": week.squeezes,
        "felt_left": week.felt_left,
        "felt_right": week.felt_right,
        "worst_pain": week.pain,
    }
