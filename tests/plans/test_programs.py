from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from plans import programs, rules
from plans.models import Enrollment, Program, Revision, Step

pytestmark = [pytest.mark.postgres, pytest.mark.django_db, pytest.mark.usefixtures("library")]

MARCH_2, MARCH_9 = date(2026, 3, 2), date(2026, 3, 9)


@pytest.fixture
def runner():
    return User.objects.create_user("runner@example.org", "secret-pass-7")


def raise_the_top(bridge, to):
    bridge.amount_high = to
    bridge.save()


def test_a_revision_reads_back_as_it_was_published(program):
    published = program.revisions.get().rules
    assert published.steps == programs.draft_rules(program).steps


def test_publishing_without_a_change_makes_no_revision(program):
    assert programs.publish(program, on=MARCH_2).number == 1


def test_an_edit_counts_from_its_date_and_not_before(program, bridge):
    raise_the_top(bridge, 15)
    programs.publish(program, on=MARCH_9)
    timeline = programs.timeline_of(program)
    assert timeline.on(date(2026, 3, 8)).by_exercise["glute-bridge"].amount.high == 12
    assert timeline.on(MARCH_9).by_exercise["glute-bridge"].amount.high == 15
    assert timeline.on(MARCH_9).revision == 2


def test_of_two_edits_on_one_day_the_later_holds(program, bridge):
    for top in (15, 14):
        raise_the_top(bridge, top)
        programs.publish(program, on=MARCH_9)
    assert programs.revision_on(program, MARCH_9).number == 3
    assert programs.timeline_of(program).on(MARCH_9).revision == 3


def test_nothing_is_published_behind_a_later_revision(program, bridge):
    raise_the_top(bridge, 15)
    programs.publish(program, on=MARCH_9)
    raise_the_top(bridge, 16)
    with pytest.raises(ValueError, match="in force from 2026-03-09"):
        programs.publish(program, on=MARCH_2)
    assert program.revisions.count() == 2


def test_a_ladder_that_goes_round_in_a_circle_is_not_published(program, bridge):
    bridge.requires.add(Step.objects.get(exercise__slug="deadlift"))
    with pytest.raises(ValueError, match="requires itself"):
        programs.publish(program, on=MARCH_2)
    assert program.revisions.count() == 1


def test_the_revision_of_a_day_is_the_one_in_force_on_it(program, bridge):
    raise_the_top(bridge, 15)
    programs.publish(program, on=MARCH_9)
    days = [date(1999, 1, 1), MARCH_2, MARCH_9, date(2030, 1, 1)]
    assert [programs.revision_on(program, day).number for day in days] == [1, 1, 2, 2]


def test_publishing_for_an_earlier_day_supersedes_what_is_to_come(program, bridge, clock):
    for top, day in ((15, date(2026, 5, 3)), (16, MARCH_9)):
        raise_the_top(bridge, top)
        last = programs.publish(program, on=day)
    assert [r.in_force_from for r in program.revisions.all()][1:] == [
        date(2026, 5, 3),
        MARCH_9,
        date(2026, 5, 3),
    ]
    assert (last.number, programs.revision_on(program, date(2026, 6, 1))) == (4, last)
    days = [(span.revision.number, span.is_empty) for span in programs.revision_spans(program)]
    assert days == [(1, False), (3, False), (2, True), (4, False)]


@pytest.mark.django_db(transaction=True)
def test_of_two_coaches_who_publish_the_same_draft_at_once_one_does(program, bridge):
    raise_the_top(bridge, 15)
    seen = programs.draft_digest(programs.draft_rules(program), programs.latest_revision(program))
    gate = Barrier(2)

    def run(_coach):
        gate.wait(10)
        try:
            return programs.publish(program, on=MARCH_9, seen=seen).number
        except programs.DraftChanged:
            return "changed"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(map(str, pool.map(run, range(2)))) == ["2", "changed"]


def test_a_timeline_costs_one_query(program, django_assert_num_queries):
    with django_assert_num_queries(1):
        programs.timeline_of(program)


def test_the_queries_of_a_program_do_not_grow_with_its_steps(program, django_assert_num_queries):
    with django_assert_num_queries(4):
        programs.draft_rules(program)


def test_a_program_that_was_never_published_says_so():
    empty = Program.objects.create(slug="empty", name={"en": "Empty"})
    with pytest.raises(Revision.DoesNotExist, match="empty"):
        programs.timeline_of(empty)
    with pytest.raises(Revision.DoesNotExist, match="empty"):
        programs.revision_on(empty, MARCH_2)


def test_a_draft_stands_in_for_the_stored_step(program, bridge):
    bridge.amount_high = 15
    spec = programs.draft_rules(program, draft=(bridge, list(bridge.requires.all())))
    assert spec.by_exercise["glute-bridge"].amount == rules.program.Range(8, 15, 8)
    assert [s.exercise for s in spec.steps] == [
        s.exercise for s in programs.draft_rules(program).steps
    ]


def test_a_runner_is_enrolled_once_and_stays(program, runner):
    programs.enroll(runner, on=MARCH_2)
    again = programs.enroll(runner, on=MARCH_9)
    assert (again.program, again.since) == (program, MARCH_2)
    assert Enrollment.objects.for_user(runner).count() == 1


def test_a_runner_may_be_put_on_another_program(runner):
    other = Program.objects.create(slug="other", name={"en": "Other"})
    assert programs.enroll(runner, on=MARCH_2, program=other).program == other
