"""Every session that did not count, every offer and every empty day has its reason."""

import pytest

from .words import (
    BAND,
    BRIDGE,
    LIFT,
    MARCH,
    PRONE,
    SINGLE,
    STAND,
    Entry,
    answer,
    climbed,
    day,
    did,
    easy_week,
    go_on,
    lacked,
    log,
    morning,
    run,
    squeezed,
    status,
    view,
)


def felt(n, exercise, dose="3x10x5", left=6, right=8, **more):
    return did(n, exercise, dose, felt_left=left, felt_right=right, **more)


@pytest.mark.parametrize(
    ("exercise", "dose", "feedback", "missing"),
    [
        (PRONE, "3x10x5", {}, []),
        (PRONE, "3x10x5", {"felt_left": 6}, ["felt-left"]),
        (PRONE, "3x10x5", {"felt_left": 6, "felt_right": 5}, ["felt-left", "felt-right"]),
        (PRONE, "3x10x5", {"felt_right": None}, ["felt-right-not-given"]),
        (PRONE, "3x9x5", {}, ["amount"]),
        (PRONE, "3x10x4", {}, ["hold"]),
        (PRONE, "3x10", {}, ["hold-not-given"]),
        (PRONE, "1x10x5", {}, ["sets"]),
        (PRONE, "3x10x5", {"pain": 3}, ["pain"]),
        (PRONE, "3x10x5", {"pain": None}, ["pain-not-given"]),
        (PRONE, "3x10x5", {"effort": None, "form": None}, []),  # its bar does not read them
        (MARCH, "2x8x3", {"form": None}, ["form-not-given"]),
        (MARCH, "2x8x3", {"form": False}, ["form"]),
        (BRIDGE, "3x12x3", {"effort": 9}, ["effort"]),
        (BRIDGE, "3x12x3", {"effort": None}, ["effort-not-given"]),
        (LIFT, "2x4@40", {}, []),
    ],
)
def test_each_thing_that_the_last_session_lacked_is_named(exercise, dose, feedback, missing):
    last = view(log(did(1, exercise, dose, **feedback)), 2, exercise).last
    assert last.date == day(1)
    assert last.counted is (not missing)
    assert sorted(last.lacked) == sorted(missing)


def test_a_step_never_done_has_no_last_session():
    assert view(log(), 1, PRONE).last is None


def test_the_morning_after_still_judges_the_last_session():
    assert lacked(log(did(1, PRONE, "3x10x5"), morning(2, 4)), 2, PRONE) == ["pain"]


def test_a_session_that_lacked_something_gives_a_reason_with_the_value_and_what_is_wanted():
    told = view(log(felt(1, PRONE)), 2, PRONE)
    values = [reason.values for reason in told.reasons]
    assert any(6 in v.values() and 7 in v.values() for v in values) or any(
        "6" in repr(v) and "7" in repr(v) for v in values
    )


# A clinician


@pytest.mark.parametrize(
    ("entries", "advised"),
    [
        ([], False),
        ([did(9, BAND, "3x15", pain=7)], False),
        ([did(9, BAND, "3x15", pain=8)], True),
        ([run(9, pain=7)], False),
        ([run(9, pain=8)], True),
        ([morning(9, 7)], False),
        ([morning(10, 8)], True),  # this morning's
        ([did(8, BAND, "3x15", pain=6), did(9, BAND, "3x15", pain=6)], True),  # a closing
        ([morning(8, 3), morning(9, 4)], False),
        ([morning(8, 3), morning(9, 4), morning(10, 5)], True),
        ([morning(n, 2 if n == 8 else 3) for n in range(6, 11)], False),
        ([morning(8, 6), morning(10, 6)], True),
        ([did(n, BAND, "3x15", pain=4) for n in (7, 8)], False),
        ([did(n, BAND, "3x15", pain=4) for n in (7, 8, 9)], True),
    ],
)
def test_when_a_clinician_is_advised(entries, advised):
    assert answer(log(climbed(without=(BAND,)), entries), 10).clinician is advised


