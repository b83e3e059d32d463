"""Where an exercise stands on the ladder, as its page says it."""

from datetime import date, timedelta

import pytest

from exercises.models import Exercise
from plans import programs
from plans.models import Program, Step
from plans.templatetags.ladder import place

pytestmark = pytest.mark.django_db


def of(slug):
    return place(Exercise.objects.get(slug=slug))


def test_what_opens_it_what_it_opens_and_what_it_takes(library):
    bridge = of("glute-bridge")
    assert [bar.exercise.slug for bar in bridge.before] == ["prone-squeeze", "standing-squeeze"]
    assert [row.slug for row in bridge.after] == ["single-leg-bridge"]
    assert bridge.bar.words.startswith("2 sessions at 3 × 12 × 3 s")
    assert bridge.bar.source == "ours"


def test_the_first_waits_for_nothing_and_the_last_opens_nothing(library):
    assert of("prone-squeeze").before == []
    last = of("single-leg-deadlift")
    assert (last.after, last.bar) == ([], None)


def test_what_is_no_step_has_no_place(library):
    assert of("marching-bridge") is None


def test_without_a_program_there_is_no_place(db):
    exercise = Exercise.objects.create(slug="glute-bridge", stage="bridge", name={"en": "Bridge"})
    assert place(exercise) is None


def test_a_draft_changes_nothing_till_it_is_published(library):
    program = Program.objects.get()
    Step.objects.filter(exercise__slug="glute-bridge").update(bar_amount=10)
    assert "3 × 12" in of("glute-bridge").bar.words
    programs.publish(program, on=programs.today() + timedelta(days=1))
    assert "3 × 12" in of("glute-bridge").bar.words
    programs.publish(program, on=programs.today())
    assert "3 × 10" in of("glute-bridge").bar.words


def test_the_revision_in_force_is_that_of_the_date(library):
    program = Program.objects.get()
    assert programs.in_force(date(1999, 1, 1)) is None
    assert programs.in_force(programs.today()) == program.revisions.get().rules
    assert programs.in_force(programs.today(), "another") is None
