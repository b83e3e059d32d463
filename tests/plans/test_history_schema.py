import json
from datetime import date
from pathlib import Path

import pytest

from plans.history_schema import Refused, parse_history
from plans.rules import Choice, Feedback, History, Morning, Run, Session, SetDone, Settings

ON = date(2026, 3, 4)
EXERCISES = {"glute-bridge", "band-walk", "deadlift"}
EQUIPMENT = {"mat", "band", "dumbbells"}
GIVEN = {
    "sessions": [
        {
            "date": "2026-03-02",
            "exercise": "glute-bridge",
            "anytime": False,
            "primer": False,
            "sets": [{"side": "both", "amount": 12, "hold_s": 3, "load_kg": 7.5, "band": 2}],
            "felt_left": 8,
            "felt_right": 7,
            "pain": 0,
            "effort": 6,
            "form": True,
        }
    ],
    "mornings": [{"date": "2026-03-03", "pain": 4, "place": "lower-leg", "from_training": False}],
    "runs": [
        {
            "date": "2026-03-03",
            "kind": "key",
            "minutes": 50,
            "felt_left": 6,
            "felt_right": 7,
            "pain": 0,
        },
        {"date": "2026-03-08", "kind": "race", "minutes": 40.0},
    ],
    "overrides": [{"date": "2026-03-03", "exercise": "deadlift"}],
    "waived": [{"date": "2026-03-01", "exercise": "band-walk"}],
    "going_on": [{"date": "2026-03-02", "exercise": "glute-bridge"}],
    "easy_weeks": [{"date": "2026-03-02"}],
    "easy_weeks_put_off": [{"date": "2026-03-01"}],
    "easy_weeks_ended": [{"date": "2026-03-03"}],
    "settings": [
        {
            "date": "2026-03-01",
            "lifts": 3,
            "bands": 3.0,
            "heaviest": {"hand": 12, "hips": None},
            "equipment": ["band", "mat"],
        },
        {"date": "2026-03-02", "heaviest": {}},
    ],
}


def read(given):
    return parse_history(json.dumps(given), on=ON, exercises=EXERCISES, equipment=EQUIPMENT)


def with_session(**changes):
    return {"sessions": [GIVEN["sessions"][0] | changes]}


def with_set(**changes):
    return with_session(sets=[{"side": "both", "amount": 12} | changes])


def without(session, *names):
    return {"sessions": [{k: v for k, v in session.items() if k not in names}]}


def test_a_whole_history_is_read_as_the_rules_want_it():
    assert read(GIVEN) == History(
        sessions=(
            Session(
                date(2026, 3, 2),
                "glute-bridge",
                (SetDone("both", 12, 3, 7.5, 2),),
                Feedback(felt_left=8, felt_right=7, pain=0, effort=6, form=True),
            ),
        ),
        mornings=(Morning(date(2026, 3, 3), 4, "lower-leg", from_training=False),),
        runs=(
            Run(date(2026, 3, 3), "key", 50, 6, 7, 0),
            Run(date(2026, 3, 8), "race", 40),
        ),
        overrides=(Choice(date(2026, 3, 3), "deadlift"),),
        waived=(Choice(date(2026, 3, 1), "band-walk"),),
        going_on=(Choice(date(2026, 3, 2), "glute-bridge"),),
        easy_weeks=(date(2026, 3, 2),),
        easy_weeks_put_off=(date(2026, 3, 1),),
        easy_weeks_ended=(date(2026, 3, 3),),
        settings=(
            Settings(
                date(2026, 3, 1), 3, 3, {"hand": 12, "hips": None}, frozenset({"band", "mat"})
            ),
            Settings(date(2026, 3, 2), heaviest={}),
        ),
    )


def test_what_may_be_left_out_is_left_out():
    bare = {"date": "2026-03-04", "exercise": "deadlift", "sets": [{"side": "left", "amount": 1}]}
    assert read({"sessions": [bare]}).sessions == (
        Session(ON, "deadlift", (SetDone("left", 1),), Feedback()),
    )
    assert read({}) == History()


def test_null_is_as_good_as_left_out():
    assert read(with_session(pain=None, form=None)).sessions[0].feedback == Feedback(8, 7, None, 6)


@pytest.mark.parametrize("what", ["anytime", "primer"])
def test_any_time_squeezes_and_primers_are_no_session(what):
    assert read(with_session(**{what: True})).sessions == ()


@pytest.mark.parametrize("what", ["anytime", "primer"])
def test_any_time_squeezes_and_primers_are_checked_like_the_rest(what):
    with pytest.raises(Refused, match=r"^sessions\[0\]\.sets\[0\]\.amount: "):
        read(with_session(**{what: True}, sets=[{"side": "both", "amount": 0}]))


