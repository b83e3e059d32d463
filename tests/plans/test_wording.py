from datetime import date

import pytest
from django.utils import translation

from plans import ladder_loader, rules
from plans.rules import Bar, Dose, Reason
from plans.wording import (
    RULES_SUMMARY,
    Wording,
    describe_bar,
    describe_dose,
    describe_load,
)
from plans.wording.sentences import SENTENCES
from tests.rules.lives import live

DAY = date(2026, 3, 6)
BAR = Bar(row=2, sets=3, amount=12, hold_s=3, felt=7, effort=8)
NAMES = {"glute-bridge": "Glute bridge", "band-walk": "Band walk", "wall-march-hold": "Wall march"}
EQUIPMENT = {"band": ("Loop band", "Walk without one.")}
# A value for each name that a reason can have.
VALUES = {
    "amount": 4,
    "band": 2,
    "bar": BAR,
    "before": 7.5,
    "by": 2,
    "days": 3,
    "done": 2,
    "dose": Dose(2, 8, 1),
    "easier": "band-walk",
    "effort": 9,
    "exercise": "glute-bridge",
    "exercises": ["glute-bridge", "band-walk"],
    "harder": "band-walk",
    "hold": 3,
    "hurt": "band-walk",
    "kind": "bar",
    "lifts": 1,
    "load_kg": 42.5,
    "minutes": 15,
    "missing": ["band"],
    "morning": 8,
    "more": 2,
    "most": 2,
    "next": DAY,
    "on": DAY,
    "other": "band-walk",
    "pain": 7,
    "row": 1,
    "sessions_in_a_row_needed": 2,
    "sessions": 6,
    "sets": 2,
    "to": 9,
    "until": DAY,
    "value": 6,
    "wanted": 7,
}


@pytest.fixture
def wording():
    return Wording("kg", NAMES, EQUIPMENT)


@pytest.fixture(scope="module")
def steps():
    return ladder_loader.shipped_rules(ladder_loader.shipped()[0]).by_exercise


def test_every_reason_has_words(wording):
    for code in SENTENCES:
        said = wording(Reason(code, VALUES))
        assert said.endswith(".")
        assert "%" not in said
        assert said[0].isupper() or said[0].isdecimal()


