"""The exercises as shipped. Straight from the files, without a database."""

import re

from exercises import figures
from exercises.content import reader

NINE = {
    "prone-squeeze": ("Face-down squeeze", "activate", "repetitions", "both", ["mat"]),
    "standing-squeeze": ("Standing squeeze", "activate", "repetitions", "both", []),
    "wall-march-hold": ("Wall march, hold", "march", "repetitions", "each", ["wall"]),
    "wall-march-quick": ("Wall march, quick", "march", "switches", "alternate", ["wall"]),
    "glute-bridge": ("Glute bridge", "bridge", "repetitions", "both", ["mat"]),
    "single-leg-bridge": ("Single-leg bridge", "bridge", "repetitions", "each", ["mat"]),
    "band-walk": ("Band walk", "bridge", "steps", "each", ["band"]),
    "deadlift": ("Deadlift", "lift", "repetitions", "both", ["barbell-rack", "trap-bar"]),
    "single-leg-deadlift": ("Single-leg deadlift", "lift", "repetitions", "each", ["dumbbells"]),
}
FORMS = {
    "marching-bridge": ("glute-bridge", "harder"),
    "two-up-one-down-bridge": ("single-leg-bridge", "easier"),
    "hinge-drill": ("deadlift", "easier"),
    "kettlebell-deadlift": ("deadlift", "easier"),
    "kickstand-deadlift": ("single-leg-deadlift", "easier"),
}
# The article's figures, and ours, as RULES has them.
DOSES = {
    "prone-squeeze": ["Sets: 2 to 3 [ours]", "Repetitions: 10 [ours]", "Hold: 5 seconds [ours]"],
    "standing-squeeze": ["Repetitions: 10 [ours]", "How often: every day [article]"],
    "wall-march-hold": ["Repetitions: 6 to 8 a side [ours]", "Hold: 1 to 3 seconds [article]"],
    "wall-march-quick": ["Switches: 10 to 20 [ours]", "How often: at most 4 days of 7 [ours]"],
    "glute-bridge": ["Sets: 2 to 4 [article]", "Repetitions: 8 to 12 [article]"],
    "single-leg-bridge": ["Repetitions: 6 to 8 a side [article]", "How often: every day [ours]"],
    "band-walk": ["Steps: 15 to 20 each way [article]", "How often: every day [article]"],
    "deadlift": ["Sets: 2 to 4 [article]", "Repetitions: 4 to 8 [article]"],
    "single-leg-deadlift": ["Repetitions: 6 to 10 a side [article]"],
}
# What no exercise may promise; tests/test_claims.py reads the pages too.
NEVER = re.compile(
    r"treat|prevent|cleared|diagnos|cure|inactive|weak glute|fix(es)? your|corrects|%|MVIC", re.I
)
CONTENT = reader.read_valid()
LIBRARY = {row.key: row for row in CONTENT.exercises}


def words(row):
    """Every text of an exercise."""
    fields = [row.fields, *(line.fields for line in (*row.cues, *row.mistakes))]
    texts = [value["en"] for part in fields for value in part.values() if is_text(value)]
    return [line for text in texts for line in ([text] if isinstance(text, str) else text)]


def is_text(value):
    return isinstance(value, dict) and "en" in value


def test_there_are_nine_in_the_order_of_the_ladder():
    assert [slug for slug, row in LIBRARY.items() if not row.fields["form_of"]] == list(NINE)


def test_the_forms_say_what_they_are_forms_of():
    of = {slug: row.fields["form_of"] for slug, row in LIBRARY.items()}
    assert {slug: tuple(form) for slug, form in of.items() if form} == FORMS


def test_an_exercise_is_what_the_ladder_takes_it_for():
    for slug in NINE:
        fields = LIBRARY[slug].fields
        shape = (fields["name"]["en"], fields["stage"], fields["unit"], fields["sides"])
        assert (*shape, fields["equipment"]) == NINE[slug]


def test_an_exercise_is_whole():
    for slug in LIBRARY:
        row = LIBRARY[slug]
        fields = row.fields
        assert 4 <= len(row.cues) <= 6
        assert len(row.mistakes) >= 4
        for key in ("summary", "easier", "harder"):
            assert fields[key]["en"]
        for key in ("set_up", "doing"):
            assert len(fields[key]["en"]) >= 3
        assert "primary" in fields["muscles"].values()
        assert any(slug.startswith("gluteus") for slug in fields["muscles"])
        assert fields["also"]["en"]


def test_a_dose_has_the_figures_of_the_article_and_ours():
    for slug in NINE:
        assert set(DOSES[slug]) <= set(LIBRARY[slug].fields["dose"]["en"])


def test_every_number_of_a_form_is_ours():
    for slug in FORMS:
        fields = LIBRARY[slug].fields
        assert fields["dose_source"] == "ours"
        assert not any("[article]" in line for line in fields["dose"]["en"])
        assert "This" in fields["source"]["en"][0]
        assert "is ours" in fields["source"]["en"][0]


def test_each_figure_of_a_dose_has_its_source():
    for slug in LIBRARY:
        dose = LIBRARY[slug].fields["dose"]["en"]
        assert all(re.fullmatch(r".+: .+ \[(article|ours)\]", line) for line in dose)


def test_a_source_names_the_article_and_marks_what_is_ours():
    for slug in LIBRARY:
        source = " ".join(LIBRARY[slug].fields["source"]["en"])
        assert "Kyle Arsenault" in source
        assert re.search(r"\bours?\b", source)


def test_nothing_is_promised_that_is_not_known():
    for slug in LIBRARY:
        for text in words(LIBRARY[slug]):
            assert not NEVER.search(text), text


def test_a_cue_fits_on_a_card():
    for slug in LIBRARY:
        for cue in LIBRARY[slug].cues:
            assert len(cue.fields["text"]["en"]) <= 65


def test_an_exercise_has_its_figure():
    for slug in LIBRARY:
        assert len(figures.poses(slug)) >= 2


def test_either_bar_is_enough_for_the_deadlift():
    assert [slug for slug, row in LIBRARY.items() if row.fields["any_equipment"]] == ["deadlift"]


def test_the_three_glute_muscles_say_what_they_do_in_running():
    glutes = [row for row in CONTENT.muscles if row.fields["is_glute"]]
    assert [row.key for row in glutes] == ["gluteus-maximus", "gluteus-medius", "gluteus-minimus"]
    assert all("run" in " ".join(row.fields["running"]["en"]) for row in glutes)


def test_every_muscle_that_is_described_is_used():
    used = {slug for row in LIBRARY.values() for slug in row.fields["muscles"]}
    assert used == {row.key for row in CONTENT.muscles}


def test_for_everything_there_is_another_way():
    assert [row.key for row in CONTENT.equipment] == [
        "mat",
        "wall",
        "band",
        "trap-bar",
        "barbell-rack",
        "dumbbells",
        "stick",
        "kettlebell",
        "box",
    ]
    assert all(row.fields["instead"]["en"] for row in CONTENT.equipment)