def test_the_line_on_a_clinician_stands_once_on_a_page():
    much = log(climbed(), did(9, BAND, "3x15", pain=9), morning(10, 9))
    told = answer(much, 10)
    lines = [*told.notes, *(reason for step in told.steps for reason in step.reasons)]
    assert [reason.code for reason in lines].count("clinician") == 1


def test_two_red_mornings_within_14_days():
    assert answer(log(climbed(), morning(9, 6), morning(22, 6)), 22).clinician is True
    assert answer(log(climbed(), morning(9, 6), morning(24, 6)), 24).clinician is False


# Offers


def offered(history, number, exercise):
    return {reason.code for reason in view(history, number, exercise).reasons}


POSITION = {"offer-position", "offer-one-side"}


@pytest.mark.parametrize(
    ("sessions", "is_offered"),
    [
        ([felt(n, PRONE) for n in range(1, 6)], False),
        ([felt(n, PRONE) for n in range(1, 7)], True),
        ([felt(n, PRONE, "1x10x5") for n in range(1, 7)], False),  # sets: two at least
        ([felt(n, PRONE, "3x9x5") for n in range(1, 7)], False),  # the amount lacked too
        ([felt(n, PRONE, effort=10) for n in range(1, 7)], True),  # its bar reads no effort
        # in all, not in a row
        ([felt(n, PRONE, left=6 if n % 2 else 8) for n in range(1, 12)], True),
        ([felt(n, PRONE, left=6 if n % 2 else 8) for n in range(1, 11)], False),
    ],
)
def test_six_sessions_that_lacked_felt_alone_bring_another_position(sessions, is_offered):
    """Never three in a row at the bar, so the squeeze is not proficient."""
    assert bool(POSITION & offered(log(sessions), 20, PRONE)) is is_offered


def test_felt_and_sets_count_as_well_where_there_are_two_sets_at_least():
    bridges = [felt(n, BRIDGE, "2x12x3") for n in range(1, 7)]
    assert POSITION & offered(log(squeezed(), bridges), 7, BRIDGE)


@pytest.mark.parametrize(
    ("days", "left", "right", "on", "is_offered"),
    [
        (range(1, 11), 6, 8, 11, False),  # ten sessions, not yet fourteen days
        (range(1, 15), 6, 8, 17, True),
        (range(1, 15), 4, 4, 17, True),
        (range(1, 15), 3, 8, 17, False),  # not felt at all on one side
        (range(1, 28, 3), 6, 8, 30, False),  # nine sessions
        (range(1, 31, 3), 6, 8, 31, True),
    ],
)
def test_going_on_is_offered_after_ten_such_sessions_and_fourteen_days(
    days, left, right, on, is_offered
):
    sessions = [felt(n, PRONE, left=left, right=right) for n in days]
    assert ("offer-going-on" in offered(log(sessions), on, PRONE)) is is_offered


def test_five_sessions_with_felt_4_on_both_sides_are_enough_for_going_on():
    def lived(fours):
        return log([felt(n, PRONE, left=4 if n <= fours else 3) for n in range(1, 16)])

    assert "offer-going-on" in offered(lived(5), 17, PRONE)
    assert "offer-going-on" not in offered(lived(4), 17, PRONE)


def test_taking_it_opens_what_waits():
    numb = [felt(n, name, left=4, right=4) for n in range(1, 16) for name in (PRONE, STAND)]
    assert status(log(numb, go_on(16, PRONE)), 16, MARCH) == "locked"
    assert status(log(numb, go_on(16, PRONE), go_on(16, STAND)), 16, MARCH) == "open"