def test_a_whole_number_may_have_a_point():
    given = with_session(
        sets=[{"side": "both", "amount": 12.0, "hold_s": 3.0, "load_kg": 40, "band": 1.0}],
        felt_left=8.0, felt_right=7.0, pain=0.0, effort=6.0,
    )  # fmt: skip
    [session] = read(given).sessions
    assert session.sets == (SetDone("both", 12, 3, 40.0, 1),)
    assert session.feedback == Feedback(8, 7, 0, 6, form=True)
    assert all(type(value) is int for value in (session.sets[0].amount, session.feedback.pain))


@pytest.mark.parametrize(
    ("given", "is_from_training"), [({}, True), ({"from_training": None}, True)]
)
def test_a_morning_from_nobody_knows_what_counts_as_from_training(given, is_from_training):
    [morning] = read(
        {"mornings": [{"date": "2026-03-03", "pain": 6, "place": None} | given]}
    ).mornings
    assert morning == Morning(date(2026, 3, 3), 6, None, is_from_training)


SESSION = GIVEN["sessions"][0]
MORNING = {"date": "2026-03-03", "pain": 6}
RUN = {"date": "2026-03-03", "kind": "easy", "minutes": 30}
SETTINGS = {"date": "2026-03-03"}


REFUSED = [
    ([], "history"),
    ("text", "history"),
    ({"session": []}, "session"),
    ({"sessions": {}}, "sessions"),
    ({"sessions": None}, "sessions"),
    ({"sessions": [SESSION, 3]}, "sessions[1]"),
    ({"sessions": [{"\ud800": 1}]}, "sessions[0]"),
    (with_session(rpe=8), "sessions[0].rpe"),
    (without(SESSION, "date"), "sessions[0].date"),
    (without(SESSION, "exercise"), "sessions[0].exercise"),
    (without(SESSION, "sets"), "sessions[0].sets"),
    (with_session(date="2 March"), "sessions[0].date"),
    (with_session(date="20260302"), "sessions[0].date"),
    (with_session(date="2026-02-30"), "sessions[0].date"),
    (with_session(date="0001-01-01"), "sessions[0].date"),
    (with_session(date=20260302), "sessions[0].date"),
    (with_session(date="2026-03-05"), "sessions[0].date"),
    (with_session(exercise="squat"), "sessions[0].exercise"),
    (with_session(exercise=["deadlift"]), "sessions[0].exercise"),
    (with_session(anytime=None), "sessions[0].anytime"),
    (with_session(anytime=1), "sessions[0].anytime"),
    (with_session(sets=[]), "sessions[0].sets"),
    (with_session(sets="3x8"), "sessions[0].sets"),
    (with_session(sets=[[]]), "sessions[0].sets[0]"),
    (with_session(felt_left=11), "sessions[0].felt_left"),
    (with_session(felt_right=-1), "sessions[0].felt_right"),
    (with_session(pain="0"), "sessions[0].pain"),
    (with_session(pain=True), "sessions[0].pain"),
    (with_session(effort=6.5), "sessions[0].effort"),
    (with_session(form=1), "sessions[0].form"),
    (with_session(sets=[{"amount": 8}]), "sessions[0].sets[0].side"),
    (with_session(sets=[{"side": "both"}]), "sessions[0].sets[0].amount"),
    (with_set(side="middle"), "sessions[0].sets[0].side"),
    (with_set(amount=0), "sessions[0].sets[0].amount"),
    (with_set(amount=1000), "sessions[0].sets[0].amount"),
    (with_set(amount=8.5), "sessions[0].sets[0].amount"),
    (with_set(amount=1e300), "sessions[0].sets[0].amount"),
    (with_set(band=0), "sessions[0].sets[0].band"),
    (with_set(band=6), "sessions[0].sets[0].band"),
    (with_set(band="red"), "sessions[0].sets[0].band"),
    (with_session(primer=None), "sessions[0].primer"),
    (with_session(primer="yes"), "sessions[0].primer"),
    (with_set(amount=True), "sessions[0].sets[0].amount"),
    (with_set(amount=None), "sessions[0].sets[0].amount"),
    (with_set(hold_s=-1), "sessions[0].sets[0].hold_s"),
    (with_set(hold_s=601), "sessions[0].sets[0].hold_s"),
    (with_set(load_kg=999.5), "sessions[0].sets[0].load_kg"),
    (with_set(load_kg=-0.5), "sessions[0].sets[0].load_kg"),
    (with_set(load_kg=False), "sessions[0].sets[0].load_kg"),
    (with_set(load_kg="40"), "sessions[0].sets[0].load_kg"),
    (with_set(reps=8), "sessions[0].sets[0].reps"),
    ({"mornings": [{"date": "2026-03-03"}]}, "mornings[0].pain"),
    ({"mornings": [{"date": "2026-03-05", "pain": 0}]}, "mornings[0].date"),
    ({"mornings": [{"date": "2026-03-03", "pain": None}]}, "mornings[0].pain"),
    ({"mornings": [{"date": "2026-03-03", "pain": p} for p in (0, 0)]}, "mornings[1].date"),
    ({"mornings": [MORNING | {"place": "head"}]}, "mornings[0].place"),
    ({"mornings": [MORNING | {"from_training": 1}]}, "mornings[0].from_training"),
    ({"runs": {}}, "runs"),
    ({"runs": [RUN | {"date": "soon"}]}, "runs[0].date"),
    ({"runs": [RUN | {"kind": "fast"}]}, "runs[0].kind"),
    ({"runs": [{"date": "2026-03-03", "minutes": 30}]}, "runs[0].kind"),
    ({"runs": [{"date": "2026-03-03", "kind": "easy"}]}, "runs[0].minutes"),
    ({"runs": [RUN | {"minutes": 0}]}, "runs[0].minutes"),
    ({"runs": [RUN | {"minutes": 30.5}]}, "runs[0].minutes"),
    ({"runs": [RUN | {"felt_left": 11}]}, "runs[0].felt_left"),
    ({"runs": [RUN | {"pain": -1}]}, "runs[0].pain"),
    ({"runs": [RUN | {"effort": 5}]}, "runs[0].effort"),
    ({"going_on": [{"date": "2026-03-05", "exercise": "deadlift"}]}, "going_on[0].date"),
    ({"going_on": [{"date": "2026-03-03", "exercise": "squat"}]}, "going_on[0].exercise"),
    ({"easy_weeks": ["2026-03-03"]}, "easy_weeks[0]"),
    ({"easy_weeks": [{"date": "2026-03-05"}]}, "easy_weeks[0].date"),
    ({"easy_weeks": [{"date": "2026-03-03", "exercise": "deadlift"}]}, "easy_weeks[0].exercise"),
    ({"settings": [{"bands": 3}]}, "settings[0].date"),
    ({"settings": [{"date": "2026-03-05"}]}, "settings[0].date"),
    ({"settings": [SETTINGS | {"lifts": 4}]}, "settings[0].lifts"),
    ({"settings": [SETTINGS | {"lifts": None}]}, "settings[0].lifts"),
    ({"settings": [SETTINGS | {"bands": 0}]}, "settings[0].bands"),
    ({"settings": [SETTINGS | {"heaviest": 12}]}, "settings[0].heaviest"),
    ({"settings": [SETTINGS | {"heaviest": {"foot": 12}}]}, "settings[0].heaviest.foot"),
    ({"settings": [SETTINGS | {"heaviest": {"bar": -1}}]}, "settings[0].heaviest.bar"),
    ({"settings": [SETTINGS | {"heaviest": {"bar": "1"}}]}, "settings[0].heaviest.bar"),
    ({"settings": [SETTINGS | {"equipment": "band"}]}, "settings[0].equipment"),
    ({"settings": [SETTINGS | {"equipment": ["rope"]}]}, "settings[0].equipment[0]"),
    ({"settings": [SETTINGS | {"equipment": [1]}]}, "settings[0].equipment[0]"),
    ({"settings": [SETTINGS | {"minutes": 15}]}, "settings[0].minutes"),
    ({"overrides": [{"date": "2026-03-05", "exercise": "deadlift"}]}, "overrides[0].date"),
    ({"overrides": [{"date": "2026-03-03", "exercise": "squat"}]}, "overrides[0].exercise"),
    ({"waived": [{"date": "2026-03-05", "exercise": "band-walk"}]}, "waived[0].date"),
    ({"waived": [{"exercise": "band-walk"}]}, "waived[0].date"),
    ({"waived": ["band-walk"]}, "waived[0]"),
]


