from dataclasses import replace

from plans.models import Program
from plans.programs import draft_rules
from tests.rules.ladder import GLUTES_THAT_FIRE


def test_the_rules_are_tested_on_the_ladder_that_ships(library):
    shipped = draft_rules(Program.objects.get(slug="glutes-that-fire"))
    steps = tuple(replace(step, sources=()) for step in shipped.steps)
    assert steps == GLUTES_THAT_FIRE.steps