def test_the_wording_knows_every_reason_of_a_long_life():
    wording, seen = Wording("kg", {}, {}), set()
    for seed in range(6):
        for _, answer, _, _ in live(seed).lived:
            lines = [reason for line in (*answer.steps, *answer.today) for reason in line.reasons]
            for reason in (*lines, *answer.notes):
                assert wording(reason)
                seen.add(reason.code)
    assert len(seen) > 30


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("raise-amount", {"by": 1, "to": 9}), "All done last time, so one more: 9."),
        (Reason("raise-amount", {"by": 2, "to": 9}), "All done last time, so 2 more: 9."),
        (Reason("turn", {"days": None, "first": True}), "Not done yet, so it goes first."),
        (Reason("turn", {"days": None, "first": False}), "Not done yet."),
        (Reason("turn", {"days": 1}), "Its turn: last done yesterday."),
        (Reason("turn", {"days": 4}), "Its turn: last done 4 days ago."),
        (Reason("lift-due", {"days": None, "lifts": 0}), "Your first lift is due."),
        (
            Reason("lift-before-run", {"next": DAY}),
            "Tomorrow is a key run: the lift moves to 6 March, after the run.",
        ),
        (
            Reason("down-pain", {"pain": 6, "sets": 2, "load_kg": None}),
            "Pain was 6: easier now, 2 sets.",
        ),
        (
            Reason("down-pain", {"pain": 6, "sets": 1, "load_kg": 34.0}),
            "Pain was 6: easier now, 1 set at 34 kg.",
        ),
        (
            Reason("down-pain", {"pain": 6, "sets": 2, "unchanged": True}),
            "Pain was 6. The plan asks no less of it than this, so go gently.",
        ),
        (
            Reason("down-pain", {"pain": 6, "morning": 6, "sets": 2, "load_kg": 5}),
            "Pain was 6 on the morning after: easier now, 2 sets at 5 kg.",
        ),
        (
            Reason("again-pain", {"pain": 4, "morning": 4}),
            "Pain was 4 on the morning after: the same again, no more.",
        ),
        (
            Reason("again-pain", {"pain": 4, "morning": 4, "unchanged": True, "in_turn": True}),
            "Pain was 4 on the morning after: go gently.",
        ),
        (
            Reason("down-hurt", {"pain": 6, "sets": 2, "amount": 6, "hold": 3, "load_kg": 5}),
            "You said that it hurt: easier now, 2 × 6, hold 3 s at 5 kg.",
        ),
        (
            Reason("down-pain", {"pain": 6, "sets": 2, "amount": 10, "hold": 0}),
            "Pain was 6: easier now, 2 × 10.",
        ),
        (
            Reason("hit-once-at-top", {"whole": 3}),
            "All done at the top. With all 3 sets once more the load goes up.",
        ),
        (
            Reason("raise-sets", {"to": 3, "whole": 3}),
            "All done last time, so the whole dose has one set more now: 3.",
        ),
        (
            Reason("again-short", {"done": 2, "sets": 3}),
            "It was 2 of 3 sets last time: the whole dose stays as it was.",
        ),
        (Reason("again-short"), "Fewer sets than the whole dose: the same again."),
        (
            Reason("load-comes-after", {"other": "band-walk", "may_waive": True}),
            "A weight is offered once you are proficient in: Band walk. "
            "Or once you go on without it.",
        ),
        (
            Reason("easy-week", {"cut": True}),
            "Fewer sets: it is an easy week, with half the minutes.",
        ),
        (
            Reason("ask-load", {"sets": 2, "lightest": True}),
            "Choose a first load, the same for 2 sets: the empty bar or the lightest there is, as "
            "long as a clinician is advised.",
        ),
        (Reason("down-pain", {"pain": 7, "sets": 2, "alone": True}), "Pain was 7."),
        (
            Reason("again-pain", {"pain": 4, "morning": 4, "alone": True}),
            "Pain was 4 on the morning after.",
        ),
        (Reason("down-hurt", {"pain": 6, "alone": True}), "You said that it hurt."),
        (
            Reason("down-sore", {"pain": 4, "sessions": 6, "alone": True}),
            "Pain of 3 or more in 6 sessions of late.",
        ),
        (
            Reason("easy-week-kept", {"lowered": True}),
            "It came down for pain. The last session was in an easy week: the same again.",
        ),
        (
            Reason("away-fewer", {"days": 12, "since": True}),
            "Not done since your 12 days off in a row: one set fewer this time.",
        ),
        (
            Reason("away-fewer", {"days": 12, "since": True, "unchanged": True}),
            "Not done since your 12 days off in a row. It is at its fewest sets already, so go "
            "gently.",
        ),
        (
            Reason("activation-turn", {"room": True}),
            "You have both squeezes now: in turn, and one set is enough; more where your minutes "
            "have room.",
        ),
        (
            Reason("down-effort", {"effort": 9, "load_kg": 34.0}),
            "Effort of 9 or 10 three times in a row: easier now, 34 kg.",
        ),
        (
            Reason("ask-load", {"sets": 2, "lighter": True}),
            "Choose a first load, lighter than last time and the same for 2 sets: one you could "
            "move ten times with ease.",
        ),
        (
            Reason("lacked-climbing", {"dose": Dose(2, 8, 1), "bar": BAR, "lowered": True}),
            "2 × 8 × 1 s was asked; 3 × 12 × 3 s counts.",
        ),
        (
            Reason("no-equipment", {"exercise": "x", "missing": ["oar"], "may_waive": True}),
            "X is left out. Missing: oar. Or go on without it: open its step on your plan page.",
        ),
        (
            Reason("down-lighter", {"sets": 2, "load_kg": 57.5}),
            "Lighter than asked twice, so it follows you: 57.5 kg.",
        ),
        (
            Reason("raise-load", {"band": 3, "amount": 15}),
            "All done at the top twice: up to band 3, back down to 15.",
        ),
        (Reason("lacked-felt-left", {"value": 6, "wanted": 7}), "Left felt 6; 7 counts."),
        (Reason("lacked-sets", {"value": 1, "wanted": 3}), "1 set; 3 count."),
        (
            Reason("lacked-load", {"value": 37.5, "wanted": 40.0, "kind": "bar"}),
            "37.5 kg; 40 kg counts.",
        ),
        (
            Reason("lacked-load", {"value": 1, "wanted": 2, "kind": "band"}),
            "band 1; band 2 counts.",
        ),
        (Reason("lacked-form-not-given"), "Form was not answered."),
        (
            Reason("lacked-climbing", {"dose": Dose(2, 8, 1), "bar": BAR}),
            "On the way to the bar: 2 × 8 × 1 s is asked so far, 3 × 12 × 3 s counts.",
        ),
        (
            Reason("lacked-climbing", {"dose": Dose(2, 7, 1), "bar": Bar(2, 3, 8)}),
            "On the way to the bar: 2 × 7 is asked so far, 3 × 8 counts.",  # which asks no hold
        ),
        (
            Reason("offer-easy-week", {"weeks": 6}),
            "Six weeks of training in a row: an easy week would do you good.",
        ),
        (
            Reason("offer-easy-week", {"effort": 7.8, "before": 6.1}),
            "Effort rose from 6.1 to 7.8: an easy week would do you good.",
        ),
        (
            Reason("stalled", {"sessions": 6, "easier": None}),
            "6 sessions without a step up.",
        ),
        (
            Reason(
                "needs",
                {
                    "exercise": "glute-bridge",
                    "row": 1,
                    "sessions_in_a_row_needed": 2,
                    "bar": BAR,
                },
            ),
            "Waits for: Glute bridge. 1 of 2 sessions at 3 × 12 × 3 s.",
        ),
        (
            Reason(
                "next",
                {"row": 1, "sessions_in_a_row_needed": 2, "bar": BAR, "exercise": "x"},
            ),
            "1 of 2 sessions at 3 × 12 × 3 s, felt 7 or more, effort 8 or less, pain 2 or less.",
        ),
        (
            Reason("no-equipment", {"exercise": "band-walk", "missing": ["band"]}),
            "Band walk is left out. Missing: Loop band. Walk without one.",
        ),
        (Reason("reopens-on", {"on": DAY}), "It opens again on 6 March at the earliest."),
        (
            Reason("reopens-after", {"exercises": ["glute-bridge"], "days": 1, "on": DAY}),
            "It opens again after 1 more day with pain 2 or less in this or what builds on it: "
            "Glute bridge. Not before 6 March.",
        ),
        (
            Reason("reopens-after", {"exercises": ["glute-bridge", "band-walk"], "days": 2}),
            "It opens again after 2 more days with pain 2 or less in each of these or what builds "
            "on it: Glute bridge · Band walk.",
        ),
        (
            Reason("red-today", {"exercise": "glute-bridge", "hurt": "glute-bridge"}),
            "Glute bridge rests today: its pain was 6 or more.",
        ),
        (
            Reason("reopens-on", {"on": DAY, "never_open": True}),
            "It can open on 6 March at the earliest.",
        ),
        (
            Reason(
                "reopens-after",
                {"exercises": ["glute-bridge"], "days": 1, "on": DAY, "never_open": True},
            ),
            "It can open after 1 more day with pain 2 or less in this or what builds on it: "
            "Glute bridge. Not before 6 March.",
        ),
        (
            Reason("lift-red-day", {"next": DAY, "then": "lift-weekly"}),
            "No lift on the day of pain of 6 or more, nor on the next. The next one can be on "
            "6 March. Until then the lifts of these seven days are done.",
        ),
        (
            Reason("again-pain", {"pain": 5, "morning": 8}),
            "Pain was 8 on the morning after a lift, which counts as 5 here: the same again, "
            "no more.",
        ),
        (
            Reason("back-shut", {"locked": True}),
            "Once it opens: easier than before, from the bottom of the range.",
        ),
        (
            Reason(
                "next",
                {"row": 0, "sessions_in_a_row_needed": 1, "bar": BAR, "exercise": "x", "again": 1},
            ),
            "Proficient again after one session at 3 × 12 × 3 s, felt 7 or more, effort 8 or "
            "less, pain 2 or less.",
        ),
        (
            Reason(
                "needs",
                {
                    "exercise": "glute-bridge",
                    "row": 0,
                    "sessions_in_a_row_needed": 1,
                    "bar": BAR,
                    "again": True,
                },
            ),
            "Waits for: Glute bridge. One session at 3 × 12 × 3 s.",
        ),
    ],
)
def test_reasons_are_said_plainly(wording, reason, said):
    assert wording(reason) == said


