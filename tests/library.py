"""The shipped library for tests that read it, and a copy of its files for those that change it."""

import shutil

from exercises import files, library


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
