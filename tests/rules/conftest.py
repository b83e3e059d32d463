import pytest
from coverage import Coverage

UNMEASURED = ("test_monotony", "test_properties", "test_reach")


def is_measured(item):
    return not item.path.name.startswith(UNMEASURED)


def pytest_collection_modifyitems(items):
    """Run the tests that measure coverage before those that pause it.

    A cached property that a paused test touches first would never be seen to run. The hook gets
    the tests of all folders; the order among the measured ones stays random.
    """
    items.sort(key=is_measured, reverse=True)


@pytest.fixture(autouse=True)
def _pause_coverage_of_made_up_lives(request):
    """Thousands of made-up lives take three times as long under coverage."""
    coverage = None if is_measured(request.node) else Coverage.current()
    if coverage:
        coverage.stop()
    yield
    if coverage:
        coverage.start()
