"""The card of an exercise as a runner sees it before the first set, with a cue being written."""

from dataclasses import replace
from datetime import UTC, datetime

from plans import rules
from plans.models import Revision
from plans.wording import Wording

from ..exercise_guides import Cue, Guide
from ..today.cards import Card
from ..training_state import TrainingState

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# Sets, amount and hold of an exercise that is not on the ladder (ours).
PLAIN_DOSE = rules.Range(2, 3, 2), rules.Range(8, 12, 10), rules.Range(1, 3, 3)
LOAD_KG = 20


def card_with(wording: str, guide: Guide, user) -> Card:
    on = user.today()
    revision = Revision.objects.filter(in_force_from__lte=on).order_by("in_force_from").last()
    step = revision and revision.rules.by_exercise.get(guide.slug)
    step = step or rules.Step(guide.slug, "", guide.unit, guide.each_side, *PLAIN_DOSE, 2, 2, 60)
    alone = rules.Program("", (replace(step, requires=(), harder=None, load_after=None),))
    begun, runner = rules.initial(alone), rules.Runner()
    answer = rules.plan_from(alone, begun, on, runner)
    item = answer.today[0]
    if item.asks_load:  # as on every day but the first
        loaded = replace(item.dose, load_kg=step.round_load(LOAD_KG))
        item = replace(item, dose=loaded, target=loaded, asks_load=False)
    guide = replace(guide, cues=(Cue(0, wording, 0, "", LONG_AGO, None),) if wording else ())
    state = TrainingState(answer, [], (), 0, lambda day: answer, alone, begun, runner)
    return Card(user, on, guide, state, Wording(user.units), [], item)