def test_a_squeeze_gone_on_from_keeps_its_row_with_one_set():
    numb = [felt(n, name, left=4, right=4) for n in range(1, 16) for name in (PRONE, STAND)]
    gone = [numb, go_on(16, PRONE), go_on(16, STAND), did(16, PRONE, "3x10x5")]
    assert view(log(gone), 17, PRONE).row == 1
    assert view(log(gone, did(17, PRONE, "1x10x5")), 18, PRONE).row == 1


EASIER = POSITION | {"offer-easier"}


def test_six_sessions_without_a_raise_bring_the_easier_form():
    hard = [did(n, SINGLE, "2x6x1", effort=9) for n in range(1, 7)]
    assert "offer-easier" not in offered(log(climbed(without=(SINGLE,)), hard[:5]), 8, SINGLE)
    after = log(climbed(without=(SINGLE,)), [did(n, SINGLE, "2x6x1", effort=9)
                                             for n in range(8, 14)])  # fmt: skip
    assert EASIER & offered(after, 14, SINGLE)


def test_sessions_at_the_ceiling_or_proficient_never_count_as_without_a_raise():
    top = [did(n, BRIDGE, "3x12x3") for n in range(4, 24)]
    assert not EASIER & offered(log(squeezed(), top), 24, BRIDGE)


def test_three_amber_sessions_bring_the_easier_form_or_another_position():
    sore = [did(n, BRIDGE, "2x8x1", pain=4) for n in (4, 5, 6)]
    assert EASIER & offered(log(squeezed(), sore), 7, BRIDGE)
    assert not EASIER & offered(log(squeezed(), sore[:2]), 6, BRIDGE)


# Easy week


def easy_week_offered(history, number):
    return "offer-easy-week" in {note.code for note in answer(history, number).notes}


def weeks(*efforts, days=3):
    """Return weeks of training with so many days, each week with an effort of its own."""
    return [
        did(1 + 7 * week + 2 * n, STAND, "3x10x5", effort=effort)
        for week, effort in enumerate(efforts)
        for n in range(days)
    ]


def test_an_easy_week_is_offered_after_six_weeks_with_three_days_of_training():
    assert easy_week_offered(log(weeks(*[5] * 6)), 43)
    assert not easy_week_offered(log(weeks(*[5] * 5)), 36)
    assert not easy_week_offered(log(weeks(*[5] * 6, days=2)), 43)


def test_the_six_weeks_count_from_the_last_easy_week():
    assert not easy_week_offered(log(weeks(*[5] * 6), easy_week(29)), 43)


def test_an_easy_week_is_offered_when_effort_has_risen_by_one_and_a_half():
    assert easy_week_offered(log(weeks(5, 5, 7, 6)), 29)
    assert not easy_week_offered(log(weeks(5, 5, 6, 6)), 29)
    assert not easy_week_offered(log(weeks(7, 6, 5, 5)), 29)


def test_an_easy_week_that_is_put_off_is_offered_again_after_seven_days():
    """Ours: the written rules do not say how long."""
    put_off = log(weeks(*[5] * 8), Entry("easy_weeks_put_off", day(43)))
    notes = {note.code: note.values for note in answer(put_off, 49).notes}
    assert notes["easy-week-put-off"] == {"until": day(50)}
    assert not easy_week_offered(put_off, 49)
    assert easy_week_offered(put_off, 50)
    assert "easy-week-put-off" not in {note.code for note in answer(put_off, 50).notes}


# Empty days


def test_where_nothing_is_planned_the_notes_say_why():
    assert answer(log(climbed(), morning(9, 6)), 9).notes
    assert answer(log(), 1, screen="stop").notes
    hurt = [did(1, name, "3x10x5", pain=8) for name in (PRONE, STAND)]
    told = answer(log(hurt), 2)
    assert told.today == ()
    assert told.notes


def test_a_forgotten_squeeze_says_nothing_of_the_others():
    assert lacked(log(squeezed()), 4, PRONE) == lacked(log(squeezed()), 4, STAND) == []
