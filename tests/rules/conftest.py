import pytest
from coverage import Coverage

UNMEASURED = ("test_monotony", "test_properties")


@pytest.fixture(autouse=True)
def _lives_are_not_measured(request):
    """Thousands of made-up lives take thrice as long under coverage; the tables reach each line."""
    measured = request.path.name.startswith(UNMEASURED) and Coverage.current()
    if measured:
        measured.stop()
    yield
    if measured:
        measured.start()
