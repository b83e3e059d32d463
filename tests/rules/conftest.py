import os

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

UNMEASURED = ("test_monotony", "test_properties")

# A busy machine is slow, not wrong: no example has a time limit.
_unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _unhurried, max_examples=20)
settings.register_profile("thorough", _unhurried, max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


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
