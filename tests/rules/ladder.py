"""The shipped ladder as values, for tests without a database. tests/plans compares the two."""

from dataclasses import replace

from plans.rules import Bar, Program, Range, Step

SQUEEZES = PRONE, STAND = "prone-squeeze", "standing-squeeze"
MARCH, QUICK = "wall-march-hold", "wall-march-quick"
BRIDGE, SINGLE, BAND = "glute-bridge", "single-leg-bridge", "band-walk"
LIFT, EACH = "deadlift", "single-leg-deadlift"
LIFT_NEEDS = MARCH, SINGLE, BAND


def squeeze(exercise, equipment=()):
    return Step(
        exercise,
        "activate",
        "repetitions",
        each_side=False,
        sets=Range(2, 3, 3),
        amount=Range(10, 10, 10),
        hold=Range(5, 5, 5),
        up_s=1,
        down_s=2,
        rest_s=20,
        activation=True,
        equipment=equipment,
        bar=Bar(3, 2, 10, 5, felt=7),
        primer=True,
    )


GLUTES_THAT_FIRE = Program(
    "glutes-that-fire",
    (
        squeeze("prone-squeeze", (("mat",),)),
        squeeze("standing-squeeze"),
        Step(
            "wall-march-hold",
            "march",
            "repetitions",
            each_side=True,
            sets=Range(2, 3, 2),
            amount=Range(6, 8, 6),
            hold=Range(1, 3, 1),
            up_s=1,
            down_s=0,
            rest_s=20,
            requires=SQUEEZES,
            harder="wall-march-quick",
            equipment=(("wall",),),
            bar=Bar(2, 2, 8, 3, felt=7, form=True),
            primer=True,
        ),
        Step(
            "wall-march-quick",
            "march",
            "switches",
            each_side=False,
            sets=Range(2, 3, 2),
            amount=Range(10, 20, 10),
            hold=Range(0, 0, 0),
            up_s=1,
            down_s=0,
            rest_s=20,
            requires=("wall-march-hold",),
            days_of_7=4,
            equipment=(("wall",),),
            bar=Bar(2, 3, 20, felt=7, form=True),
            primer=True,
        ),
        Step(
            "glute-bridge",
            "bridge",
            "repetitions",
            each_side=False,
            sets=Range(2, 4, 2),
            amount=Range(8, 12, 8),
            hold=Range(1, 3, 1),
            up_s=1.5,
            down_s=2,
            rest_s=60,
            requires=SQUEEZES,
            harder="single-leg-bridge",
            equipment=(("mat",),),
            bar=Bar(2, 3, 12, 3, felt=7, effort=8),
            load_kind="hips",
            load_step=2.5,
            load_most=60,
            primer=True,
        ),
        Step(
            "single-leg-bridge",
            "bridge",
            "repetitions",
            each_side=True,
            sets=Range(2, 4, 2),
            amount=Range(6, 8, 6),
            hold=Range(1, 3, 1),
            up_s=1.5,
            down_s=2,
            rest_s=60,
            requires=("glute-bridge",),
            equipment=(("mat",),),
            bar=Bar(2, 3, 8, felt=7),
            load_kind="hips",
            load_step=2.5,
            load_most=20,
        ),
        Step(
            "band-walk",
            "bridge",
            "steps",
            each_side=True,
            sets=Range(2, 4, 2),
            amount=Range(15, 20, 15),
            hold=Range(0, 0, 0),
            up_s=1,
            down_s=0,
            rest_s=60,
            requires=SQUEEZES,
            equipment=(("band",),),
            bar=Bar(2, 3, 15, felt=7),
            load_kind="band",
            load_step=1,
        ),
        Step(
            "deadlift",
            "lift",
            "repetitions",
            each_side=False,
            sets=Range(2, 4, 2),
            amount=Range(4, 8, 4),
            hold=Range(0, 0, 0),
            up_s=1.5,
            down_s=2,
            rest_s=120,
            requires=LIFT_NEEDS,
            hinge=True,
            load_kind="bar",
            load_step=2.5,
            load_most=250,
            equipment=(("trap-bar",), ("barbell-rack",)),
            bar=Bar(4, 2, 4, effort=8, form=True, at_load=True),
        ),
        Step(
            "single-leg-deadlift",
            "lift",
            "repetitions",
            each_side=True,
            sets=Range(2, 4, 2),
            amount=Range(6, 10, 6),
            hold=Range(0, 0, 0),
            up_s=1.5,
            down_s=2,
            rest_s=90,
            requires=LIFT_NEEDS,
            hinge=True,
            load_kind="hand",
            load_step=1,
            load_most=60,
            load_after="deadlift",
            equipment=(("dumbbells",),),
        ),
    ),
)


def edited(*exercises, **changes):
    """Return the ladder with some of its steps changed."""
    steps = GLUTES_THAT_FIRE.steps
    changed = [replace(one, **changes) if one.exercise in exercises else one for one in steps]
    return Program("edited", tuple(changed), revision=2)