def test_an_exercise_without_a_name_is_called_by_its_slug(wording):
    assert wording(Reason("no-time", {"exercise": "hip-thrust"})) == (
        "Next in turn, on another day: Hip thrust."
    )


def test_what_is_in_turn_later_is_said_in_one_line(wording):
    crowded = [Reason("no-time", {"exercise": slug}) for slug in ("glute-bridge", "band-walk")]
    clinician = Reason("clinician", {"on": date(2026, 3, 2)})
    said = wording.lines([clinician, *crowded, clinician])
    assert said == [
        "Have a clinician look at the pain of 2 March.",
        "Next in turn, on another day: Glute bridge · Band walk.",
    ]
    assert wording.lines(crowded[:1]) == ["Next in turn, on another day: Glute bridge."]


def test_loads_are_said_in_the_runners_units():
    reason = Reason("entry", {"load_kg": 40.0})
    assert Wording()(reason) == "The load you chose: 40 kg."
    assert Wording("lb")(reason) == "The load you chose: 88.2 lb."


def test_a_load_typed_back_in_pounds_reaches_the_target():
    for load_kg in (step / 2 for step in range(1, 800)):
        pounds = float(describe_load(load_kg, "lb").split()[0])
        assert load_kg <= round(pounds * 0.45359237, 9) < load_kg + 0.06