def test_what_does_not_fit_is_refused_by_its_place():
    for given, place in REFUSED:
        with pytest.raises(Refused) as refused:
            read(given)
        assert str(refused.value).startswith(f"{place}: ")


NOT_JSON = [
    b"",
    b"not json",
    b'{"sessions": [}',
    b'{"sessions": NaN}',
    b'{"sessions": Infinity}',
    b"\xff\xfe\x00",
    b"[" * 100_000,
]


def test_what_is_not_json_is_refused():
    for text in NOT_JSON:
        with pytest.raises(Refused, match=r"^history: not JSON: "):
            parse_history(text, on=ON, exercises=EXERCISES, equipment=EQUIPMENT)


def test_a_number_too_great_for_json_is_refused():
    text = json.dumps(with_set(load_kg=1)).replace('"load_kg": 1', '"load_kg": 1e999')
    with pytest.raises(Refused, match=r"load_kg: "):
        parse_history(text, on=ON, exercises=EXERCISES, equipment=EQUIPMENT)


def test_the_example_of_the_docs_is_read():
    page = (Path(__file__).parents[2] / "docs" / "coaching.md").read_text()
    example = page.split("```json\n")[1].split("```")[0]
    assert all(json.loads(example).values())
    known = {"exercises": EXERCISES | {"prone-squeeze"}, "equipment": EQUIPMENT}
    history = parse_history(example, on=ON, **known)
    assert (len(history.sessions), len(history.settings)) == (1, 1)
