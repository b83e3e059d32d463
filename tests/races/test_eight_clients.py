"""Eight clients do everything to the same rows: no answer is a 5xx, nothing is lost or doubled."""

import pytest

from accounts.models import User
from logbook import fair_share
from logbook.models import Run, SetEntry
from tests.access.world import rows_of
from tests.races.eight_clients import Crowd

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("transactional_db", "library", "clock")]


@pytest.fixture(autouse=True)
def _as_of_many_processes(monkeypatch):
    """In one, a runner has fewer requests worked on at once than there are clients."""
    monkeypatch.setattr(fair_share, "MOST", 100)


@pytest.fixture(autouse=True)
def _statements_are_not_counted(settings):
    """A statement that is tried again because of a race is no N+1."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("zeal.")]


def check(crowd):
    assert not crowd.broken, "\n".join(crowd.broken[:20])
    rows = list(SetEntry.objects.for_user(crowd.user).exclude(edited_by__startswith="import"))
    keys = [str(row.key) for row in rows]
    assert len(keys) == len(set(keys))
    lost = crowd.stored - set(keys)
    assert not lost
    assert all(row.amount in crowd.amounts[str(row.key)] for row in rows)
    assert Run.objects.for_user(crowd.user).count() == crowd.runs


def test_for_some_seconds():
    crowd = Crowd()
    crowd.play(4)
    check(crowd)


def test_while_one_of_them_deletes_the_account():
    crowd = Crowd()
    crowd.play(1, one_leaves=True)
    assert not crowd.broken, "\n".join(crowd.broken[:20])
    assert not User.objects.filter(pk=crowd.user.pk).exists()
    assert not any(rows_of(crowd.user).values())


@pytest.mark.thorough
def test_for_a_minute():
    crowd = Crowd(seed=2)
    crowd.play(60)
    check(crowd)
    assert sum(crowd.answers.values()) > 500


@pytest.mark.thorough
def test_ten_accounts_are_deleted_meanwhile():
    for seed in range(10):
        crowd = Crowd(seed)
        crowd.play(0.3 * seed, one_leaves=True)
        assert not crowd.broken, "\n".join(crowd.broken[:20])
        assert not any(rows_of(crowd.user).values())