def test_a_load_entered_in_pounds_is_shown_as_entered():
    assert [describe_load(round(lb * 0.45359237, 9), "lb") for lb in (45, 90, 100, 135)] == [
        "45 lb",
        "90 lb",
        "100 lb",
        "135 lb",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("library")
def test_names_are_looked_up_once_and_only_when_wanted(django_assert_num_queries):
    wording = Wording()
    with django_assert_num_queries(0):
        wording(Reason("fourth-set"))
    with django_assert_num_queries(1):
        said = [wording(Reason("no-time", {"exercise": slug})) for slug in NAMES]
    assert said[-1] == "Next in turn, on another day: Wall march, hold."


@pytest.mark.parametrize(
    ("exercise", "dose", "said"),
    [
        ("prone-squeeze", Dose(3, 10, 5), "3 × 10, hold 5 s"),
        ("single-leg-bridge", Dose(3, 8, 3), "3 × 8 each side, hold 3 s"),
        ("band-walk", Dose(2, 15), "2 × 15 steps each way"),
        ("wall-march-quick", Dose(3, 20), "3 × 20 switches"),
        ("deadlift", Dose(2, 6, 0, 40.0), "2 × 6, 40 kg"),
        ("single-leg-deadlift", Dose(2, 6), "2 × 6 each side"),
        ("single-leg-deadlift", Dose(2, 6, 0, 8.0), "2 × 6 each side, 8 kg in each hand"),
    ],
)
def test_doses_are_said_as_people_write_them(steps, exercise, dose, said):
    assert describe_dose(steps[exercise], dose) == said


def test_a_dose_is_said_in_pounds_too(steps):
    assert describe_dose(steps["deadlift"], Dose(2, 6, 0, 42.5), "lb") == "2 × 6, 93.7 lb"


@pytest.mark.parametrize(
    ("exercise", "said"),
    [
        (
            "glute-bridge",
            "2 sessions at 3 × 12 × 3 s, felt 7 or more, effort 8 or less, pain 2 or less",
        ),
        ("wall-march-hold", "2 sessions at 2 × 8 × 3 s each side, felt 7 or more, form held, "
         "pain 2 or less"),
        ("band-walk", "2 sessions at 3 × 15 steps each way, felt 7 or more, pain 2 or less"),
        ("deadlift", "4 sessions at 2 × 4 at the target load or more, form held, "
         "effort 8 or less, pain 2 or less"),
    ],
)  # fmt: skip
def test_bars_are_said_whole(steps, exercise, said):
    step = steps[exercise]
    assert describe_bar(step.bar, step) == said


def test_every_rule_says_whose_it_is():
    assert {source for _, source in RULES_SUMMARY} == {"article", "ours"}
    assert all(str(sentence).endswith(".") for sentence, _ in RULES_SUMMARY)


def test_what_rests_for_the_same_pain_is_said_in_one_line(wording):
    def rests(exercise, hurt):
        return Reason("red-today", {"exercise": exercise, "hurt": hurt})

    bridge, march = "glute-bridge", "wall-march-hold"
    assert wording.lines([rests(bridge, bridge), rests("band-walk", bridge)]) == [
        "Pain was 6 or more in: Glute bridge. What rests today: Glute bridge · Band walk."
    ]
    assert len(wording.lines([rests(bridge, bridge), rests("band-walk", march)])) == 2


@pytest.mark.parametrize(
    ("code", "because", "words"),
    [
        (
            "hurts-below",
            "hurt",
            "It hurts: Standing squeeze. What builds on it rests too: Glute bridge · Band walk.",
        ),
        (
            "red-below-yesterday",
            "hurt",
            "It hurt: Standing squeeze. What builds on it rests through 3 March too: "
            "Glute bridge · Band walk.",
        ),
        (
            "comes-after",
            "other",
            "First a day with: Standing squeeze. What comes back after it: Glute bridge · "
            "Band walk.",
        ),
    ],
)
def test_what_waits_for_the_same_exercise_is_said_in_one_line(wording, code, because, words):
    cause = {because: "standing-squeeze"}
    cause |= {"until": date(2026, 3, 3)} if code == "red-below-yesterday" else {}
    both = [Reason(code, {"exercise": one} | cause) for one in ("glute-bridge", "band-walk")]
    assert wording.lines(both) == [words]
    assert wording.lines(both[:1]) == [wording(both[0])]
    other = Reason(code, cause | {"exercise": "band-walk", because: "wall-march-hold"})
    assert len(wording.lines([both[0], other])) == 2


def test_no_set_is_said_to_be_fewer_where_none_is(wording):
    fewer = "After 11 days off in a row: one set fewer this time."
    same = "After 11 days off in a row. It is at its fewest sets already, so go gently."
    assert wording(Reason("away-fewer", {"days": 11})) == fewer
    assert wording(Reason("away-fewer", {"days": 11, "unchanged": True})) == same


@pytest.mark.parametrize(
    ("code", "then"),
    [
        ("away-fewer", "one set fewer this time."),
        ("away-bottom", "easier again, from the bottom of the range."),
        ("away-low", "from the bottom again, and nothing is lost."),
        ("away-restart", "you start again at the bottom."),
    ],
)
def test_days_without_a_lift_are_not_called_days_off(wording, code, then):
    said = wording(Reason(code, {"days": 16, "lift": True}))
    assert said == f"16 days in a row without a lift since this one: {then}"


def test_a_lift_at_its_fewest_sets_is_not_said_to_follow_days_off(wording):
    values = {"days": 11, "lift": True, "unchanged": True}
    assert "days off" not in wording(Reason("away-fewer", values))


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("down-pain", {"pain": 7, "sets": 2, "in_turn": True}), "Pain was 7: go gently."),
        (
            Reason("easy-week-put-off", {"until": DAY, "ended": True}),
            "You ended an easy week. It is offered again on 6 March.",
        ),
        (
            Reason("entry", {"load_kg": 5.0, "taken_kg": 7.0}),
            "You took 7 kg; in your smallest steps that makes 5 kg.",
        ),
        (
            Reason("lift-rests", {"next": DAY, "then": "lift-before-run"}),
            "A full day off comes between two lifts. The next one can be on 6 March. The day "
            "before a key run has no lift; on its own day the run comes first.",
        ),
        (
            Reason("lift-before-run", {"next": DAY, "then": "lift-weekly"}),
            "Tomorrow is a key run: the lift moves to 6 March. "
            "Until then the lifts of these seven days are done.",
        ),
        (Reason("raise-hold", {"to": 2}), "All done last time, so one second more is asked: 2 s."),
        (Reason("raise-sets", {"to": 3}), "All done last time, so one set more is asked: 3."),
    ],
)
def test_a_reason_says_no_more_than_what_was(wording, reason, said):
    assert wording(reason) == said


