import pytest

from tests.library import copy_of_the_files, load_exercises


@pytest.fixture
def exercises(db):
    """The nine shipped exercises."""
    return load_exercises()


@pytest.fixture
def files(tmp_path):
    """A copy of the shipped files that a test may change."""
    return copy_of_the_files(tmp_path)
