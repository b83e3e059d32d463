"""The shipped library for tests that read it, and a copy of its files for those that change it."""

import shutil

from exercises import files, library

NINE = [  # by order on the ladder
    "prone-squeeze",
    "standing-squeeze",
    "wall-march-hold",
    "wall-march-quick",
    "glute-bridge",
    "single-leg-bridge",
    "band-walk",
    "deadlift",
    "single-leg-deadlift",
]
FORMS = {  # with a page of their own, after the one that they follow in the list
    "glute-bridge": ["marching-bridge", "two-up-one-down-bridge"],
    "band-walk": ["hinge-drill", "kettlebell-deadlift"],
    "deadlift": ["kickstand-deadlift"],
}
EXERCISES = [slug for one in NINE for slug in (one, *FORMS.get(one, ()))]


def load_exercises(folder=files.FOLDER):
    """The shipped exercises without a program."""
    return library.load(folder)


def copy_of_the_files(to):
    return shutil.copytree(files.FOLDER, to / "content")


def rewrite(path, old, new):
    """An update of the app: a shipped file says something else."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