def test_numbers_and_dates_follow_the_readers_language(wording):
    with translation.override("de"):
        assert describe_load(42.5) == "42,5 kg"
        assert "6.\xa0März" in wording(Reason("reopens-on", {"on": DAY}))


def test_every_line_of_a_plan_can_be_said(steps):
    program = ladder_loader.shipped_rules(ladder_loader.shipped()[0])
    wording = Wording("kg", {}, {})
    for screen in ("clear", "ask", "stop"):
        answer = rules.plan(program, rules.History(), DAY, rules.Runner(screen=screen))
        lines = [*answer.steps, *answer.today]
        assert all(wording(reason) for line in lines for reason in line.reasons)
        assert all(map(wording, answer.notes))


@pytest.mark.parametrize(
    ("code", "values", "said"),
    [
        ("again-pain", {}, "Pain was 5: go gently."),
        (
            "down-pain",
            {"sets": 2},
            "Pain was 5: easier now, 2 sets. The plan asks no less of it than this, so go gently.",
        ),
        ("down-pain", {"sets": 2, "in_turn": True}, "Pain was 5: go gently."),
        (
            "down-pain",
            {"sets": 2, "morning": 7},
            "Pain was 7 on the morning after a lift, which counts as 5 here: easier now, 2 sets. "
            "The plan asks no less of it than this, so go gently.",
        ),
        (
            "down-sets",
            {"sets": 2, "sore": 5},
            "Pain was 5. Short of the range twice: 2 sets for now. "
            "The plan asks no less of it than this, so go gently.",
        ),
    ],
)
def test_more_than_what_was_done_and_hurt_asks_to_go_gently(wording, code, values, said):
    pain = {} if "sore" in values else {"pain": 5}
    assert wording(Reason(code, {**values, **pain, "gently": True})) == said


def test_both_sides_that_were_not_answered_are_one_sentence(wording):
    sides = [Reason(f"lacked-felt-{side}-not-given") for side in ("left", "right")]
    assert wording.lines(sides) == ["How either side felt was not answered."]
    assert wording.lines(sides[1:]) == ["How the right side felt was not answered."]


def test_a_name_stands_after_a_colon_or_first(wording):
    """Names have a capital, and no article that a language could bend."""
    names = (*NAMES.values(), EQUIPMENT["band"][0])
    for code in SENTENCES:
        said = wording(Reason(code, VALUES))
        for name in names:
            for before in said.split(name)[:-1]:
                assert not before or before.rstrip().endswith((":", ".", "·")), said


def test_steps_and_lifts_that_pain_has_shut_are_one_line(wording):
    notes = [Reason("steps-closed", {"exercises": ["glute-bridge"]}), Reason("lifts-shut")]
    assert wording.lines(notes) == [
        "Closed after too much pain: Glute bridge. The lifts are shut too. "
        "Your plan page says until when."
    ]
    assert len(wording.lines(notes[1:])) == 1


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            Reason("down-effort", {"sets": 2, "effort": 9, "sore": 5}),
            "Pain was 5. Effort of 9 or 10 three times in a row: easier now, 2 sets.",
        ),
        (
            Reason("down-sets", {"sets": 2, "sore": 4, "morning": 4}),
            "Pain was 4 on the morning after. Short of the range twice: 2 sets for now.",
        ),
        (
            Reason("down-sets", {"sets": 2, "sore": 5, "morning": 7}),
            "Pain was 7 on the morning after a lift, which counts as 5 here. "
            "Short of the range twice: 2 sets for now.",
        ),
        (
            Reason("again-pain", {"pain": 4, "load_left_out": True}),
            "Pain was 4: the same again, no more. Without the load for now.",
        ),
        (
            Reason("lacked-pain", {"value": 7, "wanted": 2, "morning": 7}),
            "Pain 7 on the morning after; 2 or less counts.",
        ),
        (
            Reason("lacked-pain", {"value": 5, "wanted": 2, "morning": 8}),
            "Pain 8 on the morning after a lift, which counts as 5 here; 2 or less counts.",
        ),
        (Reason("lacked-pain", {"value": 7, "wanted": 2}), "Pain 7; 2 or less counts."),
        (Reason("again-pain", {"pain": 4, "alone": True}), "Pain was 4."),
        (
            Reason("down-pain", {"pain": 9, "morning": 9, "unchanged": True, "alone": True}),
            "Pain was 9 on the morning after.",
        ),
        (
            Reason("away-fewer", {"days": 11, "raise_waits": True, "unchanged": True}),
            "After 11 days off in a row. It is at its fewest sets already, so go gently. "
            "The step up waits.",
        ),
        (Reason("offer-sets", {"more": 1}), "Do 1 set more: that is all that is missing."),
        (Reason("offer-sets", {"more": 2}), "Do 2 sets more: that is all that is missing."),
        (Reason("fourth-set"), "You did more than three sets, so four it is: the most."),
    ],
)
def test_pain_comes_first_and_each_number_is_the_one_that_was(wording, reason, said):
    assert wording(reason) == said
